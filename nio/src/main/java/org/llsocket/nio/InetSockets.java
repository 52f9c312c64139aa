package org.llsocket.nio;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrView;
import org.llsocket.Socket;
import org.llsocket.option.IPV6;
import org.llsocket.option.MCAST;
import org.llsocket.option.SO;

/**
 * What the JDK means by a socket without a family: IPv6 that also carries IPv4, or IPv4 on a
 * machine without IPv6 and with {@code -Djava.net.preferIPv4Stack=true}.
 */
final class InetSockets {
  /** The family of such a socket. */
  static final AF FAMILY = hasIpv6() ? AF.INET6 : AF.INET;

  private InetSockets() {}

  private static boolean hasIpv6() {
    if (Boolean.getBoolean("java.net.preferIPv4Stack")) {
      return false;
    }
    try (Socket _ = Socket.open(AF.INET6, SOCK.DGRAM)) {
      return !Files.readString(Path.of("/proc/net/if_inet6")).isEmpty(); // empty if turned off
    } catch (IOException e) {
      return false;
    }
  }

  /** A socket with the settings that the JDK's sockets of this family and type begin with. */
  static Socket open(AF family, SOCK type) throws IOException {
    Socket socket = Socket.open(family, type);
    boolean complete = false;
    try {
      if (family.equals(AF.INET6)) {
        socket.set(IPV6.V6ONLY, false);
      }
      if (type.equals(SOCK.DGRAM) && isInet(family)) {
        socket.set(MCAST.ALL, false);
      }
      complete = true;
      return socket;
    } finally {
      if (!complete) {
        socket.close();
      }
    }
  }

  /** A socket that will listen: an address in TIME_WAIT does not keep it from binding. */
  static Socket openListener(AF family) throws IOException {
    Socket socket = open(family, SOCK.STREAM);
    boolean complete = false;
    try {
      if (isInet(family)) {
        socket.set(SO.REUSEADDR, true);
      }
      complete = true;
      return socket;
    } finally {
      if (!complete) {
        socket.close();
      }
    }
  }

  static boolean isInet(AF family) {
    return family.equals(AF.INET6) || family.equals(AF.INET);
  }

  /** An address in the form that a socket of the family takes. */
  static SockAddr in(AF family, SockAddr address) {
    return family.equals(AF.INET6) && address.family().equals(AF.INET)
        ? address.toInet6()
        : address;
  }

  /** An address and a port in the form that a socket of the family takes. */
  static SockAddr of(AF family, InetAddress address, int port) {
    if (family.equals(AF.INET) && address.isAnyLocalAddress()) {
      return SockAddr.inet(new byte[4], port);
    }
    if (family.equals(AF.INET6) && address.isAnyLocalAddress()) {
      return SockAddr.inet6(new byte[16], port, 0, 0);
    }
    return in(family, SockAddr.of(address, port));
  }

  /** The JDK's class for an address; the address itself if the JDK has none. */
  static SocketAddress toJdk(SockAddrView address) {
    if (isInet(address.family())) {
      return new InetSocketAddress(address.address(), address.port());
    }
    boolean path = address.path() != null || address.isUnnamed();
    return path ? unix(address) : SockAddr.of(address);
  }

  /** A peer chooses its path, which need not be text in the encoding of this process. */
  private static SocketAddress unix(SockAddrView address) {
    try {
      return address.toUnixDomainSocketAddress();
    } catch (InvalidPathException e) {
      return SockAddr.of(address);
    }
  }

  /** The host of an address; the loopback address for a family without hosts. */
  static InetAddress host(SockAddrView address) {
    return isInet(address.family()) ? address.address() : InetAddress.getLoopbackAddress();
  }

  /** The port of an address; 0 for a family without ports. */
  static int port(SockAddrView address) {
    return isInet(address.family()) ? address.port() : 0;
  }
}
