package org.llsocket.internal.sys;

import static org.llsocket.internal.sys.Downcalls.call;
import static org.llsocket.internal.sys.Downcalls.symbol;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * {@code <netdb.h>}: conversions between addresses and names. These calls return 0 or an {@code
 * EAI_*} code; errno is valid with {@code EAI_SYSTEM} only.
 */
public final class LookupCalls {
  // int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
  // struct addrinfo **res);
  private static final MemorySegment GETADDRINFO = symbol("getaddrinfo");

  // void freeaddrinfo(struct addrinfo *res);
  private static final MemorySegment FREEADDRINFO = symbol("freeaddrinfo");

  // int getnameinfo(const struct sockaddr *addr, socklen_t addrlen, char *host, socklen_t hostlen,
  // char *serv, socklen_t servlen, int flags);
  private static final MemorySegment GETNAMEINFO = symbol("getnameinfo");

  // const char *gai_strerror(int errcode);
  private static final MemorySegment GAI_STRERROR = symbol("gai_strerror");

  private LookupCalls() {}

  public static int getaddrinfo(
      MemorySegment errno,
      MemorySegment node,
      MemorySegment service,
      MemorySegment hints,
      MemorySegment res) {
    return (int) call(GETADDRINFO, errno, node, service, hints, res);
  }

  public static void freeaddrinfo(MemorySegment res) {
    call(FREEADDRINFO, Downcalls.NO_ERRNO, res, 0, 0);
  }

  public static int getnameinfo(
      MemorySegment errno,
      MemorySegment addr,
      int addrlen,
      MemorySegment host,
      MemorySegment service,
      int flags) {
    return (int)
        call(
            GETNAMEINFO,
            errno,
            addr,
            addrlen,
            host,
            host.byteSize(),
            service,
            service.byteSize(),
            flags);
  }

  /** The C library's text for an {@code EAI_*} code. */
  public static @Nullable String gai_strerror(int code) {
    return Pointers.text(
        MemorySegment.ofAddress(call(GAI_STRERROR, Downcalls.NO_ERRNO, code, 0, 0, 0)));
  }
}
