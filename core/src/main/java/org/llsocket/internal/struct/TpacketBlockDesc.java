package org.llsocket.internal.struct;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;

/**
 * <pre>{@code
 * struct tpacket_block_desc {
 *   __u32 version;
 *   __u32 offset_to_priv;
 *   union tpacket_bd_header_u {
 *     struct tpacket_hdr_v1 {
 *       __u32 block_status;
 *       __u32 num_pkts;
 *       __u32 offset_to_first_pkt;
 *       __u32 blk_len;
 *       __aligned_u64 seq_num;
 *       ...
 *     } bh1;
 *   } hdr;
 * };
 * }</pre>
 *
 * <p>The start of a block of a ring. The status passes the block between the kernel and the
 * program, and orders what each of them reads and writes.
 */
public final class TpacketBlockDesc {
  private static final Struct LAYOUT = Platform.struct("tpacket_block_desc");
  private static final Struct HEADER = Platform.struct("tpacket_hdr_v1");
  private static final int HDR = LAYOUT.offset("hdr");
  private static final int STATUS = HDR + HEADER.offset("block_status");
  private static final int NUM_PKTS = HDR + HEADER.offset("num_pkts");
  private static final int FIRST_PKT = HDR + HEADER.offset("offset_to_first_pkt");
  private static final int SEQ_NUM = HDR + HEADER.offset("seq_num");
  private static final VarHandle INT = JAVA_INT.varHandle();

  /** Bytes of the struct. */
  public static final int SIZE = LAYOUT.size();

  private TpacketBlockDesc() {}

  /** The status of the block at {@code at}; what the kernel wrote before it is visible then. */
  public static int status(MemorySegment ring, long at) {
    return (int) INT.getAcquire(ring, at + STATUS);
  }

  /** Sets the status, after all that this thread has read and written. */
  public static void status(MemorySegment ring, long at, int status) {
    INT.setRelease(ring, at + STATUS, status);
  }

  /** Without a sign. */
  public static long numPkts(MemorySegment block) {
    return Integer.toUnsignedLong(block.get(JAVA_INT, NUM_PKTS));
  }

  /** Without a sign. */
  public static long offsetToFirstPkt(MemorySegment block) {
    return Integer.toUnsignedLong(block.get(JAVA_INT, FIRST_PKT));
  }

  public static long seqNum(MemorySegment block) {
    return block.get(JAVA_LONG, SEQ_NUM);
  }
}
