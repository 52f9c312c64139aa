package org.llsocket.testing;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.llsocket.AF;
import org.llsocket.Descriptor;
import org.llsocket.IPPROTO;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;

/** Every way to be blocked in the kernel on a socket. */
public enum Waits {
  TCP_RECV,
  TCP_RECVFROM,
  TCP_READ,
  TCP_SEND,
  TCP_WRITE,
  TCP_SENDFILE,
  TCP_SENDFILE_CHANNEL,
  TCP_ACCEPT,
  TCP_ACCEPT_ADDRESS,
  TCP_CONNECT,
  UDP_RECV_UNCONNECTED,
  UDP_RECVFROM_CONNECTED,
  UNIX_STREAM_RECV,
  UNIX_STREAM_SEND,
  UNIX_ACCEPT,
  UNIX_CONNECT,
  UNIX_DGRAM_RECV,
  UNIX_DGRAM_SEND,
  UNIX_SEQPACKET_RECVFROM,
  UNIX_SEQPACKET_SEND,
  UNIX_SEQPACKET_CONNECT,
  NETLINK_RECV,
  PACKET_RECV,
  RAW_RECV;

  /** A socket and a call on it that blocks; the rest is there to make it so. */
  public static final class Setup implements AutoCloseable {
    public final Socket socket;
    public final Callable<?> call;
    private final List<AutoCloseable> others;

    private Setup(Socket socket, Callable<?> call, AutoCloseable... others) {
      this.socket = socket;
      this.call = call;
      this.others = List.of(others);
    }

    /** What else is open. */
    public List<AutoCloseable> others() {
      return others;
    }

    @Override
    public void close() throws IOException {
      var all = new ArrayList<>(others);
      all.add(socket);
      for (AutoCloseable each : all) {
        try {
          each.close();
        } catch (Exception e) {
          throw new IOException(e);
        }
      }
    }
  }

  /**
   * Whether the call is made again and again until it throws: a full TCP socket may have some space
   * once more, so that one call need not block.
   */
  public boolean repeats() {
    return name().startsWith("TCP_SEND") || this == TCP_WRITE;
  }

  /** Whether the first argument of the system call stays the socket's number after a signal. */
  public boolean waitsOnTheSocketAgain() {
    return this != TCP_CONNECT;
  }

  private static MemorySegment one() {
    return MemorySegment.ofArray(new byte[1]);
  }

  /** Makes the sockets. */
  public Setup setup(Path directory) throws IOException {
    return switch (this) {
      case TCP_RECV -> receiving(Loopback.tcp(AF.INET), Waits::recv);
      case TCP_RECVFROM -> receiving(Loopback.tcp(AF.INET), Waits::recvfrom);
      case TCP_READ ->
          receiving(
              Loopback.tcp(AF.INET),
              s -> s.read(ByteBuffer.allocate(1), ByteBuffer.allocateDirect(1)));
      case TCP_SEND -> sending(Loopback.tcp(AF.INET), s -> s.send(one()));
      case TCP_WRITE -> sending(Loopback.tcp(AF.INET), s -> s.write(one(), one()));
      case TCP_SENDFILE -> sendfile(directory);
      case TCP_SENDFILE_CHANNEL -> sendfileChannel(directory);
      case TCP_ACCEPT -> {
        Socket listener = Loopback.listener(AF.INET);
        yield new Setup(listener, listener::accept);
      }
      case TCP_ACCEPT_ADDRESS -> {
        Socket listener = Loopback.listener(AF.INET);
        yield new Setup(listener, () -> listener.accept(new SockAddrBuffer()));
      }
      case TCP_CONNECT -> tcpConnect();
      case UDP_RECV_UNCONNECTED -> {
        Socket socket = Loopback.bound(AF.INET, SOCK.DGRAM);
        yield new Setup(socket, () -> recv(socket));
      }
      case UDP_RECVFROM_CONNECTED -> receiving(Loopback.udp(AF.INET), Waits::recvfrom);
      case UNIX_STREAM_RECV -> receiving(Socket.pair(SOCK.STREAM), Waits::recv);
      case UNIX_STREAM_SEND -> sending(Socket.pair(SOCK.STREAM), s -> s.send(one()));
      case UNIX_ACCEPT -> {
        Socket listener = Loopback.listener(SOCK.STREAM, fresh(directory), 1);
        yield new Setup(listener, listener::accept);
      }
      case UNIX_CONNECT -> unixConnect(SOCK.STREAM, fresh(directory));
      case UNIX_DGRAM_RECV -> receiving(Socket.pair(SOCK.DGRAM), Waits::recv);
      case UNIX_DGRAM_SEND -> sending(Socket.pair(SOCK.DGRAM), s -> s.send(one()));
      case UNIX_SEQPACKET_RECVFROM -> receiving(Socket.pair(SOCK.SEQPACKET), Waits::recvfrom);
      case UNIX_SEQPACKET_SEND -> sending(Socket.pair(SOCK.SEQPACKET), s -> s.send(one()));
      case UNIX_SEQPACKET_CONNECT -> unixConnect(SOCK.SEQPACKET, fresh(directory));
      case NETLINK_RECV -> alone(Socket.open(AF.NETLINK, SOCK.RAW));
      case PACKET_RECV -> {
        Capability.NET_RAW.require();
        yield alone(Socket.open(AF.PACKET, SOCK.DGRAM));
      }
      case RAW_RECV -> {
        Capability.NET_RAW.require();
        Socket socket = Socket.open(AF.INET, SOCK.RAW, IPPROTO.ICMP);
        socket.bind(SockAddr.inet("127.83.83.83", 0));
        yield alone(socket);
      }
    };
  }

