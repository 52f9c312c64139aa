package org.llsocket;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Libc;
import org.llsocket.testing.Loopback;

/** What a row of the errno table names: sockets in some state, and numbers of other things. */
final class ErrnoFixtures implements AutoCloseable {
  private static final int CLOEXEC = 02000000;
  private static final int F_DUPFD_CLOEXEC = 1030;

  /** Above what the suite has open, so that no other test gets an fd that is closed here. */
  private static final int HIGH = 900;

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Path directory;

  /** A TCP listener, for {@code sa4:listener}. */
  final Socket listener;

  /** A TCP port without a listener, for {@code sa4:closed}. */
  final SockAddr closed;

  ErrnoFixtures(Path directory) throws IOException {
    this.directory = directory;
    listener = keep(Loopback.listener(AF.INET));
    closed = keep(Loopback.bound(AF.INET, SOCK.STREAM)).getsockname();
    if (Files.notExists(path("plainfile"))) {
      Files.writeString(path("plainfile"), "");
    }
    Files.deleteIfExists(path("ustream"));
    keep(Loopback.listener(SOCK.STREAM, path("ustream"), 5));
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  private <T extends AutoCloseable> T keep(T opened) {
    open.push(opened);
    return opened;
  }

  Socket socket(String fixture) throws IOException {
    return switch (fixture) {
      case "tcp" -> keep(Socket.open(AF.INET, SOCK.STREAM));
      case "tcp_bound" -> keep(Loopback.bound(AF.INET, SOCK.STREAM));
      case "tcp_conn" -> connected();
      case "tcp_conn_data" -> withData();
      case "tcp_wrshut" -> shut();
      case "udp" -> keep(Socket.open(AF.INET, SOCK.DGRAM));
      case "udp_bound" -> keep(Loopback.bound(AF.INET, SOCK.DGRAM));
      case "udp_conn" -> keep(Loopback.udp(AF.INET)).first();
      case "unix" -> keep(Socket.open(AF.UNIX, SOCK.STREAM));
      case "unix_dgram" -> keep(Socket.open(AF.UNIX, SOCK.DGRAM));
      case "unix_bound" -> {
        Socket socket = keep(Socket.open(AF.UNIX, SOCK.STREAM));
        socket.bind(SockAddr.unnamed());
        yield socket;
      }
      case "upair" -> keep(Socket.pair(SOCK.STREAM)).first();
      case "upair_dgram" -> keep(Socket.pair(SOCK.DGRAM)).first();
      case "upair_rights" -> {
        Socket.Pair pair = keep(Socket.pair(SOCK.STREAM));
        pair.second().sendfd(listener);
        yield pair.first();
      }
      case "tcp_nobody" -> keep(Socket.open(AF.INET, SOCK.STREAM));
      case "unix_nobody" -> keep(Socket.open(AF.UNIX, SOCK.STREAM));
      case "badfd" -> closedBehindItsBack();
      default -> replaced(fixture);
    };
  }

  private Socket connected() throws IOException {
    Socket client = keep(Socket.open(AF.INET, SOCK.STREAM));
    client.connect(listener.getsockname());
    keep(Loopback.accept(listener));
    return client;
  }

  private Socket withData() throws IOException {
    Socket client = keep(Socket.open(AF.INET, SOCK.STREAM));
    client.connect(listener.getsockname());
    keep(Loopback.accept(listener)).send(MemorySegment.ofArray(new byte[2048]));
    client.recv(MemorySegment.ofArray(new byte[1]), MSG.PEEK);
    return client;
  }

  private Socket shut() throws IOException {
    Socket client = connected();
    client.shutdown(SHUT.WR);
    return client;
  }

  /** A socket whose fd other code has closed. */
  private Socket closedBehindItsBack() throws IOException {
    try (Socket socket = Socket.open(AF.INET, SOCK.STREAM)) {
      int fd = Libc.call("fcntl", socket.fd(), F_DUPFD_CLOEXEC, HIGH);
      Socket bad = Socket.adopt(fd);
      Libc.call("close", fd);
      open.push(() -> {
        if (bad.isOpen()) {
          bad.detach();
        }
      });
      return bad;
    }
  }

  /** A socket whose fd other code has replaced by another file. */
  private Socket replaced(String kind) throws IOException {
    Socket socket = keep(Socket.open(AF.UNIX, SOCK.STREAM));
    int fd = number(kind);
    Libc.call("dup3", fd, socket.fd(), CLOEXEC);
    Libc.call("close", fd);
    return socket;
  }

  private int number(String kind) {
    return switch (kind) {
      case "devnull" -> Libc.open("/dev/null", CLOEXEC | 2);
      case "file" -> Libc.open(path("plainfile").toString(), CLOEXEC | 2);
      case "opath" -> Libc.open(path("plainfile").toString(), CLOEXEC | 010000000);
      case "dir" -> Libc.open(directory.toString(), CLOEXEC);
      case "piper" -> {
        int[] ends = Libc.pipe();
        Libc.call("close", ends[1]);
        yield ends[0];
      }
      case "epoll" -> Libc.call("epoll_create1", CLOEXEC);
      case "eventfd" -> Libc.call("eventfd", 0, CLOEXEC);
      case "signalfd" -> Libc.signalfd();
      case "timerfd" -> Libc.call("timerfd_create", 1, CLOEXEC);
      case "pidfd" -> Libc.pidfd();
      case "inotify" -> Libc.call("inotify_init1", CLOEXEC);
      case "memfd" -> Libc.memfd();
      default -> throw new AssertionError("no fixture " + kind);
    };
  }

  /** Runs in a thread that has become the user {@code nobody}, and then ends. */
  static <T> T asNobody(Callable<T> call) throws IOException {
    return Blocked.start(
            () -> {
              Libc.becomeNobody();
              return call.call();
            })
        .get();
  }

  @Override
  public void close() throws IOException {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (IOException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
  }
}
