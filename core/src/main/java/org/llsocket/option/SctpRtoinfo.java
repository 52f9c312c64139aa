package org.llsocket.option;

/**
 * {@code struct sctp_rtoinfo}: bounds of the retransmission timeout, for {@link SCTP#RTOINFO}. When
 * it is set, 0 leaves a value unchanged.
 *
 * <pre>{@code
 * socket.set(SCTP.RTOINFO, new SctpRtoinfo(500, 10_000, 200));
 * }</pre>
 *
 * @param initial {@code srto_initial}: at first, in ms
 * @param max {@code srto_max}: at most, in ms
 * @param min {@code srto_min}: at least, in ms
 */
public record SctpRtoinfo(long initial, long max, long min) {
  static final OptionCodec<SctpRtoinfo> CODEC =
      SctpStruct.of(
          SctpRtoinfo.class,
          "sctp_rtoinfo",
          "srto_assoc_id",
          "",
          f -> new SctpRtoinfo(f.get("srto_initial"), f.get("srto_max"), f.get("srto_min")),
          (f, v) ->
              f.setChecked("srto_initial", v.initial())
                  .setChecked("srto_max", v.max())
                  .setChecked("srto_min", v.min()));
}
