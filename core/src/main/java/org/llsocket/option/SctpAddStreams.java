package org.llsocket.option;

/**
 * {@code struct sctp_add_streams}: streams to add, for {@link SCTP#ADD_STREAMS}.
 *
 * <pre>{@code
 * socket.set(SCTP.ADD_STREAMS, new SctpAddStreams(0, 4));
 * }</pre>
 *
 * @param instrms {@code sas_instrms}: how many of the peer's
 * @param outstrms {@code sas_outstrms}: how many of this end's
 */
public record SctpAddStreams(int instrms, int outstrms) {
  static final OptionCodec<SctpAddStreams> CODEC =
      SctpStruct.of(
          SctpAddStreams.class,
          "sctp_add_streams",
          "sas_assoc_id",
          "",
          f -> new SctpAddStreams(f.getInt("sas_instrms"), f.getInt("sas_outstrms")),
          (f, v) ->
              f.setChecked("sas_instrms", v.instrms()).setChecked("sas_outstrms", v.outstrms()));
}
