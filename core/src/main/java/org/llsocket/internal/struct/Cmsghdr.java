package org.llsocket.internal.struct;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;

/**
 * <pre>{@code
 * struct cmsghdr {
 *   size_t cmsg_len;   // of the header and the data
 *   int    cmsg_level;
 *   int    cmsg_type;
 *   // unsigned char cmsg_data[];
 * };
 * }</pre>
 */
public final class Cmsghdr {
  private static final Struct LAYOUT = Platform.struct("cmsghdr");
  private static final int CMSG_LEN = LAYOUT.offset("cmsg_len");
  private static final int CMSG_LEVEL = LAYOUT.offset("cmsg_level");
  private static final int CMSG_TYPE = LAYOUT.offset("cmsg_type");

  /** Bytes of the struct, behind which the data begins. */
  public static final int SIZE = LAYOUT.size();

  private static final int ALIGNMENT = Long.BYTES; // of a size_t

  private Cmsghdr() {}

  /** {@code CMSG_ALIGN}. */
  public static long align(long length) {
    return (length + ALIGNMENT - 1) & -ALIGNMENT;
  }

  /** {@code CMSG_SPACE}: the size of a message with that many bytes of data. */
  public static long space(long data) {
    return SIZE + align(data);
  }

  public static long len(MemorySegment control, long at) {
    return control.get(JAVA_LONG_UNALIGNED, at + CMSG_LEN);
  }

  public static int level(MemorySegment control, long at) {
    return control.get(JAVA_INT_UNALIGNED, at + CMSG_LEVEL);
  }

  public static int type(MemorySegment control, long at) {
    return control.get(JAVA_INT_UNALIGNED, at + CMSG_TYPE);
  }

  /** Writes the header of a message with that many bytes of data. */
  public static void set(MemorySegment control, long at, long data, int level, int type) {
    control.set(JAVA_LONG_UNALIGNED, at + CMSG_LEN, SIZE + data);
    control.set(JAVA_INT_UNALIGNED, at + CMSG_LEVEL, level);
    control.set(JAVA_INT_UNALIGNED, at + CMSG_TYPE, type);
  }
}