  private interface Call {
    Object on(Socket socket) throws IOException;
  }

  private static Object recv(Socket socket) throws IOException {
    return socket.recv(one());
  }

  private static Object recvfrom(Socket socket) throws IOException {
    return socket.recvfrom(ByteBuffer.allocate(1), new SockAddrBuffer());
  }

  private static Setup alone(Socket socket) {
    return new Setup(socket, () -> recv(socket));
  }

  private static Setup receiving(Socket.Pair pair, Call call) {
    return new Setup(pair.first(), () -> call.on(pair.first()), pair.second());
  }

  private static Setup sending(Socket.Pair pair, Call call, AutoCloseable... others)
      throws IOException {
    Loopback.fill(pair.first());
    var all = new ArrayList<>(List.of(others));
    all.add(pair.second());
    return new Setup(
        pair.first(),
        () -> {
          Object sent;
          do { // TCP may still have space
            sent = call.on(pair.first());
          } while (((Number) sent).longValue() >= 0);
          return sent;
        },
        all.toArray(AutoCloseable[]::new));
  }

  private static Setup sendfile(Path directory) throws IOException {
    Descriptor file = Descriptor.openFile(Files.writeString(fresh(directory), "bytes"));
    return sending(Loopback.tcp(AF.INET), socket -> socket.sendfile(file, 0, 5), file);
  }

  private static Setup sendfileChannel(Path directory) throws IOException {
    var file = FileChannel.open(Files.writeString(fresh(directory), "bytes"));
    return sending(Loopback.tcp(AF.INET), socket -> socket.sendfile(file, 0, 5), file);
  }

  /** A listener's full queue makes Linux drop the SYN. */
  private static Setup tcpConnect() throws IOException {
    Socket listener = Loopback.bound(AF.INET, SOCK.STREAM);
    listener.listen(0);
    Socket first = Socket.open(AF.INET, SOCK.STREAM);
    first.connect(listener.getsockname());
    Socket second = Socket.open(AF.INET, SOCK.STREAM);
    SockAddr address = listener.getsockname();
    return new Setup(second, () -> second.connect(address), first, listener);
  }

  private static Setup unixConnect(SOCK type, Path path) throws IOException {
    Socket listener = Loopback.listener(type, path, 0);
    Socket first = Socket.open(AF.UNIX, type);
    first.connect(SockAddr.unix(path));
    Socket second = Socket.open(AF.UNIX, type);
    return new Setup(second, () -> second.connect(SockAddr.unix(path)), first, listener);
  }

  private static Path fresh(Path directory) throws IOException {
    Path path = Files.createTempFile(directory, "", "");
    Files.delete(path);
    return path;
  }
}
