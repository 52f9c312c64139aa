package org.llsocket.internal.sys;

import static org.llsocket.internal.sys.Downcalls.NO_ERRNO;
import static org.llsocket.internal.sys.Downcalls.call;
import static org.llsocket.internal.sys.Downcalls.symbol;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * {@code <arpa/inet.h>}, {@code <net/if.h>}, {@code <string.h>}: conversions between numbers and
 * text.
 */
public final class NameCalls {
  private static final int TEXT_SIZE = 256;

  // int inet_pton(int af, const char *src, void *dst);
  private static final MemorySegment INET_PTON = symbol("inet_pton");

  // const char *inet_ntop(int af, const void *src, char *dst, socklen_t size);
  private static final MemorySegment INET_NTOP = symbol("inet_ntop");

  // unsigned int if_nametoindex(const char *ifname);
  private static final MemorySegment IF_NAMETOINDEX = symbol("if_nametoindex");

  // char *if_indextoname(unsigned int ifindex, char *ifname);
  private static final MemorySegment IF_INDEXTONAME = symbol("if_indextoname");

  // int __xpg_strerror_r(int errnum, char *buf, size_t buflen);
  private static final MemorySegment STRERROR_R = symbol("__xpg_strerror_r");

  private NameCalls() {}

  /**
   * Whether {@code text} is a numeric address of {@code family}; {@code address} is then filled.
   */
  public static boolean inet_pton(int family, String text, byte[] address) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocate(address.length);
      if ((int) call(INET_PTON, NO_ERRNO, family, Pointers.toText(arena, text), bytes, 0) != 1) {
        return false;
      }
      MemorySegment.ofArray(address).copyFrom(bytes);
      return true;
    }
  }

  /** The numeric text of an address of {@code family}. */
  public static String inet_ntop(int family, MemorySegment address) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment source = arena.allocate(address.byteSize()).copyFrom(address);
      MemorySegment text = arena.allocate(TEXT_SIZE);
      long returned = call(INET_NTOP, NO_ERRNO, family, source, text, TEXT_SIZE);
      return returned == 0 ? "?" : text.getString(0);
    }
  }

  /** The interface's index, or {@code -errno}. */
  public static int if_nametoindex(String name) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Downcalls.STATE);
      int index = (int) call(IF_NAMETOINDEX, errno, Pointers.toText(arena, name), 0, 0);
      return index != 0 ? index : -Downcalls.errno(errno);
    }
  }

  /** The interface's name, or the empty string if the index does not exist. */
  public static String if_indextoname(int index) {
    try (Arena arena = Arena.ofConfined()) {
      return if_indextoname(arena.allocate(Downcalls.STATE), index);
    }
  }

  /** The interface's name, or the empty string; {@code errno} then has the reason. */
  public static String if_indextoname(MemorySegment errno, int index) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocate(TEXT_SIZE);
      long returned = call(IF_INDEXTONAME, errno, index, name, 0, 0);
      return returned == 0 ? "" : name.getString(0);
    }
  }

  /** The C library's text for an errno. */
  public static String strerror(int number) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocate(TEXT_SIZE);
      int unknown = (int) call(STRERROR_R, NO_ERRNO, number, text, TEXT_SIZE, 0);
      return unknown == 0 || text.get(java.lang.foreign.ValueLayout.JAVA_BYTE, 0) != 0
          ? text.getString(0)
          : "Unknown error " + number;
    }
  }
}
