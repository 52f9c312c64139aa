package org.llsocket.waiting;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.Descriptor;
import org.llsocket.IPPROTO;
import org.llsocket.MSG;
import org.llsocket.Pipe;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.internal.lifecycle.DescriptorAccess;
import org.llsocket.message.MessageBatch;
import org.llsocket.testing.Loopback;
import org.llsocket.testing.Waits;

/**
 * A way to wait, and what a shutdown of both directions and a timeout of the kernel make of it.
 *
 * @param name of a constant of {@link Waits}, or another
 * @param shutdown what the call returns or, as the name of an errno, throws; null if it goes on
 * @param timedOut what it returns when SO_RCVTIMEO or SO_SNDTIMEO has passed; null if these do not
 *     count, as for a call with a timeout of its own
 */
record WaitKind(String name, @Nullable String shutdown, @Nullable String timedOut) {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final String SHARED = "SHARED_";
  private static final String AGAIN = String.valueOf(Socket.AGAIN);

  private static final List<WaitKind> OTHERS =
      List.of(
          new WaitKind("TCP_RECV", "-1", AGAIN),
          new WaitKind("TCP_RECVFROM", "-1", AGAIN),
          new WaitKind("TCP_READ", "-1", AGAIN),
          new WaitKind("TCP_SEND", "EPIPE", AGAIN),
          new WaitKind("TCP_WRITE", "EPIPE", AGAIN),
          new WaitKind("TCP_SENDFILE", "EPIPE", AGAIN),
          new WaitKind("TCP_SENDFILE_CHANNEL", "EPIPE", AGAIN),
          new WaitKind("TCP_ACCEPT", "EINVAL", "null"),
          new WaitKind("TCP_ACCEPT_ADDRESS", "EINVAL", "null"),
          new WaitKind("TCP_CONNECT", "ECONNRESET", String.valueOf(Socket.INPROGRESS)),
          new WaitKind("UDP_RECV_UNCONNECTED", "0", AGAIN),
          new WaitKind("UDP_RECVFROM_CONNECTED", "0", AGAIN),
          new WaitKind("UNIX_STREAM_RECV", "-1", AGAIN),
          new WaitKind("UNIX_STREAM_SEND", "EPIPE", AGAIN),
          new WaitKind("UNIX_ACCEPT", "EINVAL", "null"),
          new WaitKind("UNIX_CONNECT", null, AGAIN),
          new WaitKind("UNIX_DGRAM_RECV", "0", AGAIN),
          new WaitKind("UNIX_DGRAM_SEND", "EPIPE", AGAIN),
          new WaitKind("UNIX_SEQPACKET_RECVFROM", "-1", AGAIN),
          new WaitKind("UNIX_SEQPACKET_SEND", "EPIPE", AGAIN),
          new WaitKind("UNIX_SEQPACKET_CONNECT", null, AGAIN),
          new WaitKind("NETLINK_RECV", null, AGAIN),
          new WaitKind("PACKET_RECV", null, AGAIN),
          new WaitKind("RAW_RECV", "0", AGAIN),
          new WaitKind("UNIX_DGRAM_SENDTO", null, AGAIN),
          new WaitKind("NETLINK_SEND", null, AGAIN),
          new WaitKind("NETLINK_WRITE", null, AGAIN),
          new WaitKind("UDP_READ", "0", AGAIN),
          new WaitKind("TCP_RECV_ALL", "-1", AGAIN),
          new WaitKind("TCP_PEEK_ALL", "-1", AGAIN),
          new WaitKind("AWAIT_READABLE", "true", null),
          new WaitKind("AWAIT_WRITABLE", "true", null),
          new WaitKind("RECV_TIMEOUT", "-1", null),
          new WaitKind("ACCEPT_TIMEOUT", "EINVAL", null),
          new WaitKind("TCP_CONNECT_TIMEOUT", "ECONNRESET", null),
          new WaitKind("PIPE_READ", null, null),
          new WaitKind("PIPE_WRITE", null, null),
          new WaitKind("RECVMMSG", "0", AGAIN),
          new WaitKind("RECVMMSG_TIMEOUT", "0", null),
          new WaitKind("SENDMMSG", "EPIPE", AGAIN),
          new WaitKind("TCP_SPLICE", "-1", AGAIN),
          new WaitKind("PIPE_SPLICE", null, null),
          new WaitKind("PIPE_TEE", null, null),
          new WaitKind("PIPE_VMSPLICE", null, null));

