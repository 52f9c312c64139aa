package org.llsocket.option;

/**
 * {@code struct sctp_stream_value}: a value of a stream, for {@link SCTP#STREAM_SCHEDULER_VALUE}.
 *
 * <pre>{@code
 * socket.set(SCTP.STREAM_SCHEDULER_VALUE, new SctpStreamValue(3, 1)); // stream 3 first
 * }</pre>
 *
 * @param stream_id {@code stream_id}: the stream
 * @param stream_value {@code stream_value}: for {@code SCTP_SS_PRIO}, its priority: 0 is the
 *     highest
 */
public record SctpStreamValue(int stream_id, int stream_value) {
  static final OptionCodec<SctpStreamValue> CODEC =
      SctpStruct.of(
          SctpStreamValue.class,
          "sctp_stream_value",
          "assoc_id",
          "",
          f -> new SctpStreamValue(f.getInt("stream_id"), f.getInt("stream_value")),
          (f, v) ->
              f.setChecked("stream_id", v.stream_id())
                  .setChecked("stream_value", v.stream_value()));
}
