package org.llsocket.option;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.llsocket.AF;
import org.llsocket.IPPROTO;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Capability;
import org.llsocket.testing.Loopback;

/** Sockets for the tests of options, and what the system says of their defaults. */
final class Sockets {
  /** Long enough for anything on a loopback, and short enough to fail by. */
  static final Duration DEADLINE = Blocked.DEADLINE;

  private Sockets() {}

  static Socket open(SocketKind kind) throws IOException {
    switch (kind) {
      case ICMP, ICMP6, RAW, RAW6 -> Capability.NET_RAW.require();
      case UDPLITE, UDPLITE6 -> Capability.UDPLITE.require();
      case TCP, TCP6, UDP, UDP6, UNIX_STREAM, UNIX_DGRAM, UNIX_SEQPACKET -> {}
      default -> opens(kind).require();
    }
    if (SocketKind.IPV6.contains(kind)) {
      Capability.IPV6_LOOPBACK.require();
    }
    return ofKind(kind);
  }

  private static Socket ofKind(SocketKind kind) throws IOException {
    return Socket.open(new AF(kind.family()), new SOCK(kind.type()), new IPPROTO(kind.protocol()));
  }

  /** Whether the kernel has the family, and this process the right to use it. */
  private static Capability opens(SocketKind kind) {
    return Capability.named(
        "SOCKET_" + kind,
        "no socket of this kind opens",
        () -> {
          try (Socket socket = ofKind(kind)) {
            return socket.isOpen();
          } catch (IOException lacking) {
            return false;
          }
        });
  }

  static SockAddr loopback(SocketKind kind) {
    return Loopback.any(new AF(kind.family()));
  }

  /** A socket bound to a port of the loopback. */
  static Socket bound(SocketKind kind) throws IOException {
    Socket socket = open(kind);
    socket.bind(loopback(kind));
    socket.set(SO.RCVTIMEO, DEADLINE);
    return socket;
  }

  /** A listening socket. */
  static Socket listening(SocketKind kind) throws IOException {
    Socket socket = bound(kind);
    socket.listen();
    return socket;
  }

  /** A socket connected to another. */
  static Socket connected(Socket to) throws IOException {
    Socket socket = Socket.open(to.family(), to.type());
    socket.set(SO.RCVTIMEO, DEADLINE).set(SO.SNDTIMEO, DEADLINE);
    socket.connect(to.getsockname());
    return socket;
  }

  /**
   * The text of a file in {@code /proc/sys}, which has to be read at once: the rest is not there.
   */
  static String sysctl(String name) {
    try (var reader = Files.newBufferedReader(Path.of("/proc/sys", name))) {
      return reader.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A number in {@code /proc/sys}, or another where this kernel has no such file. */
  static int sysctl(String name, int otherwise) {
    return Files.exists(Path.of("/proc/sys", name)) ? Integer.parseInt(sysctl(name)) : otherwise;
  }
}