  /** The calls that virtual threads make differently on a file that other code may refer to. */
  private static final List<WaitKind> ON_SHARED_FILES =
      Stream.of("TCP_ACCEPT", "UNIX_ACCEPT", "ACCEPT_TIMEOUT", "TCP_CONNECT", "TCP_CONNECT_TIMEOUT")
          .map(name -> find(OTHERS, name))
          .map(kind -> new WaitKind(SHARED + kind.name, kind.shutdown, kind.timedOut))
          .toList();

  static final List<WaitKind> ALL =
      Stream.of(OTHERS, ON_SHARED_FILES, MessageWaits.ALL).flatMap(List::stream).toList();

  /** A descriptor and a call on it that blocks; the rest is there to make it so. */
  record Setup(Descriptor descriptor, Callable<?> call, List<AutoCloseable> others)
      implements AutoCloseable {
    Socket socket() {
      return (Socket) descriptor;
    }

    /** The fd, of which {@link Descriptor#fd} would make the file a shared one. */
    int fd() {
      return DescriptorAccess.of(descriptor).number();
    }

    @Override
    public void close() throws IOException {
      var all = new ArrayList<>(others);
      all.add(descriptor);
      for (AutoCloseable each : all) {
        try {
          each.close();
        } catch (Exception e) {
          throw new IOException(e);
        }
      }
    }
  }

  boolean isSocket() {
    return !name.startsWith("PIPE");
  }

  /** Whether the descriptor can do what it did before once such a wait has been interrupted. */
  boolean waitsAgain() {
    return !name.contains("TCP_CONNECT");
  }

  /** Whether a file is mapped before the call that waits. */
  boolean mapsFirst() {
    return name.equals("TCP_SENDFILE_CHANNEL");
  }

  Setup setup(Path directory) throws IOException {
    if (name.startsWith(SHARED)) {
      Setup setup = of(name.substring(SHARED.length())).setup(directory);
      int _ = setup.descriptor.fd();
      return setup;
    }
    return MessageWaits.ALL.contains(this) ? MessageWaits.setup(name, directory) : other(directory);
  }

  private Setup other(Path directory) throws IOException {
    return switch (name) {
      case "UNIX_DGRAM_SENDTO" -> sendto(directory);
      case "NETLINK_SEND" -> on(netlink(), s -> s.send(two()));
      case "NETLINK_WRITE" -> on(netlink(), s -> s.write(two(), two()));
      case "UDP_READ" -> on(Loopback.udp(AF.INET), s -> s.read(ByteBuffer.allocate(1)));
      case "TCP_RECV_ALL" -> on(Loopback.tcp(AF.INET), s -> s.recv(two(), all()));
      case "TCP_PEEK_ALL" -> on(Loopback.tcp(AF.INET), s -> s.recv(two(), all() | MSG.PEEK));
      case "AWAIT_READABLE" -> on(Loopback.tcp(AF.INET), s -> s.awaitReadable(LONG));
      case "AWAIT_WRITABLE" -> {
        Socket.Pair pair = Loopback.tcp(AF.INET);
        Loopback.fill(pair.first());
        yield on(pair, s -> s.awaitWritable(LONG));
      }
      case "RECV_TIMEOUT" -> on(Loopback.tcp(AF.INET), s -> s.recv(two(), 0, LONG));
      case "ACCEPT_TIMEOUT" -> {
        Socket listener = Loopback.listener(AF.INET);
        yield new Setup(listener, () -> listener.accept(LONG), List.of());
      }
      case "TCP_CONNECT_TIMEOUT" -> {
        Waits.Setup blocked = Waits.TCP_CONNECT.setup(directory);
        SockAddr address = ((Socket) blocked.others().get(1)).getsockname();
        yield new Setup(
            blocked.socket,
            () -> {
              blocked.socket.connect(address, LONG);
              return 0;
            },
            blocked.others());
      }
      case "PIPE_READ", "PIPE_WRITE", "PIPE_SPLICE", "PIPE_TEE", "PIPE_VMSPLICE" -> pipe();
      case "RECVMMSG" -> {
        var batch = MessageBatch.builder().messages(2).dataCapacity(9).build();
        yield on(Loopback.udp(AF.INET), s -> received(batch, s.recvmmsg(batch, 0)));
      }
      case "RECVMMSG_TIMEOUT" -> {
        var batch = MessageBatch.builder().messages(2).dataCapacity(9).build();
        yield on(Loopback.udp(AF.INET), s -> received(batch, s.recvmmsg(batch, 0, LONG)));
      }
      case "SENDMMSG" -> {
        Socket.Pair pair = Socket.pair(SOCK.DGRAM);
        Loopback.fill(pair.first());
        var batch = MessageBatch.builder().messages(2).dataCapacity(9).build();
        yield on(pair, s -> s.sendmmsg(batch, 0));
      }
      case "TCP_SPLICE" -> splice(Loopback.tcp(AF.INET));
      default -> {
        Waits.Setup setup = Waits.valueOf(name).setup(directory);
        yield new Setup(setup.socket, setup.call, setup.others());
      }
    };
  }

