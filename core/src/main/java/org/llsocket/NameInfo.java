package org.llsocket;

import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.struct.Sockaddr;
import org.llsocket.internal.sys.LookupCalls;

/**
 * {@code getnameinfo(3)}: the names of an address, a host and a service; immutable.
 *
 * {@snippet :
 * NameInfo names = NameInfo.getnameinfo(socket.getpeername(), NI.NUMERICSERV);
 * log(names.host() + " port " + names.service());
 * }
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
   * <p>For a Unix address glibc returns this machine's name and the path, which is empty for an
   * abstract name. musl does not support Unix addresses.
   *
   * <p>Without {@link NI#NUMERICHOST} the call may wait for a name server, like {@link
   * AddrInfo#getaddrinfo(String, String, AddrInfo.Hints)}.
   *
   * @param addr the address
   * @param flags {@link NI} flags, combined with {@code |}
   * @throws IllegalArgumentException if the address is empty
   * @throws AddrInfoException with the {@link EAI} code: {@link EAI#NONAME} if there is no name and
   *     {@link NI#NAMEREQD} is set, {@link EAI#FAMILY} for other families
   * @throws InterruptedIOException if this virtual thread is interrupted; its interrupt status
   *     stays set
   */
  public static NameInfo getnameinfo(SockAddrView addr, int flags)
      throws AddrInfoException, InterruptedIOException {
    addr.requirePresent();
    SockAddr immutable = SockAddr.of(addr); // the call may be made in another thread
    int numeric = NI.NUMERICHOST | NI.NUMERICSERV;
    return LookupResult.run(
        (flags & numeric) != numeric,
        () -> lookUp(immutable, flags),
        "getnameinfo",
        immutable + ", " + NI.toString(flags));
  }

  private static LookupResult<NameInfo> lookUp(SockAddr addr, int flags) {
    CallFrame frame = CallFrame.current();
    try (Arena arena = Arena.ofConfined()) {
      // Zeroed and one byte longer: glibc reads a path up to a NUL, even beyond addrlen.
      MemorySegment sockaddr = arena.allocate(Sockaddr.STORAGE + 1, Long.BYTES);
      MemorySegment host = arena.allocate(HOST_SIZE);
      MemorySegment service = arena.allocate(SERVICE_SIZE);
      int code =
          LookupCalls.getnameinfo(
              frame.errno, sockaddr, addr.writeTo(sockaddr), host, service, flags);
      return code == 0
          ? LookupResult.found(new NameInfo(host.getString(0), service.getString(0)))
          : LookupResult.failed(code, frame);
    } finally {
      frame.done();
    }
  }
}
