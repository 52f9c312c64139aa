package org.llsocket.nio;

import java.lang.ref.WeakReference;
import java.net.DatagramPacket;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes a packet can receive. The JDK's own sockets set the length of a packet and leave
 * its capacity, so the next receive into it may be longer; {@link DatagramPacket#setLength}, all
 * that other sockets have, sets both. So the capacity of each packet that received less is kept
 * here, until the program changes the packet or drops it.
 */
final class PacketCapacities {
  private static final Map<DatagramPacket, Kept> KEPT = new WeakHashMap<>();

  private PacketCapacities() {}

  /** What a packet was left as, and its capacity. */
  private record Kept(WeakReference<byte[]> data, int offset, int length, int capacity) {
    boolean isOf(DatagramPacket packet) {
      return data.refersTo(packet.getData())
          && offset == packet.getOffset()
          && length == packet.getLength();
    }
  }

  /** How many bytes the packet can receive from its offset on. */
  static int of(DatagramPacket packet) {
    Kept kept = kept(packet);
    return kept != null && kept.isOf(packet) ? kept.capacity() : packet.getLength();
  }

  private static @Nullable Kept kept(DatagramPacket packet) {
    synchronized (KEPT) {
      return KEPT.get(packet);
    }
  }

  /** Sets the length of a packet that has received, and keeps its capacity. */
  static void received(DatagramPacket packet, int length, int capacity) {
    packet.setLength(length);
    synchronized (KEPT) {
      if (length == capacity) {
        KEPT.remove(packet);
      } else {
        KEPT.put(
            packet,
            new Kept(new WeakReference<>(packet.getData()), packet.getOffset(), length, capacity));
      }
    }
  }
}
