package org.llsocket.internal.struct;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;

/**
 * An address of an interface, as rtnetlink(7) has it, with attributes behind it.
 *
 * <pre>{@code
 * struct ifaddrmsg {
 *   unsigned char ifa_family;
 *   unsigned char ifa_prefixlen;
 *   unsigned char ifa_flags;
 *   unsigned char ifa_scope;
 *   unsigned int  ifa_index;
 * };
 * }</pre>
 */
public final class Ifaddrmsg {
  /** {@code IFA_ADDRESS}: the other end if there is {@code IFA_LOCAL}; otherwise the address. */
  public static final int ADDRESS = Platform.number("IFA_ADDRESS");

  /** {@code IFA_LOCAL}: the interface's own address. */
  public static final int LOCAL = Platform.number("IFA_LOCAL");

  /** {@code IFA_BROADCAST}: the network's broadcast address. */
  public static final int BROADCAST = Platform.number("IFA_BROADCAST");

  private static final Struct LAYOUT = Platform.struct("ifaddrmsg");
  private static final int IFA_FAMILY = LAYOUT.offset("ifa_family");
  private static final int IFA_PREFIXLEN = LAYOUT.offset("ifa_prefixlen");
  private static final int IFA_INDEX = LAYOUT.offset("ifa_index");

  private Ifaddrmsg() {}

  public static int family(MemorySegment message) {
    return Byte.toUnsignedInt(message.get(JAVA_BYTE, IFA_FAMILY));
  }

  public static int prefixlen(MemorySegment message) {
    return Byte.toUnsignedInt(message.get(JAVA_BYTE, IFA_PREFIXLEN));
  }

  public static int index(MemorySegment message) {
    return message.get(JAVA_INT_UNALIGNED, IFA_INDEX);
  }

  /** The bytes of an attribute, or null if it is not there. */
  public static byte @Nullable [] attribute(MemorySegment message, int type) {
    MemorySegment data = Rtattr.find(message, LAYOUT.size(), type);
    return data == null ? null : data.toArray(JAVA_BYTE);
  }

  /** The interface's own address, or null if the message has none. */
  public static byte @Nullable [] own(MemorySegment message) {
    byte[] local = attribute(message, LOCAL);
    return local == null ? attribute(message, ADDRESS) : local;
  }
}
