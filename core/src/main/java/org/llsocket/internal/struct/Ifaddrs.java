package org.llsocket.internal.struct;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;

/**
 * <pre>{@code
 * struct ifaddrs {
 *   struct ifaddrs  *ifa_next;
 *   char            *ifa_name;
 *   unsigned int     ifa_flags;
 *   struct sockaddr *ifa_addr;
 *   struct sockaddr *ifa_netmask;
 *   union {
 *     struct sockaddr *ifa_broadaddr;  // where IFF_BROADCAST is set
 *     struct sockaddr *ifa_dstaddr;    // where IFF_POINTOPOINT is set
 *   };
 *   void            *ifa_data;
 * };
 * }</pre>
 */
public final class Ifaddrs {
  private static final Struct LAYOUT = Platform.struct("ifaddrs");
  private static final int IFA_NEXT = LAYOUT.offset("ifa_next");
  private static final int IFA_NAME = LAYOUT.offset("ifa_name");
  private static final int IFA_FLAGS = LAYOUT.offset("ifa_flags");
  private static final int IFA_ADDR = LAYOUT.offset("ifa_addr");
  private static final int IFA_NETMASK = LAYOUT.offset("ifa_netmask");
  private static final int IFA_BROADADDR = LAYOUT.offset("ifa_broadaddr");
  private static final int IFA_DSTADDR = LAYOUT.offset("ifa_dstaddr");

  /** Bytes of the struct. */
  public static final int SIZE = LAYOUT.size();

  private Ifaddrs() {}

  public static MemorySegment next(MemorySegment ifaddrs) {
    return ifaddrs.get(ADDRESS, IFA_NEXT);
  }

  public static MemorySegment name(MemorySegment ifaddrs) {
    return ifaddrs.get(ADDRESS, IFA_NAME);
  }

  public static int flags(MemorySegment ifaddrs) {
    return ifaddrs.get(JAVA_INT, IFA_FLAGS);
  }

  public static MemorySegment addr(MemorySegment ifaddrs) {
    return ifaddrs.get(ADDRESS, IFA_ADDR);
  }

  public static MemorySegment netmask(MemorySegment ifaddrs) {
    return ifaddrs.get(ADDRESS, IFA_NETMASK);
  }

  public static MemorySegment broadaddr(MemorySegment ifaddrs) {
    return ifaddrs.get(ADDRESS, IFA_BROADADDR);
  }

  public static MemorySegment dstaddr(MemorySegment ifaddrs) {
    return ifaddrs.get(ADDRESS, IFA_DSTADDR);
  }
}
