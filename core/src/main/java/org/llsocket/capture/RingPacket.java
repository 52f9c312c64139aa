package org.llsocket.capture;

import java.lang.foreign.MemorySegment;
import org.llsocket.family.SockaddrLl;
import org.llsocket.internal.struct.Tpacket3Hdr;

/**
 * {@code struct tpacket3_hdr}: a packet in a {@link PacketBlock}. The methods but {@link #data},
 * {@link #time} and {@link #addr} allocate nothing.
 *
 * <pre>{@code
 * for (RingPacket packet = block.next(); packet != null; packet = block.next()) {
 *   byte first = packet.memory().get(ValueLayout.JAVA_BYTE, packet.offset());
 *   ...
 * }
 * }</pre>
 *
 * <p>For the thread that took the block. Once the block is given back, what reads its memory throws
 * {@link IllegalStateException}.
 */
public final class RingPacket implements Packet {
  private static final int DEFAULT_TPID = 0x8100;

  private final MemorySegment block;
  private final PacketBlock owner;
  private long header;
  private int offset;
  private int captured;

  RingPacket(PacketBlock owner, MemorySegment block) {
    this.owner = owner;
    this.block = block;
  }

  /** Moves to the packet whose header is at {@code at}; every offset is checked here. */
  void moveTo(long at) throws CaptureFormatException {
    long end = block.byteSize();
    if (at < 0 || at > end - Tpacket3Hdr.SIZE) {
      throw owner.corrupt("a packet at " + at);
    }
    int mac = Tpacket3Hdr.mac(block, at);
    long snaplen = Tpacket3Hdr.snaplen(block, at);
    if (mac < Tpacket3Hdr.SIZE || at + mac + snaplen > end) {
      throw owner.corrupt(snaplen + " bytes at offset " + mac + " of the packet at " + at);
    }
    header = at;
    offset = (int) (at + mac);
    captured = (int) snaplen;
  }

  long header() {
    return header;
  }

  @Override
  public MemorySegment data() {
    return block.asSlice(offset, captured);
  }

  /** The memory of the whole block, read-only; the packet is at {@link #offset}. */
  public MemorySegment memory() {
    return block;
  }

  /** Where the packet begins in {@link #memory}. */
  public int offset() {
    return offset;
  }

  @Override
  public int capturedLength() {
    return captured;
  }

  @Override
  public long length() {
    return Tpacket3Hdr.len(block, header);
  }

  @Override
  public long timeNanos() {
    return Tpacket3Hdr.sec(block, header) * 1_000_000_000L + Tpacket3Hdr.nsec(block, header);
  }

  /** {@code tp_status}: {@link TP#STATUS_CSUMNOTREADY} and so on. */
  public int status() {
    return Tpacket3Hdr.status(block, header);
  }

  /** {@code tp_rxhash}: the hash of the flow; 0 if there is none. */
  public int rxhash() {
    return Tpacket3Hdr.rxhash(block, header);
  }

  /** Whether the kernel has taken a VLAN tag from the packet. */
  public boolean hasVlan() {
    return (status() & TP.STATUS_VLAN_VALID) != 0;
  }

  /** {@code tp_vlan_tci}: priority and number of the VLAN; 0 without {@link #hasVlan}. */
  public int vlanTci() {
    return hasVlan() ? Tpacket3Hdr.vlanTci(block, header) & 0xffff : 0;
  }

  /** {@code tp_vlan_tpid}: the protocol of the VLAN tag, usually 0x8100; 0 without a tag. */
  public int vlanTpid() {
    if (!hasVlan()) {
      return 0;
    }
    boolean known = (status() & TP.STATUS_VLAN_TPID_VALID) != 0;
    return known ? Tpacket3Hdr.vlanTpid(block, header) : DEFAULT_TPID;
  }

  /** {@code sll_protocol}: {@code ETH_P_*} in host byte order. */
  public int protocol() {
    return Tpacket3Hdr.protocol(block, header);
  }

  /** {@code sll_ifindex}: the interface. */
  public int ifindex() {
    return Tpacket3Hdr.ifindex(block, header);
  }

  /** {@code sll_hatype}: {@code ARPHRD_*}. */
  public int hatype() {
    return Tpacket3Hdr.hatype(block, header);
  }

  /** {@code sll_pkttype}: {@code PACKET_HOST}, {@code PACKET_OUTGOING} and so on. */
  public int pkttype() {
    return Tpacket3Hdr.pkttype(block, header);
  }

  /** {@code sll_halen}: bytes of the sender's hardware address, 0–8. */
  int halen() {
    return Math.min(Tpacket3Hdr.halen(block, header), Tpacket3Hdr.SLL_ADDR_SIZE);
  }

  /** The memory of {@code sll_addr}, 8 bytes. */
  MemorySegment hardwareAddress() {
    return block.asSlice(header + Tpacket3Hdr.SLL_ADDR, Tpacket3Hdr.SLL_ADDR_SIZE);
  }

  /** {@code struct sockaddr_ll}: all of it, with the sender's hardware address. */
  public SockaddrLl addr() {
    byte[] addr = new byte[halen()];
    MemorySegment.ofArray(addr).copyFrom(hardwareAddress().asSlice(0, addr.length));
    return new SockaddrLl(protocol(), ifindex(), hatype(), pkttype(), addr);
  }

  /** {@code RingPacket[98 bytes, interface 2, 2026-01-31T12:00:00.123456789Z]}. */
  @Override
  public String toString() {
    return "RingPacket[" + length() + " bytes, interface " + ifindex() + ", " + time() + "]";
  }
}
