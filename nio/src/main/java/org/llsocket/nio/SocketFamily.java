package org.llsocket.nio;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.util.Map;
import java.util.Objects;
import org.llsocket.AF;
import org.llsocket.IPPROTO;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.nio.SocketDefaults.Role;

/**
 * {@code socket(family, type, protocol)}: what a channel of {@link LlsocketProvider} is opened for,
 * if {@link StandardProtocolFamily} has no constant for it.
 *
 * <pre>{@code
 * var packets = new SocketFamily(AF.UNIX, SOCK.SEQPACKET);
 * ServerSocketChannel server = LlsocketProvider.instance().openServerSocketChannel(packets);
 * server.bind(SockAddr.abstractName("updates"));
 * }</pre>
 *
 * <p>Every type of socket has a class of channel: {@code SOCK_STREAM} and {@code SOCK_SEQPACKET}
 * are {@link java.nio.channels.SocketChannel}s and {@link java.nio.channels.ServerSocketChannel}s,
 * all others are {@link java.nio.channels.DatagramChannel}s. Addresses are {@link
 * org.llsocket.SockAddr}s; where the JDK has a class for an address, both are accepted.
 *
 * @param family {@link AF#UNIX}, {@link AF#VSOCK}, {@link AF#NETLINK} or any other
 * @param type without flags
 * @param protocol {@link IPPROTO#IP} (0) for the default of the family
 */
public record SocketFamily(AF family, SOCK type, IPPROTO protocol) implements ProtocolFamily {
  private static final Map<ProtocolFamily, AF> STANDARD =
      Map.of(
          StandardProtocolFamily.INET, AF.INET,
          StandardProtocolFamily.INET6, AF.INET6,
          StandardProtocolFamily.UNIX, AF.UNIX);

  /**
   * Checks the arguments.
   *
   * @throws IllegalArgumentException if {@code type} has flags: a channel is opened in blocking
   *     mode, and close-on-exec
   */
  public SocketFamily {
    Objects.requireNonNull(family);
    Objects.requireNonNull(protocol);
    if (!type.equals(type.type())) {
      throw new IllegalArgumentException(type + " has flags; configureBlocking sets the mode");
    }
  }

  /** A family and a type with its default protocol. */
  public SocketFamily(AF family, SOCK type) {
    this(family, type, IPPROTO.IP);
  }

  /**
   * The family of a socket.
   *
   * @throws IOException as {@link Socket#protocol}
   */
  static SocketFamily of(Socket socket) throws IOException {
    return new SocketFamily(socket.family(), socket.type(), socket.protocol());
  }

  /**
   * One of the JDK's families with the type of a class of channels, or a family of this class whose
   * type belongs to that class.
   *
   * @throws UnsupportedOperationException for any other family
   */
  static SocketFamily of(ProtocolFamily family, SOCK type) {
    Objects.requireNonNull(family, "'family' is null");
    if (family instanceof SocketFamily own) {
      if (own.isConnected() != type.equals(SOCK.STREAM)) {
        throw new UnsupportedOperationException(own.type + " is of another class of channels");
      }
      return own;
    }
    AF standard = STANDARD.get(family);
    if (standard == null) {
      throw new UnsupportedOperationException("Protocol family not supported: " + family.name());
    }
    if (standard.equals(AF.INET6) && !InetSockets.FAMILY.equals(AF.INET6)) {
      throw new UnsupportedOperationException("IPv6 not available");
    }
    return new SocketFamily(standard, type);
  }

  /** The family of a channel for which none was named: IPv6, which carries IPv4 too, or IPv4. */
  static SocketFamily internet(SOCK type) {
    return new SocketFamily(InetSockets.FAMILY, type);
  }

  /** Whether sockets of this type listen, accept and are connected. */
  boolean isConnected() {
    return type.equals(SOCK.STREAM) || type.equals(SOCK.SEQPACKET);
  }

  boolean isInternet() {
    return family.equals(AF.INET) || family.equals(AF.INET6);
  }

  boolean isUnix() {
    return family.equals(AF.UNIX);
  }

  /**
   * {@code socket(2)}, with the settings that the JDK's sockets begin with and those of this
   * process.
   *
   * @throws IOException of the class that the JDK throws
   */
  Socket open(Role role) throws IOException {
    try {
      return openWithSettings(role);
    } catch (IOException e) {
      throw Failures.inJavaNet(e);
    }
  }

  private Socket openWithSettings(Role role) throws IOException {
    Socket socket = open(role.equals(Role.LISTEN));
    boolean complete = false;
    try {
      SocketDefaults.apply(role, socket, null);
      complete = true;
      return socket;
    } finally {
      if (!complete) {
        socket.close();
      }
    }
  }

  private Socket open(boolean listens) throws IOException {
    if (!isInternet() || protocol.number() != 0) {
      return Socket.open(family, type, protocol);
    }
    return listens ? InetSockets.openListener(family) : InetSockets.open(family, type);
  }

  /** {@code AF_UNIX SOCK_SEQPACKET}: the C names. */
  @Override
  public String name() {
    return family + " " + type;
  }
}
