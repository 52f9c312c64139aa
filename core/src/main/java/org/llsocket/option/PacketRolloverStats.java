package org.llsocket.option;

import java.lang.foreign.MemorySegment;
import org.llsocket.internal.struct.Fields;

/**
 * {@code struct tpacket_rollover_stats}: packets of a fanout group that went to another socket.
 *
 * @param all {@code tp_all}: all of them
 * @param huge {@code tp_huge}: those that belonged to a large flow
 * @param failed {@code tp_failed}: those for which no socket had space
 */
public record PacketRolloverStats(long all, long huge, long failed) {
  private static final String TAG = "tpacket_rollover_stats";

  static final OptionCodec<PacketRolloverStats> CODEC =
      Codecs.readOnly(PacketRolloverStats.class, Fields.size(TAG), (bytes, family) -> read(bytes));

  private static PacketRolloverStats read(MemorySegment bytes) {
    var fields = new Fields(TAG, bytes);
    return new PacketRolloverStats(
        fields.get("tp_all"), fields.get("tp_huge"), fields.get("tp_failed"));
  }
}
