package org.llsocket;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.llsocket.testing.Allocations;

/**
 * Prints how many bytes a round of the hot calls allocates once the JIT has compiled them. The
 * argument is the kind of memory: segment, direct, heap.
 */
final class AllocationProgram {
  private AllocationProgram() {}

  public static void main(String[] args) throws IOException {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
        Socket.Pair empty = Socket.pair(SOCK.STREAM.nonblock());
        Socket udp = Socket.open(AF.INET, SOCK.DGRAM)) {
      udp.bind(SockAddr.inet("127.0.0.1", 0));
      if (args[0].equals("segment")) {
        segments(pair, empty, udp, Arena.global().allocate(64));
      } else {
        boolean direct = args[0].equals("direct");
        buffers(pair, empty, udp, direct ? ByteBuffer.allocateDirect(64) : ByteBuffer.allocate(64));
      }
    }
  }

  private static void segments(
      Socket.Pair pair, Socket.Pair empty, Socket udp, MemorySegment segment) throws IOException {
    SockAddr self = udp.getsockname();
    var from = new SockAddr();
    measure(() -> {
      pair.first().send(segment);
      pair.second().recv(segment);
      udp.sendto(segment, self);
      udp.recvfrom(segment, from);
      empty.first().recv(segment);
    });
  }

  private static void buffers(Socket.Pair pair, Socket.Pair empty, Socket udp, ByteBuffer buffer)
      throws IOException {
    SockAddr self = udp.getsockname();
    var from = new SockAddr();
    measure(() -> {
      pair.first().send(buffer.clear());
      pair.second().recv(buffer.clear());
      udp.sendto(buffer.clear(), self);
      udp.recvfrom(buffer.clear(), from);
      empty.first().recv(buffer.clear());
    });
  }

  private static void measure(Allocations.Round round) throws IOException {
    System.out.println(Allocations.bytesPerRound(round));
  }
}
