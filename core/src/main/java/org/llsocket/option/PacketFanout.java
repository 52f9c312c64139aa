package org.llsocket.option;

/**
 * The value of {@code PACKET_FANOUT}: a group of packet sockets that share the packets of an
 * interface.
 *
 * <pre>{@code
 * packets.set(PACKET.FANOUT, new PacketFanout(7, PACKET.FANOUT_HASH, PACKET.FANOUT_FLAG_DEFRAG));
 * }</pre>
 *
 * @param id the group, 0–65535; shared by all sockets of the network namespace
 * @param type how packets are distributed: {@link PACKET#FANOUT_HASH} and so on, 0–255
 * @param flags {@link PACKET#FANOUT_FLAG_ROLLOVER} and so on, 0 or a multiple of 256 up to 65280
 */
public record PacketFanout(int id, int type, int flags) {
  private static final int MAX = 0xffff;
  private static final int TYPE_MASK = 0xff;

  /**
   * Checks the fields.
   *
   * @throws IllegalArgumentException if a value does not fit its field
   */
  public PacketFanout {
    Ranges.check("id", id, 0, MAX);
    Ranges.check("type", type, 0, TYPE_MASK);
    if ((flags & (MAX ^ TYPE_MASK)) != flags) {
      throw new IllegalArgumentException(
          "flags: " + flags + " is not a multiple of 256 in 0–65280");
    }
  }

  static PacketFanout of(int value) {
    int mode = value >>> Short.SIZE;
    return new PacketFanout(value & MAX, mode & TYPE_MASK, mode & ~TYPE_MASK);
  }

  int toInt() {
    return id | (type | flags) << Short.SIZE;
  }
}
