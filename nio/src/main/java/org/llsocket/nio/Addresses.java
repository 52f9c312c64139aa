package org.llsocket.nio;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrView;
import org.llsocket.Socket;
import org.llsocket.nio.SocketDefaults.Role;

/** The addresses of the JDK's channels as the kernel's, and back. */
final class Addresses {
  private static final SockAddr ANY_INET = SockAddr.inet("0.0.0.0", 0);
  private static final SockAddr ANY_INET6 = SockAddr.inet6("::", 0);

  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final byte[] LOOPBACK6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  private Addresses() {}

  /**
   * An address in the form that a socket takes.
   *
   * @param family of the socket; one of AF_INET6 takes IPv4 addresses too
   * @throws UnsupportedAddressTypeException if the socket has other addresses
   * @throws UnresolvedAddressException if it is the unresolved name of a host
   * @throws SocketException if it does not fit a {@code sockaddr}
   */
  static SockAddr toKernel(SocketAddress address, AF family) throws SocketException {
    return switch (Objects.requireNonNull(address)) {
      case InetSocketAddress inet -> toKernel(inet, family);
      case UnixDomainSocketAddress unix when family.equals(AF.UNIX) -> toKernel(unix);
      case SockAddrView view -> toKernel(view, family);
      default -> throw new UnsupportedAddressTypeException();
    };
  }

  private static SockAddr toKernel(InetSocketAddress address, AF family) throws SocketException {
    if (!family.equals(AF.INET) && !family.equals(AF.INET6)) {
      throw new UnsupportedAddressTypeException();
    }
    if (address.isUnresolved()) {
      throw new UnresolvedAddressException();
    }
    InetAddress host = address.getAddress();
    if (host instanceof Inet6Address inet6) {
      if (family.equals(AF.INET)) {
        throw new UnsupportedAddressTypeException();
      }
      return InetSockets.of(family, scoped(inet6), address.getPort());
    }
    return InetSockets.of(family, host, address.getPort());
  }

  /** A link-local address of this machine without a scope gets that of its interface. */
  private static Inet6Address scoped(Inet6Address host) throws SocketException {
    if (!host.isLinkLocalAddress() || host.getScopeId() != 0) {
      return host;
    }
    NetworkInterface owner = NetworkInterface.getByInetAddress(host);
    return owner == null ? host : scoped(host, owner);
  }

  private static Inet6Address scoped(Inet6Address host, NetworkInterface owner)
      throws SocketException {
    try {
      return Inet6Address.getByAddress(null, host.getAddress(), owner.getIndex());
    } catch (IOException e) {
      throw new SocketException("no scope for " + host, e);
    }
  }

  private static SockAddr toKernel(UnixDomainSocketAddress address) throws SocketException {
    try {
      return SockAddr.of(address);
    } catch (IllegalArgumentException e) {
      throw new SocketException("Unix domain path too long or not encodable: " + address, e);
    }
  }

  private static SockAddr toKernel(SockAddrView address, AF family) {
    SockAddr same = InetSockets.in(family, SockAddr.of(address));
    if (!same.family().equals(family)) {
      throw new UnsupportedAddressTypeException();
    }
    return same;
  }

  /**
   * The address that a channel connects to: this machine for the wildcard address, which the JDK
   * permits as a peer.
   */
  static SocketAddress peer(SocketAddress address) {
    if (address instanceof InetSocketAddress inet
        && !inet.isUnresolved()
        && inet.getAddress().isAnyLocalAddress()) {
      byte[] loopback = inet.getAddress() instanceof Inet4Address ? LOOPBACK : LOOPBACK6;
      return new InetSocketAddress(literal(loopback), inet.getPort());
    }
    return address;
  }

  private static InetAddress literal(byte[] address) {
    try {
      return InetAddress.getByAddress(address);
    } catch (IOException e) {
      throw new IllegalStateException(e); // the length is right
    }
  }

  // ---- of a socket

  /**
   * {@code bind(2)}, with the settings of this process for the address.
   *
   * @param address null for one that the kernel chooses
   * @return the address that the socket has
   */
  static SocketAddress bind(Socket socket, Role role, @Nullable SocketAddress address)
      throws IOException {
    SockAddr own = address == null ? any(socket.family()) : toKernel(address, socket.family());
    SocketDefaults.apply(role, socket, own);
    if (own.isUnnamed() && role.equals(Role.CONNECT)) {
      return InetSockets.toJdk(own); // as any Unix socket that connects
    }
    socket.bind(own);
    return InetSockets.toJdk(socket.getsockname());
  }

  /** The address to bind to for no address. */
  private static SockAddr any(AF family) {
    if (family.equals(AF.UNIX)) {
      return SockAddr.unnamed();
    }
    if (!InetSockets.isInet(family)) {
      throw new UnsupportedAddressTypeException(); // the kernel's other families have none
    }
    return family.equals(AF.INET6) ? ANY_INET6 : ANY_INET;
  }

  /** The address that a socket was bound to, or null. */
  static @Nullable SocketAddress boundTo(Socket socket) throws IOException {
    SockAddr own = socket.getsockname();
    boolean none =
        InetSockets.isInet(own.family()) ? own.port() == 0 : own.isUnnamed() || own.length() == 0;
    return none ? null : InetSockets.toJdk(own);
  }

  /** The address that a socket is connected to, or null. */
  static @Nullable SocketAddress peerOf(Socket socket) throws IOException {
    try {
      return InetSockets.toJdk(socket.getpeername());
    } catch (ErrnoException e) {
      if (e.errno().equals(Errno.ENOTCONN)) {
        return null;
      }
      throw e;
    }
  }

  /** The port of an internet address, or -1. */
  static int port(@Nullable SocketAddress address) {
    return address instanceof InetSocketAddress inet ? inet.getPort() : -1;
  }

  /** The host of an internet address, or null. */
  static @Nullable InetAddress host(@Nullable SocketAddress address) {
    return address instanceof InetSocketAddress inet ? inet.getAddress() : null;
  }
}
