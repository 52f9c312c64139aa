package org.llsocket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.lifecycle.OpenFileDescription;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.platform.Platform;

/**
 * What the JDK reports about a socket of its own. The JDK keeps the fd to itself, so the fd is the
 * one of which the kernel reports the same.
 *
 * @param type SOCK_STREAM or SOCK_DGRAM
 * @param listens whether it accepts connections
 * @param local the address that it is bound to
 * @param remote the address that it is connected to; null for none
 */
record ReportedSocket(
    SOCK type, boolean listens, SocketAddress local, @Nullable SocketAddress remote) {
  private static final int SOL_SOCKET = Platform.number("SOL_SOCKET");
  private static final int SO_TYPE = Platform.number("SO_TYPE");
  private static final int SO_ACCEPTCONN = Platform.number("SO_ACCEPTCONN");
  private static final Path OWN_FDS = Path.of("/proc/self/fd");

  // ---- what the JDK reports

  static ReportedSocket of(NetworkChannel channel) throws IOException {
    if (!channel.isOpen()) {
      throw new ClosedChannelException();
    }
    SocketAddress local = bound(channel.getLocalAddress());
    return switch (channel) {
      case SocketChannel stream -> stream(local, stream.getRemoteAddress());
      case AsynchronousSocketChannel stream -> stream(local, stream.getRemoteAddress());
      case DatagramChannel datagrams ->
          new ReportedSocket(SOCK.DGRAM, false, local, datagrams.getRemoteAddress());
      case ServerSocketChannel _, AsynchronousServerSocketChannel _ -> listener(local);
      default ->
          throw new IllegalArgumentException(
              "a " + channel.getClass().getName() + " is not a channel of the JDK's kinds");
    };
  }

  static ReportedSocket of(java.net.Socket socket) throws IOException {
    checkOpen(socket.isClosed());
    SocketAddress local = bound(socket.isBound() ? socket.getLocalSocketAddress() : null);
    return stream(local, socket.isConnected() ? socket.getRemoteSocketAddress() : null);
  }

  static ReportedSocket of(java.net.ServerSocket socket) throws IOException {
    checkOpen(socket.isClosed());
    return listener(bound(socket.getLocalSocketAddress()));
  }

  static ReportedSocket of(java.net.DatagramSocket socket) throws IOException {
    checkOpen(socket.isClosed());
    SocketAddress local = bound(socket.isBound() ? socket.getLocalSocketAddress() : null);
    return new ReportedSocket(SOCK.DGRAM, false, local, socket.getRemoteSocketAddress());
  }

  private static ReportedSocket stream(SocketAddress local, @Nullable SocketAddress remote) {
    return new ReportedSocket(SOCK.STREAM, false, local, remote);
  }

  private static ReportedSocket listener(SocketAddress local) {
    return new ReportedSocket(SOCK.STREAM, true, local, null);
  }

  private static void checkOpen(boolean closed) throws SocketException {
    if (closed) {
      throw new SocketException("Socket is closed");
    }
  }

  private static SocketAddress bound(@Nullable SocketAddress local) {
    if (local == null) {
      throw new IllegalStateException("the socket is not bound: it has no address to find it by");
    }
    return local;
  }

  // ---- what the kernel reports

  /**
   * The fd of this socket.
   *
   * @throws IOException if no descriptor of this process is such a socket, or several are that do
   *     not refer to the same one
   */
  int find() throws IOException {
    NewFd.prepare();
    Map<String, Integer> found = new TreeMap<>(); // by inode, as duplicates refer to one socket
    try (DirectoryStream<Path> links = Files.newDirectoryStream(OWN_FDS)) {
      for (Path link : links) {
        String file = target(link);
        int fd = Integer.parseInt(link.getFileName().toString());
        if (file.startsWith("socket:") && matches(unowned(fd))) {
          found.putIfAbsent(file, fd);
        }
      }
    }
    if (found.size() != 1) {
      throw new IOException(
          found.isEmpty()
              ? "no descriptor of this process is " + this
              : "fds " + found.values() + " cannot be told apart: each is " + this);
    }
    return found.values().iterator().next();
  }

  /** What an fd refers to; empty if it was closed meanwhile. */
  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closed) {
      return "";
    }
  }

  private static Handle unowned(int fd) {
    return new Handle(new OwnedFd(fd, new OpenFileDescription(false)));
  }

  /** Whether the kernel reports the same of a socket; not if it was closed meanwhile. */
  boolean matches(Handle socket) throws IOException {
    try {
      return isSame(SocketConnect.getsockname(socket), local)
          && SocketOptionCalls.getInt(socket, SOL_SOCKET, SO_TYPE) == type.number()
          && (SocketOptionCalls.getInt(socket, SOL_SOCKET, SO_ACCEPTCONN) != 0) == listens
          && isSame(peer(socket), remote);
    } catch (ErrnoException e) {
      if (e.errno().equals(Errno.EBADF) || e.errno().equals(Errno.ENOTSOCK)) {
        return false;
      }
      throw e;
    }
  }

  private static @Nullable SockAddr peer(Handle socket) throws IOException {
    try {
      return SocketConnect.getpeername(socket);
    } catch (ErrnoException e) {
      if (e.errno().equals(Errno.ENOTCONN)) {
        return null;
      }
      throw e;
    }
  }

  private static boolean isSame(@Nullable SockAddr kernels, @Nullable SocketAddress jdks) {
    if (kernels == null || jdks == null) {
      return kernels == null && jdks == null;
    }
    return switch (jdks) {
      case InetSocketAddress inet when isIp(kernels) ->
          kernels.port() == inet.getPort() && isSameHost(kernels.address(), inet.getAddress());
      case UnixDomainSocketAddress unix when kernels.family().equals(AF.UNIX) ->
          kernels.isUnnamed()
              ? unix.getPath().toString().isEmpty()
              : unix.getPath().toString().equals(kernels.path());
      case SockAddrView address -> kernels.contentEquals(address);
      default -> false;
    };
  }

  private static boolean isIp(SockAddr address) {
    return address.family().equals(AF.INET) || address.family().equals(AF.INET6);
  }

  /** The JDK reports either wildcard for the other; a scope may be missing. */
  private static boolean isSameHost(InetAddress kernels, @Nullable InetAddress jdks) {
    return jdks != null
        && ((kernels.isAnyLocalAddress() && jdks.isAnyLocalAddress())
            || Arrays.equals(kernels.getAddress(), jdks.getAddress()));
  }

  @Override
  public String toString() {
    String kind = listens ? " that listens on " : " bound to ";
    return "a "
        + type
        + " socket"
        + kind
        + local
        + (remote == null ? "" : " and connected to " + remote);
  }
}
