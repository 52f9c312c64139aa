package org.llsocket;

import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.struct.Sockaddr;
import org.llsocket.internal.sys.LookupCalls;

/**
 * The names of an address.
 *
 * @param host the host's name, or its numeric address
 * @param service the service's name, or its port
 * @see <a href="https://man7.org/linux/man-pages/man3/getnameinfo.3.html">getnameinfo(3)</a>
 */
public record NameInfo(String host, String service) {
  private static final int HOST_SIZE = 1025; // NI_MAXHOST
  private static final int SERVICE_SIZE = 256; // NI_MAXSERV is 32, and a Unix path is longer

  /**
   * {@code getnameinfo(addr, addrlen, host, hostlen, serv, servlen, flags)}: the names of an
   * address.
   *
   * <p>For a Unix address glibc gives this machine's name and the path; an abstract name, for it,
   * is an empty path. musl knows no Unix addresses.
   *
   * <p>Without {@link NI#NUMERICHOST} the call may wait for a name server, as {@link
   * AddrInfo#getaddrinfo(String, String, AddrInfo.Hints)}.
   *
   * @param addr the address
   * @param flags {@link NI} flags
   * @throws IllegalArgumentException if the address is empty
   * @throws AddrInfoException with the {@link EAI} code: {@link EAI#NONAME} with {@link
   *     NI#NAMEREQD} where there is no name, {@link EAI#FAMILY} for other families
   * @throws InterruptedIOException if this virtual thread is interrupted; it stays so
   */
  public static NameInfo getnameinfo(SockAddr addr, int flags)
      throws AddrInfoException, InterruptedIOException {
    addr.requirePresent();
    SockAddr lasting = addr.copy();
    int numeric = NI.NUMERICHOST | NI.NUMERICSERV;
    return Lookup.run(
        (flags & numeric) != numeric,
        () -> lookUp(lasting, flags),
        "getnameinfo",
        lasting + ", " + NI.toString(flags));
  }

  private static Lookup<NameInfo> lookUp(SockAddr addr, int flags) {
    CallFrame frame = CallFrame.current();
    try (Arena arena = Arena.ofConfined()) {
      // All zero, with a byte to spare: glibc reads a path up to its NUL, even where addrlen ends.
      MemorySegment sockaddr = arena.allocate(Sockaddr.STORAGE + 1, Long.BYTES);
      MemorySegment host = arena.allocate(HOST_SIZE);
      MemorySegment service = arena.allocate(SERVICE_SIZE);
      int code =
          LookupCalls.getnameinfo(
              frame.errno, sockaddr, addr.writeTo(sockaddr), host, service, flags);
      return code == 0
          ? Lookup.found(new NameInfo(host.getString(0), service.getString(0)))
          : Lookup.failed(code, frame);
    } finally {
      frame.done();
    }
  }
}
