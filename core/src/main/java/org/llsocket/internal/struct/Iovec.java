package org.llsocket.internal.struct;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;

/**
 * <pre>{@code
 * struct iovec {
 *   void   *iov_base;
 *   size_t  iov_len;
 * };
 * }</pre>
 */
public final class Iovec {
  private static final Struct LAYOUT = Platform.struct("iovec");
  private static final int IOV_BASE = LAYOUT.offset("iov_base");
  private static final int IOV_LEN = LAYOUT.offset("iov_len");

  /** Bytes of the struct. */
  public static final int SIZE = LAYOUT.size();

  private Iovec() {}

  /** Makes element {@code index} of an array of iovecs describe that many bytes at an address. */
  public static void set(MemorySegment array, int index, long address, long length) {
    long at = (long) SIZE * index;
    array.set(JAVA_LONG, at + IOV_BASE, address);
    array.set(JAVA_LONG, at + IOV_LEN, length);
  }
}
