package org.llsocket.option;

import java.lang.foreign.MemorySegment;
import org.llsocket.internal.struct.Fields;

/**
 * {@code struct tpacket_stats}: counts of a packet socket since they were last read.
 *
 * @param packets {@code tp_packets}: packets that the socket was to receive
 * @param drops {@code tp_drops}: those among them that did not fit its queue
 */
public record PacketStats(long packets, long drops) {
  private static final String TAG = "tpacket_stats";

  static final OptionCodec<PacketStats> CODEC =
      Codecs.readOnly(PacketStats.class, Fields.size(TAG), (bytes, family) -> read(bytes));

  private static PacketStats read(MemorySegment bytes) {
    var fields = new Fields(TAG, bytes);
    return new PacketStats(fields.get("tp_packets"), fields.get("tp_drops"));
  }
}
