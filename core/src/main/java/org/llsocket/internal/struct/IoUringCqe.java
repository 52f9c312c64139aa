package org.llsocket.internal.struct;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;

/**
 * <pre>{@code
 * struct io_uring_cqe {
 *   __u64 user_data;
 *   __s32 res;
 *   __u32 flags;
 * };
 * }</pre>
 *
 * <p>Elements of an array, by their offset in bytes.
 */
public final class IoUringCqe {
  private static final Struct LAYOUT = Platform.struct("io_uring_cqe");
  private static final int USER_DATA = LAYOUT.offset("user_data");
  private static final int RES = LAYOUT.offset("res");
  private static final int FLAGS = LAYOUT.offset("flags");

  /** Bytes of the struct. */
  public static final int SIZE = LAYOUT.size();

  private IoUringCqe() {}

  public static long userData(MemorySegment array, long at) {
    return array.get(JAVA_LONG, at + USER_DATA);
  }

  public static int res(MemorySegment array, long at) {
    return array.get(JAVA_INT, at + RES);
  }

  public static int flags(MemorySegment array, long at) {
    return array.get(JAVA_INT, at + FLAGS);
  }
}
