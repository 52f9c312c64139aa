package org.llsocket.internal.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * {@code <netdb.h>}: between addresses and names. These calls return 0 or an {@code EAI_*} code;
 * errno has a meaning with {@code EAI_SYSTEM} only.
 */
public final class LookupCalls {
  // int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
  // struct addrinfo **res);
  private static final MethodHandle GETADDRINFO =
      Downcalls.capturing(
          "getaddrinfo", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS));

  // void freeaddrinfo(struct addrinfo *res);
  private static final MethodHandle FREEADDRINFO =
      Downcalls.plain("freeaddrinfo", FunctionDescriptor.ofVoid(ADDRESS));

  // int getnameinfo(const struct sockaddr *addr, socklen_t addrlen, char *host, socklen_t hostlen,
  // char *serv, socklen_t servlen, int flags);
  private static final MethodHandle GETNAMEINFO =
      Downcalls.capturing(
          "getnameinfo",
          FunctionDescriptor.of(
              JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));

  // const char *gai_strerror(int errcode);
  private static final MethodHandle GAI_STRERROR =
      Downcalls.plain("gai_strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));

  private LookupCalls() {}

  public static int getaddrinfo(
      MemorySegment errno,
      MemorySegment node,
      MemorySegment service,
      MemorySegment hints,
      MemorySegment res) {
    try {
      return (int) GETADDRINFO.invokeExact(errno, node, service, hints, res);
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  public static void freeaddrinfo(MemorySegment res) {
    try {
      FREEADDRINFO.invokeExact(res);
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  public static int getnameinfo(
      MemorySegment errno,
      MemorySegment addr,
      int addrlen,
      MemorySegment host,
      MemorySegment service,
      int flags) {
    try {
      return (int)
          GETNAMEINFO.invokeExact(
              errno,
              addr,
              addrlen,
              host,
              (int) host.byteSize(),
              service,
              (int) service.byteSize(),
              flags);
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  /** The C library's text for an {@code EAI_*} code. */
  public static @Nullable String gai_strerror(int code) {
    try {
      return Pointers.text((MemorySegment) GAI_STRERROR.invokeExact(code));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }
}
