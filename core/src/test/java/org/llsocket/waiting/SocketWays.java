package org.llsocket.waiting;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.Descriptor;
import org.llsocket.Pipe;
import org.llsocket.SHUT;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.testing.Loopback;

/** The methods of sockets that wait, and those of what can be closed with a socket in it. */
final class SocketWays {
  static final Duration LONG = Duration.ofMinutes(5);
  static final Path FILE = Path.of(System.getProperty("java.home"), "lib", "modules");

  private static final int SOL_SOCKET = 1;
  private static final int SO_LINGER = 13;
  private static final int LINGER_SECONDS = 60;

  static final List<WaysRow> ALL =
      List.of(
          row("Socket.recv(ByteBuffer)", d -> empty(s -> s.recv(buffer()))),
          row("Socket.recv(ByteBuffer,int)", d -> empty(s -> s.recv(buffer(), 0))),
          row("Socket.recv(ByteBuffer,int,Duration)", d -> empty(s -> s.recv(buffer(), 0, LONG))),
          row("Socket.recv(MemorySegment)", d -> empty(s -> s.recv(segment()))),
          row("Socket.recv(MemorySegment,int)", d -> empty(s -> s.recv(segment(), 0))),
          row(
              "Socket.recv(MemorySegment,int,Duration)",
              d -> empty(s -> s.recv(segment(), 0, LONG))),
          row(
              "Socket.recvfrom(ByteBuffer,SockAddrBuffer)",
              d -> empty(s -> s.recvfrom(buffer(), new SockAddrBuffer()))),
          row(
              "Socket.recvfrom(ByteBuffer,SockAddrBuffer,int)",
              d -> empty(s -> s.recvfrom(buffer(), new SockAddrBuffer(), 0))),
          row(
              "Socket.recvfrom(ByteBuffer,SockAddrBuffer,int,Duration)",
              d -> empty(s -> s.recvfrom(buffer(), new SockAddrBuffer(), 0, LONG))),
          row(
              "Socket.recvfrom(MemorySegment,SockAddrBuffer)",
              d -> empty(s -> s.recvfrom(segment(), new SockAddrBuffer()))),
          row(
              "Socket.recvfrom(MemorySegment,SockAddrBuffer,int)",
              d -> empty(s -> s.recvfrom(segment(), new SockAddrBuffer(), 0))),
          row(
              "Socket.recvfrom(MemorySegment,SockAddrBuffer,int,Duration)",
              d -> empty(s -> s.recvfrom(segment(), new SockAddrBuffer(), 0, LONG))),
          row("Socket.send(ByteBuffer)", d -> full(s -> s.send(buffer()))),
          row("Socket.send(ByteBuffer,int)", d -> full(s -> s.send(buffer(), 0))),
          row("Socket.send(ByteBuffer,int,Duration)", d -> full(s -> s.send(buffer(), 0, LONG))),
          row(
              "Socket.send(MemorySegment,int,Duration)",
              d -> full(s -> s.send(segment(), 0, LONG))),
          row("Socket.send(MemorySegment)", d -> full(s -> s.send(segment()))),
          row("Socket.send(MemorySegment,int)", d -> full(s -> s.send(segment(), 0))),
          row(
              "Socket.sendto(ByteBuffer,SockAddrView)",
              d -> fullTcp((s, a) -> s.sendto(buffer(), a))),
          row(
              "Socket.sendto(ByteBuffer,SockAddrView,int,Duration)",
              d -> fullTcp((s, x) -> s.sendto(buffer(), x, 0, LONG))),
          row(
              "Socket.sendto(ByteBuffer,SockAddrView,int)",
              d -> fullTcp((s, a) -> s.sendto(buffer(), a, 0))),
          row(
              "Socket.sendto(MemorySegment,SockAddrView)",
              d -> fullTcp((s, a) -> s.sendto(segment(), a))),
          row(
              "Socket.sendto(MemorySegment,SockAddrView,int,Duration)",
              d -> fullTcp((s, x) -> s.sendto(segment(), x, 0, LONG))),
          row(
              "Socket.sendto(MemorySegment,SockAddrView,int)",
              d -> fullTcp((s, a) -> s.sendto(segment(), a, 0))),
          row("Socket.sendto(MemorySegment,SockAddrView) to a Unix address", WaitKind::sendto),
          row(
              "Descriptor.sendfile(Descriptor,long)",
              d -> {
                Descriptor file = Descriptor.openFile(FILE);
                return full(s -> s.sendfile(file, 9), file);
              }),
          row(
              "Descriptor.sendfile(Descriptor,long,long)",
              d -> {
                Descriptor file = Descriptor.openFile(FILE);
                return full(s -> s.sendfile(file, 0, 9), file);
              }),
          row("Descriptor.sendfile(Path,long,long)", d -> full(s -> s.sendfile(FILE, 0, 9))),
          row(
              "Socket.sendfile(FileChannel,long,long)",
              d -> {
                FileChannel file = FileChannel.open(FILE);
                return full(s -> s.sendfile(file, 0, 9), file);
              }),
          row("Socket.connect(SockAddrView)", d -> WaitKind.of("TCP_CONNECT").setup(d)),
          row(
              "Socket.connect(SockAddrView) to a Unix address",
              d -> WaitKind.of("UNIX_CONNECT").setup(d)),
          row(
              "Socket.connect(SockAddrView,Duration)",
              d -> WaitKind.of("TCP_CONNECT_TIMEOUT").setup(d)),
          row("Socket.accept()", d -> listener(Socket::accept)),
          row("Socket.accept(SockAddrBuffer)", d -> listener(s -> s.accept(new SockAddrBuffer()))),
          row(
              "Socket.accept(SockAddrBuffer,int)",
              d -> listener(s -> s.accept(new SockAddrBuffer(), 0))),
          row(
              "Socket.accept(SockAddrBuffer,Duration)",
              d -> listener(s -> s.accept(new SockAddrBuffer(), LONG))),
          row("Socket.accept(Duration)", d -> listener(s -> s.accept(LONG))),
          row("Descriptor.close() that lingers", d -> lingering(s -> close(s))),
          row("Socket.close(SHUT) that lingers", d -> lingering(s -> close(s, SHUT.RDWR))),
          row(
              "Socket.Pair.close() that lingers",
              d -> lingering(s -> close(new Socket.Pair(s, Socket.open(AF.UNIX, SOCK.DGRAM))))),
          row(
              "Pipe.close() that lingers",
              d -> lingering(s -> close(new Pipe(s, Socket.open(AF.UNIX, SOCK.DGRAM))))));