  private static int all() {
    return MSG.WAITALL;
  }

  private static MemorySegment two() {
    return MemorySegment.ofArray(new byte[2]);
  }

  private interface Call {
    Object on(Socket socket) throws IOException;
  }

  private static Setup on(Socket.Pair pair, Call call) {
    return new Setup(pair.first(), () -> call.on(pair.first()), List.of(pair.second()));
  }

  static Setup sendto(Path directory) throws IOException {
    Path path = directory.resolve("q" + System.nanoTime());
    Socket receiver = Socket.open(AF.UNIX, SOCK.DGRAM);
    receiver.bind(SockAddr.unix(path));
    Socket sender = Socket.open(AF.UNIX, SOCK.DGRAM);
    sender.nonblock(true);
    SockAddr to = SockAddr.unix(path);
    while (sender.sendto(two(), to) != Socket.AGAIN) {
      Thread.onSpinWait();
    }
    sender.nonblock(false);
    return new Setup(sender, () -> sender.sendto(two(), to), List.of(receiver));
  }

  /** The first sends to the second, which reads nothing and whose queue is full. */
  static Socket.Pair netlink() throws IOException {
    var users = new IPPROTO(2); // NETLINK_USERSOCK: between programs
    Socket receiver = Socket.open(AF.NETLINK, SOCK.DGRAM, users);
    receiver.bind(SockAddr.raw(AF.NETLINK, new byte[10])); // the kernel chooses
    Socket sender = Socket.open(AF.NETLINK, SOCK.DGRAM, users);
    sender.connect(receiver.getsockname());
    sender.nonblock(true);
    while (sender.send(two()) != Socket.AGAIN) {
      Thread.onSpinWait();
    }
    sender.nonblock(false);
    return new Socket.Pair(sender, receiver);
  }

  /** After a shutdown each receive is one of nothing. */
  private static int received(MessageBatch batch, int n) {
    return n > 0 ? batch.len(0) : n;
  }

  private static Setup splice(Socket.Pair pair) throws IOException {
    Pipe pipe = Pipe.open();
    return new Setup(
        pair.first(),
        () -> Pipe.splice(pair.first(), pipe.writer(), 9, 0),
        List.of(pair.second(), pipe));
  }

  private Setup pipe() throws IOException {
    Pipe pipe = Pipe.open();
    Pipe other = Pipe.open();
    Descriptor reads = pipe.reader();
    Descriptor writes = pipe.writer();
    MemorySegment page = Arena.ofAuto().allocate(4096);
    if (name.equals("PIPE_WRITE") || name.equals("PIPE_VMSPLICE")) {
      writes.nonblock(true);
      while (writes.write(page) != Descriptor.AGAIN) {
        Thread.onSpinWait();
      }
      writes.nonblock(false);
    }
    return switch (name) {
      case "PIPE_READ" -> new Setup(reads, () -> reads.read(page), List.of(writes, other));
      case "PIPE_WRITE" -> new Setup(writes, () -> writes.write(page), List.of(reads, other));
      case "PIPE_SPLICE" ->
          new Setup(reads, () -> Pipe.splice(reads, other.writer(), 9, 0), List.of(writes, other));
      case "PIPE_TEE" ->
          new Setup(reads, () -> Pipe.tee(reads, other.writer(), 9, 0), List.of(writes, other));
      default -> new Setup(writes, () -> Pipe.vmsplice(writes, page, 0), List.of(reads, other));
    };
  }

  static WaitKind of(String name) {
    return find(ALL, name);
  }

  private static WaitKind find(List<WaitKind> kinds, String name) {
    return kinds.stream().filter(kind -> kind.name.equals(name)).findFirst().orElseThrow();
  }

  @Override
  public String toString() {
    return name;
  }
}
