package org.llsocket.option;

import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.util.List;
import org.llsocket.internal.struct.Fields;

/**
 * {@code struct sctp_reset_streams}: streams whose sequence numbers begin again, for {@link
 * SCTP#RESET_STREAMS}.
 *
 * <pre>{@code
 * socket.set(SCTP.RESET_STREAMS, new SctpResetStreams(SCTP.STREAM_RESET_OUTGOING, List.of(3)));
 * }</pre>
 *
 * @param flags {@code srs_flags}: {@link SCTP#STREAM_RESET_INCOMING}, {@link
 *     SCTP#STREAM_RESET_OUTGOING}
 * @param streams {@code srs_stream_list}: 0 to 65535; empty for all; unmodifiable
 */
public record SctpResetStreams(int flags, List<Integer> streams) {
  private static final String TAG = "sctp_reset_streams";

  static final OptionCodec<SctpResetStreams> CODEC =
      new SctpStruct<>(
          SctpResetStreams.class,
          TAG,
          "srs_assoc_id",
          "",
          0,
          null,
          v -> v.streams.size() * Short.BYTES,
          f -> new SctpResetStreams(0, List.of()),
          SctpResetStreams::write);

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if a stream is not 0–65535, or there are over 65535
   */
  public SctpResetStreams {
    Ranges.check("srs_number_streams", streams.size(), 0, 0xffff);
    for (int stream : streams) {
      Ranges.check("srs_stream_list", stream, 0, 0xffff);
    }
    streams = List.copyOf(streams);
  }

  private static void write(Fields fields, SctpResetStreams value) {
    fields
        .setChecked("srs_flags", value.flags)
        .setChecked("srs_number_streams", value.streams.size());
    long at = Fields.size(TAG);
    for (int stream : value.streams) {
      fields.memory().set(JAVA_SHORT_UNALIGNED, at, (short) stream);
      at += Short.BYTES;
    }
  }
}
