package org.llsocket.internal.struct;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;

/**
 * An interface, as rtnetlink(7) has it, with attributes behind it.
 *
 * <pre>{@code
 * struct ifinfomsg {
 *   unsigned char  ifi_family;
 *   unsigned short ifi_type;
 *   int            ifi_index;
 *   unsigned       ifi_flags;
 *   unsigned       ifi_change;
 * };
 * }</pre>
 */
public final class Ifinfomsg {
  /** {@code IFLA_IFNAME}: the name, with a NUL. */
  public static final int NAME = Platform.number("IFLA_IFNAME");

  /** {@code IFLA_MTU}: an {@code unsigned int}. */
  public static final int MTU = Platform.number("IFLA_MTU");

  /** {@code IFLA_ADDRESS}: the hardware address. */
  public static final int ADDRESS = Platform.number("IFLA_ADDRESS");

  private static final Struct LAYOUT = Platform.struct("ifinfomsg");
  private static final int IFI_INDEX = LAYOUT.offset("ifi_index");
  private static final int IFI_FLAGS = LAYOUT.offset("ifi_flags");

  private Ifinfomsg() {}

  public static int index(MemorySegment message) {
    return message.get(JAVA_INT_UNALIGNED, IFI_INDEX);
  }

  public static int flags(MemorySegment message) {
    return message.get(JAVA_INT_UNALIGNED, IFI_FLAGS);
  }

  /** The data of an attribute, or null if it is not there. */
  public static @Nullable MemorySegment attribute(MemorySegment message, int type) {
    return Rtattr.find(message, LAYOUT.size(), type);
  }
}
