package org.llsocket.internal.struct;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;

/**
 * <pre>{@code
 * struct io_uring_buf {
 *   __u64 addr;
 *   __u32 len;
 *   __u16 bid;
 *   __u16 resv;  // of the first element: the tail of the ring
 * };
 * }</pre>
 */
public final class IoUringBuf {
  private static final Struct LAYOUT = Platform.struct("io_uring_buf");
  private static final int ADDR = LAYOUT.offset("addr");
  private static final int LEN = LAYOUT.offset("len");
  private static final int BID = LAYOUT.offset("bid");
  private static final int TAIL = LAYOUT.offset("resv");
  private static final VarHandle SHORT = JAVA_SHORT.varHandle();

  /** Bytes of the struct. */
  public static final int SIZE = LAYOUT.size();

  private IoUringBuf() {}

  /** Fills an element; its last field, which may be the tail, is left alone. */
  public static void set(MemorySegment array, int index, long addr, int len, int bid) {
    long at = (long) SIZE * index;
    array.set(JAVA_LONG, at + ADDR, addr);
    array.set(JAVA_INT, at + LEN, len);
    array.set(JAVA_SHORT, at + BID, (short) bid);
  }

  /** Publishes the elements before {@code tail}. */
  public static void tail(MemorySegment array, int tail) {
    SHORT.setRelease(array, (long) TAIL, (short) tail);
  }
}
