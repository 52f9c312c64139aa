package org.llsocket.vmerrors;

import static org.llsocket.vmerrors.DescriptorOperations.FILE;
import static org.llsocket.vmerrors.DescriptorOperations.direct;
import static org.llsocket.vmerrors.DescriptorOperations.heap;
import static org.llsocket.vmerrors.DescriptorOperations.heapSegment;
import static org.llsocket.vmerrors.DescriptorOperations.segment;
import static org.llsocket.vmerrors.DescriptorOperations.withByte;
import static org.llsocket.vmerrors.Operation.op;
import static org.llsocket.vmerrors.SocketOperations.none;
import static org.llsocket.vmerrors.SocketOperations.timedOut;
import static org.llsocket.vmerrors.SocketOperations.timesOut;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.List;
import org.llsocket.Descriptor;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;

/** Sending and receiving. */
final class TransferOperations {
  private static final Duration BRIEF = Duration.ofMillis(2);
  private static final Duration LONG = Duration.ofSeconds(20);

  /** Larger than what a thread keeps for copies. */
  private static final int LARGE = 150_000;

  static final List<Operation> ALL =
      List.of(
          op("send, heap", t -> send(t.pair().first(), heap(1))),
          op("send, direct", t -> send(t.pair().first(), direct(1))),
          op("send, heap segment", t -> send(t.pair().first(), heapSegment(1))),
          op("send, segment", t -> send(t.pair().first(), segment(1))),
          op("send, large", t -> send(t.pair().first(), heapSegment(LARGE))),
          op("send that waits", TransferOperations::sendWaits),
          op("sendto, heap", t -> sendto(t.udp(), heap(1))),
          op("sendto, direct", t -> sendto(t.udp(), direct(1))),
          op("sendto, segment", t -> sendto(t.udp(), segment(1))),
          op("recv, heap", t -> recv(withByte(t), heap(1))),
          op("recv, direct", t -> recv(withByte(t), direct(1))),
          op("recv, heap segment", t -> recv(withByte(t), heapSegment(1))),
          op("recv, segment", t -> recv(withByte(t), segment(1))),
          op("recv, large", t -> recv(withByte(t), heapSegment(LARGE))),
          op("recv that waits", t -> recv(timesOut(t.pair().first()), segment(1))),
          op(
              "recv with a timeout",
              t -> {
                Socket socket = withByte(t);
                MemorySegment target = segment(1);
                return none(() -> socket.recv(target, 0, LONG));
              }),
          op(
              "recv, timed out",
              t -> {
                Socket socket = t.pair().first();
                ByteBuffer target = heap(1);
                return timedOut(() -> socket.recv(target, 0, BRIEF));
              }),
          op("recvfrom, heap", t -> recvfrom(t, heap(1))),
          op("recvfrom, direct", t -> recvfrom(t, direct(1))),
          op("recvfrom, segment", t -> recvfrom(t, segment(1))),
          op("recvfrom with a timeout", t -> recvfrom(t, segment(1), LONG)),
          op("recvfrom, timed out", TransferOperations::recvfromTimesOut),
          op("recvfrom that waits", TransferOperations::recvfromWaits),
          op(
              "sendfile",
              t -> {
                Socket socket = t.pair().first();
                Descriptor file = t.with(Descriptor.openFile(FILE));
                return none(() -> socket.sendfile(file, 0, 100));
              }),
          op(
              "sendfile, its own position",
              t -> {
                Socket socket = t.pair().first();
                Descriptor file = t.with(Descriptor.openFile(FILE));
                return none(() -> socket.sendfile(file, 100));
              }),
          op(
              "sendfile(Path)",
              t -> {
                Socket socket = t.pair().first();
                return none(() -> socket.sendfile(FILE, 0, 100));
              }),
          op(
              "sendfile(FileChannel)",
              t -> {
                Socket socket = t.pair().first();
                FileChannel file = t.with(FileChannel.open(FILE));
                return none(() -> socket.sendfile(file, 0, 100));
              }));

  private TransferOperations() {}

  private static Trial.Call send(Socket socket, ByteBuffer buffer) {
    return none(() -> socket.send(buffer));
  }

  private static Trial.Call send(Socket socket, MemorySegment segment) {
    return none(() -> socket.send(segment));
  }

  /** Its queue takes no more, and it waits for two milliseconds. */
  private static Trial.Call sendWaits(Trial t) throws IOException {
    Socket socket = t.pair().first();
    MemorySegment bytes = heapSegment(4096);
    socket.nonblock(true);
    while (socket.send(bytes) != Socket.AGAIN) {
      Thread.onSpinWait();
    }
    socket.nonblock(false);
    return send(timesOut(socket), bytes);
  }

  private static Trial.Call sendto(Socket.Pair pair, ByteBuffer buffer) throws IOException {
    SockAddr to = pair.second().getsockname();
    return none(() -> pair.first().sendto(buffer, to));
  }

  private static Trial.Call sendto(Socket.Pair pair, MemorySegment segment) throws IOException {
    SockAddr to = pair.second().getsockname();
    return none(() -> pair.first().sendto(segment, to));
  }

  private static Trial.Call recv(Socket socket, ByteBuffer buffer) {
    return none(() -> socket.recv(buffer));
  }

  private static Trial.Call recv(Socket socket, MemorySegment segment) {
    return none(() -> socket.recv(segment));
  }

  private static Socket withDatagram(Trial t) throws IOException {
    Socket.Pair pair = t.udp();
    pair.second().send(heapSegment(1));
    return pair.first();
  }

  private static Trial.Call recvfrom(Trial t, ByteBuffer buffer) throws IOException {
    Socket socket = withDatagram(t);
    var from = new SockAddrBuffer();
    return none(() -> socket.recvfrom(buffer, from));
  }

  private static Trial.Call recvfrom(Trial t, MemorySegment segment) throws IOException {
    Socket socket = withDatagram(t);
    var from = new SockAddrBuffer();
    return none(() -> socket.recvfrom(segment, from));
  }

  private static Trial.Call recvfrom(Trial t, MemorySegment segment, Duration timeout)
      throws IOException {
    Socket socket = withDatagram(t);
    var from = new SockAddrBuffer();
    return none(() -> socket.recvfrom(segment, from, 0, timeout));
  }

  private static Trial.Call recvfromTimesOut(Trial t) throws IOException {
    Socket socket = t.udp().first();
    var from = new SockAddrBuffer();
    ByteBuffer target = direct(1);
    return timedOut(() -> socket.recvfrom(target, from, 0, BRIEF));
  }

  private static Trial.Call recvfromWaits(Trial t) throws IOException {
    Socket socket = timesOut(t.udp().first());
    var from = new SockAddrBuffer();
    MemorySegment target = segment(1);
    return none(() -> socket.recvfrom(target, from));
  }
}
