package org.llsocket.internal.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <arpa/inet.h>}, {@code <net/if.h>}, {@code <string.h>}: between numbers and text. */
public final class NameCalls {
  private static final int TEXT_SIZE = 256;

  // int inet_pton(int af, const char *src, void *dst);
  private static final MethodHandle INET_PTON =
      Downcalls.plain("inet_pton", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));

  // const char *inet_ntop(int af, const void *src, char *dst, socklen_t size);
  private static final MethodHandle INET_NTOP =
      Downcalls.plain(
          "inet_ntop", FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));

  // unsigned int if_nametoindex(const char *ifname);
  private static final MethodHandle IF_NAMETOINDEX =
      Downcalls.capturing("if_nametoindex", FunctionDescriptor.of(JAVA_INT, ADDRESS));

  // char *if_indextoname(unsigned int ifindex, char *ifname);
  private static final MethodHandle IF_INDEXTONAME =
      Downcalls.capturing("if_indextoname", FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS));

  // int __xpg_strerror_r(int errnum, char *buf, size_t buflen);
  private static final MethodHandle STRERROR_R =
      Downcalls.plain(
          "__xpg_strerror_r", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG));

  private NameCalls() {}

  /**
   * Whether {@code text} is a numeric address of {@code family}; {@code address} is then filled.
   */
  public static boolean inet_pton(int family, String text, byte[] address) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocate(address.length);
      if ((int) INET_PTON.invokeExact(family, arena.allocateFrom(text), bytes) != 1) {
        return false;
      }
      MemorySegment.ofArray(address).copyFrom(bytes);
      return true;
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  /** The numeric text of an address of {@code family}. */
  public static String inet_ntop(int family, MemorySegment address) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment source = arena.allocate(address.byteSize()).copyFrom(address);
      MemorySegment text = arena.allocate(TEXT_SIZE);
      MemorySegment returned =
          (MemorySegment) INET_NTOP.invokeExact(family, source, text, TEXT_SIZE);
      return returned.equals(MemorySegment.NULL) ? "?" : text.getString(0);
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  /** The interface's index, or {@code -errno}. */
  public static int if_nametoindex(String name) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Downcalls.STATE);
      int index = (int) IF_NAMETOINDEX.invokeExact(errno, arena.allocateFrom(name));
      return index != 0 ? index : -Downcalls.errno(errno);
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  /** The interface's name, or the empty string where there is no such index. */
  public static String if_indextoname(int index) {
    try (Arena arena = Arena.ofConfined()) {
      return if_indextoname(arena.allocate(Downcalls.STATE), index);
    }
  }

  /** The interface's name, or the empty string, and then {@code errno} tells why. */
  public static String if_indextoname(MemorySegment errno, int index) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocate(TEXT_SIZE);
      var returned = (MemorySegment) IF_INDEXTONAME.invokeExact(errno, index, name);
      return returned.equals(MemorySegment.NULL) ? "" : name.getString(0);
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  /** The C library's text for an errno. */
  public static String strerror(int number) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocate(TEXT_SIZE);
      int unknown = (int) STRERROR_R.invokeExact(number, text, (long) TEXT_SIZE);
      return unknown == 0 || text.get(java.lang.foreign.ValueLayout.JAVA_BYTE, 0) != 0
          ? text.getString(0)
          : "Unknown error " + number;
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }
}
