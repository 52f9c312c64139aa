package org.llsocket.option;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.struct.Fields;

/**
 * {@code struct packet_mreq}: a membership of a packet socket: more frames than the interface
 * receives by itself; immutable.
 *
 * <pre>{@code
 * packets.set(PACKET.ADD_MEMBERSHIP, PacketMreq.of(ifindex, PACKET.MR_PROMISC));
 * }</pre>
 *
 * @param ifindex {@code mr_ifindex}: the interface
 * @param type {@code mr_type}: {@link PACKET#MR_PROMISC} and so on, 0–65535
 * @param address {@code mr_address}: the hardware address, at most 8 bytes; empty if the type has
 *     none
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record PacketMreq(int ifindex, int type, byte[] address) {
  private static final String TAG = "packet_mreq";
  private static final int MAX = 8;

  static final OptionCodec<PacketMreq> CODEC =
      Codecs.writeOnly(PacketMreq.class, "", (value, family) -> value.bytes());

  /**
   * Checks the fields, and copies the address.
   *
   * @throws IllegalArgumentException if a value does not fit its field
   */
  public PacketMreq {
    InterfaceIndex.check(ifindex);
    Ranges.check("mr_type", type, 0, 0xffff);
    Ranges.check("mr_address in bytes", address.length, 0, MAX);
    address = address.clone();
  }

  /** A membership without an address. */
  public static PacketMreq of(int ifindex, int type) {
    return new PacketMreq(ifindex, type, new byte[0]);
  }

  /** A copy of the hardware address. */
  @Override
  public byte[] address() {
    return address.clone();
  }

  private MemorySegment bytes() {
    return Fields.of(TAG)
        .set("mr_ifindex", ifindex)
        .set("mr_type", type)
        .set("mr_alen", address.length)
        .set("mr_address", address)
        .memory();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PacketMreq that
        && ifindex == that.ifindex
        && type == that.type
        && Arrays.equals(address, that.address);
  }

  @Override
  public int hashCode() {
    return (ifindex * 31 + type) * 31 + Arrays.hashCode(address);
  }
}
