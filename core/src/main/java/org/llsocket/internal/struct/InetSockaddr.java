package org.llsocket.internal.struct;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.llsocket.internal.platform.Platform;

/** {@code sockaddr_in} and {@code sockaddr_in6} as parts of other structs. */
public final class InetSockaddr {
  private static final int AF_INET = Platform.number("AF_INET");
  private static final int AF_INET6 = Platform.number("AF_INET6");

  private InetSockaddr() {}

  /** Writes an address without a port to the start of {@code target}. */
  public static void write(InetAddress address, MemorySegment target) {
    byte[] sockaddr;
    byte[] raw = address.getAddress();
    if (address instanceof Inet6Address v6) {
      sockaddr = new byte[SockaddrIn6.SIZE];
      Sockaddr.family(sockaddr, AF_INET6);
      SockaddrIn6.scopeId(sockaddr, v6.getScopeId());
      System.arraycopy(raw, 0, sockaddr, SockaddrIn6.SIN6_ADDR, raw.length);
    } else {
      sockaddr = new byte[SockaddrIn.SIZE];
      Sockaddr.family(sockaddr, AF_INET);
      System.arraycopy(raw, 0, sockaddr, SockaddrIn.SIN_ADDR, raw.length);
    }
    target.asSlice(0, sockaddr.length).copyFrom(MemorySegment.ofArray(sockaddr));
  }

  /**
   * Reads what the kernel wrote.
   *
   * @throws IllegalArgumentException if it is of another family
   */
  public static InetSocketAddress read(MemorySegment source) throws UnknownHostException {
    byte[] sockaddr = source.toArray(JAVA_BYTE);
    int family = Sockaddr.family(sockaddr);
    if (family == AF_INET) {
      byte[] raw =
          Arrays.copyOfRange(sockaddr, SockaddrIn.SIN_ADDR, SockaddrIn.SIN_ADDR + Integer.BYTES);
      return new InetSocketAddress(InetAddress.getByAddress(raw), SockaddrIn.port(sockaddr));
    }
    if (family == AF_INET6) {
      byte[] raw = Arrays.copyOfRange(sockaddr, SockaddrIn6.SIN6_ADDR, SockaddrIn6.SIN6_ADDR + 16);
      int scope = SockaddrIn6.scopeId(sockaddr);
      InetAddress address =
          scope == 0 ? InetAddress.getByAddress(raw) : Inet6Address.getByAddress(null, raw, scope);
      return new InetSocketAddress(address, SockaddrIn6.port(sockaddr));
    }
    throw new IllegalArgumentException("family " + family + " is neither IPv4 nor IPv6");
  }
}
