package org.llsocket.internal.struct;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;

/**
 * <pre>{@code
 * struct tpacket3_hdr {
 *   __u32 tp_next_offset;
 *   __u32 tp_sec;
 *   __u32 tp_nsec;
 *   __u32 tp_snaplen;
 *   __u32 tp_len;
 *   __u32 tp_status;
 *   __u16 tp_mac;
 *   __u16 tp_net;
 *   struct tpacket_hdr_variant1 {
 *     __u32 tp_rxhash;
 *     __u32 tp_vlan_tci;
 *     __u16 tp_vlan_tpid;
 *     __u16 tp_padding;
 *   } hv1;
 *   __u8 tp_padding[8];
 * };
 * }</pre>
 *
 * <p>A packet in a block, by the offset of this header, and the {@code struct sockaddr_ll} behind
 * it. Any offset within the block may be read, aligned or not.
 */
public final class Tpacket3Hdr {
  private static final Struct LAYOUT = Platform.struct("tpacket3_hdr");
  private static final Struct VARIANT = Platform.struct("tpacket_hdr_variant1");
  private static final Struct ADDRESS = Platform.struct("sockaddr_ll");
  private static final int NEXT_OFFSET = LAYOUT.offset("tp_next_offset");
  private static final int SEC = LAYOUT.offset("tp_sec");
  private static final int NSEC = LAYOUT.offset("tp_nsec");
  private static final int SNAPLEN = LAYOUT.offset("tp_snaplen");
  private static final int LEN = LAYOUT.offset("tp_len");
  private static final int STATUS = LAYOUT.offset("tp_status");
  private static final int MAC = LAYOUT.offset("tp_mac");
  private static final int HV1 = LAYOUT.offset("hv1");
  private static final int RXHASH = HV1 + VARIANT.offset("tp_rxhash");
  private static final int VLAN_TCI = HV1 + VARIANT.offset("tp_vlan_tci");
  private static final int VLAN_TPID = HV1 + VARIANT.offset("tp_vlan_tpid");
  private static final int SLL = LAYOUT.size(); // TPACKET_ALIGN(sizeof(struct tpacket3_hdr))
  private static final int SLL_PROTOCOL = SLL + ADDRESS.offset("sll_protocol");
  private static final int SLL_IFINDEX = SLL + ADDRESS.offset("sll_ifindex");
  private static final int SLL_HATYPE = SLL + ADDRESS.offset("sll_hatype");
  private static final int SLL_PKTTYPE = SLL + ADDRESS.offset("sll_pkttype");
  private static final int SLL_HALEN = SLL + ADDRESS.offset("sll_halen");
  private static final ValueLayout.OfShort BIG_SHORT =
      JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  /** Bytes of the struct and the address behind it. */
  public static final int SIZE = SLL + ADDRESS.size();

  /** The offset of {@code sll_addr}. */
  public static final int SLL_ADDR = SLL + ADDRESS.offset("sll_addr");

  /** Bytes of {@code sll_addr}. */
  public static final int SLL_ADDR_SIZE = ADDRESS.field("sll_addr").size();

  private Tpacket3Hdr() {}

  private static long unsigned(MemorySegment block, long at) {
    return Integer.toUnsignedLong(block.get(JAVA_INT_UNALIGNED, at));
  }

  private static int unsignedShort(MemorySegment block, long at) {
    return Short.toUnsignedInt(block.get(JAVA_SHORT_UNALIGNED, at));
  }

  public static long nextOffset(MemorySegment block, long at) {
    return unsigned(block, at + NEXT_OFFSET);
  }

  public static long sec(MemorySegment block, long at) {
    return unsigned(block, at + SEC);
  }

  public static long nsec(MemorySegment block, long at) {
    return unsigned(block, at + NSEC);
  }

  public static long snaplen(MemorySegment block, long at) {
    return unsigned(block, at + SNAPLEN);
  }

  public static long len(MemorySegment block, long at) {
    return unsigned(block, at + LEN);
  }

  public static int status(MemorySegment block, long at) {
    return block.get(JAVA_INT_UNALIGNED, at + STATUS);
  }

  public static int mac(MemorySegment block, long at) {
    return unsignedShort(block, at + MAC);
  }

  public static int rxhash(MemorySegment block, long at) {
    return block.get(JAVA_INT_UNALIGNED, at + RXHASH);
  }

  public static int vlanTci(MemorySegment block, long at) {
    return block.get(JAVA_INT_UNALIGNED, at + VLAN_TCI);
  }

  public static int vlanTpid(MemorySegment block, long at) {
    return unsignedShort(block, at + VLAN_TPID);
  }

  /** In host byte order. */
  public static int protocol(MemorySegment block, long at) {
    return Short.toUnsignedInt(block.get(BIG_SHORT, at + SLL_PROTOCOL));
  }

  public static int ifindex(MemorySegment block, long at) {
    return block.get(JAVA_INT_UNALIGNED, at + SLL_IFINDEX);
  }

  public static int hatype(MemorySegment block, long at) {
    return unsignedShort(block, at + SLL_HATYPE);
  }

  public static int pkttype(MemorySegment block, long at) {
    return Byte.toUnsignedInt(block.get(JAVA_BYTE, at + SLL_PKTTYPE));
  }

  public static int halen(MemorySegment block, long at) {
    return Byte.toUnsignedInt(block.get(JAVA_BYTE, at + SLL_HALEN));
  }
}
