package org.llsocket.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;

/** Sockets that are bound, listen, or are connected, on this machine. */
public final class Loopback {
  private Loopback() {}

  /** The loopback address of an IP family, with a port for the kernel to choose. */
  public static SockAddr any(AF family) {
    return family.equals(AF.INET6) ? SockAddr.inet6("::1", 0) : SockAddr.inet("127.0.0.1", 0);
  }

  /** A socket that is bound to the loopback address. */
  public static Socket bound(AF family, SOCK type) throws IOException {
    Socket socket = Socket.open(family, type);
    socket.bind(any(family));
    return socket;
  }

  /** A TCP listener. */
  public static Socket listener(AF family) throws IOException {
    Socket socket = bound(family, SOCK.STREAM);
    socket.listen();
    return socket;
  }

  /** A Unix listener on a path. */
  public static Socket listener(SOCK type, Path path, int backlog) throws IOException {
    Socket socket = Socket.open(AF.UNIX, type);
    socket.bind(SockAddr.unix(path));
    socket.listen(backlog);
    return socket;
  }

  /** A connected pair of TCP sockets: the client first. */
  public static Socket.Pair tcp(AF family) throws IOException {
    try (Socket listener = listener(family)) {
      Socket client = Socket.open(family, SOCK.STREAM);
      client.connect(listener.getsockname());
      return new Socket.Pair(client, accept(listener));
    }
  }

  /** A pair of datagram sockets connected to each other. */
  public static Socket.Pair udp(AF family) throws IOException {
    Socket first = bound(family, SOCK.DGRAM);
    Socket second = bound(family, SOCK.DGRAM);
    first.connect(second.getsockname());
    second.connect(first.getsockname());
    return new Socket.Pair(first, second);
  }

  /** The next connection of a blocking listener. */
  public static Socket accept(Socket listener) throws IOException {
    return Objects.requireNonNull(listener.accept());
  }

  /** Sends until the socket would have to wait, and goes on to have to. */
  public static void fill(Socket socket) throws IOException {
    socket.nonblock(true);
    do { // what the peer acknowledges frees space here
      for (int size = 65536; size > 0; size /= 8) {
        sendUntilFull(socket, MemorySegment.ofArray(new byte[size]));
      }
      Blocked.until("acknowledgement", () -> isAllAcknowledged(socket));
    } while (sendUntilFull(socket, MemorySegment.ofArray(new byte[1]))
        || socket.awaitWritable(Duration.ofMillis(20)));
    socket.nonblock(false);
  }

  /** Whether TCP has no bytes in flight; other sockets never have. */
  private static boolean isAllAcknowledged(Socket socket) {
    try {
      boolean tcp =
          socket.getsockname().family().equals(AF.INET)
              || socket.getsockname().family().equals(AF.INET6);
      return !tcp || socket.siocoutq() == socket.siocoutqnsd();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean sendUntilFull(Socket socket, MemorySegment buffer) throws IOException {
    boolean sent = false;
    while (socket.send(buffer) != Socket.AGAIN) {
      sent = true;
    }
    return sent;
  }

  /** Closes with a reset instead of the end of the stream: SO_LINGER of 0 seconds. */
  public static void reset(Socket socket) throws IOException {
    socket.setsockopt(1, 13, MemorySegment.ofArray(new int[] {1, 0}));
    socket.close();
  }
}