  private SocketWays() {}

  static WaysRow row(String name, WaysRow.Preparation preparation) {
    return new WaysRow(name, preparation);
  }

  static ByteBuffer buffer() {
    return ByteBuffer.allocate(9);
  }

  static MemorySegment segment() {
    return MemorySegment.ofArray(new byte[9]);
  }

  /** A call on a socket; what it returns does not matter. */
  interface Call {
    @Nullable Object on(Socket socket) throws IOException;
  }

  interface AddressedCall {
    Object on(Socket socket, SockAddr address) throws IOException;
  }

  private static boolean close(AutoCloseable each) throws IOException {
    try {
      each.close();
      return true;
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private static boolean close(Socket socket, SHUT how) throws IOException {
    socket.close(how);
    return true;
  }

  static WaitKind.Setup on(Socket.Pair pair, Call call, AutoCloseable... others) {
    List<AutoCloseable> all = new ArrayList<>(Arrays.asList(others));
    all.add(pair.second());
    return new WaitKind.Setup(pair.first(), () -> call.on(pair.first()), all);
  }

  /** A socket without data. */
  static WaitKind.Setup empty(Call call) throws IOException {
    return on(Socket.pair(SOCK.STREAM), call);
  }

  /** A socket with a full send buffer. */
  static WaitKind.Setup full(Call call, AutoCloseable... others) throws IOException {
    return on(filled(SOCK.STREAM), call, others);
  }

  static Socket.Pair filled(SOCK type) throws IOException {
    Socket.Pair pair = Socket.pair(type);
    pair.first().nonblock(true);
    for (int size : new int[] {4096, 1}) {
      while (pair.first().send(MemorySegment.ofArray(new byte[size])) != Socket.AGAIN) {
        Thread.onSpinWait();
      }
    }
    pair.first().nonblock(false);
    return pair;
  }

  /** The address of a connected stream is ignored. */
  private static WaitKind.Setup fullTcp(AddressedCall call) throws IOException {
    Socket.Pair pair = Loopback.tcp(AF.INET);
    SockAddr peer = pair.second().getsockname();
    Loopback.fill(pair.first());
    return on(
        pair,
        s -> {
          while (((Number) call.on(s, peer)).longValue() >= 0) { // it may still have space
            Thread.onSpinWait();
          }
          return 0;
        });
  }

  private static WaitKind.Setup listener(Call call) throws IOException {
    Socket listener = Loopback.listener(AF.INET);
    return new WaitKind.Setup(listener, () -> call.on(listener), List.of());
  }

  /** A socket whose close waits until the peer, which reads nothing, has what was sent. */
  static WaitKind.Setup lingering(Call call) throws IOException {
    Socket.Pair pair = Loopback.tcp(AF.INET);
    pair.first()
        .setsockopt(SOL_SOCKET, SO_LINGER, MemorySegment.ofArray(new int[] {1, LINGER_SECONDS}));
    pair.first().nonblock(true);
    while (pair.first().send(MemorySegment.ofArray(new byte[65536])) != Socket.AGAIN) {
      Thread.onSpinWait();
    }
    pair.first().nonblock(false);
    return on(pair, call);
  }
}
