package org.llsocket.option;

/**
 * {@code struct sctp_sack_info}: how acknowledgments are delayed, for {@link SCTP#DELAYED_SACK}.
 * When it is set, 0 leaves a value unchanged.
 *
 * <pre>{@code
 * socket.set(SCTP.DELAYED_SACK, new SctpSackInfo(50, 0));
 * }</pre>
 *
 * @param delay {@code sack_delay}: how long, in ms, at most 500
 * @param freq {@code sack_freq}: for how many packets; 1 for no delay
 */
public record SctpSackInfo(long delay, long freq) {
  static final OptionCodec<SctpSackInfo> CODEC =
      SctpStruct.of(
          SctpSackInfo.class,
          "sctp_sack_info",
          "sack_assoc_id",
          "",
          f -> new SctpSackInfo(f.get("sack_delay"), f.get("sack_freq")),
          (f, v) -> f.setChecked("sack_delay", v.delay()).setChecked("sack_freq", v.freq()));
}
