package org.llsocket.internal.struct;

import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;

/**
 * <pre>{@code
 * struct rtattr {
 *   unsigned short rta_len;   // of this header and the data behind it
 *   unsigned short rta_type;
 * };
 * }</pre>
 */
public final class Rtattr {
  private static final Struct LAYOUT = Platform.struct("rtattr");
  private static final int RTA_LEN = LAYOUT.offset("rta_len");
  private static final int RTA_TYPE = LAYOUT.offset("rta_type");
  private static final int NLA_TYPE_MASK = 0x3fff; // without the two bits that say how it is coded

  private Rtattr() {}

  /**
   * The data of an attribute, of those that stand in a message from {@code at} on; null if none.
   */
  public static @Nullable MemorySegment find(MemorySegment message, long at, int type) {
    while (at + LAYOUT.size() <= message.byteSize()) {
      int length = Short.toUnsignedInt(message.get(JAVA_SHORT_UNALIGNED, at + RTA_LEN));
      if (length < LAYOUT.size() || at + length > message.byteSize()) {
        return null;
      }
      if ((message.get(JAVA_SHORT_UNALIGNED, at + RTA_TYPE) & NLA_TYPE_MASK) == type) {
        return message.asSlice(at + LAYOUT.size(), length - LAYOUT.size());
      }
      at += align(length);
    }
    return null;
  }

  /** {@code NLMSG_ALIGN}, {@code RTA_ALIGN}: messages and attributes begin at multiples of 4. */
  public static long align(long length) {
    return length + 3 & ~3L;
  }
}
