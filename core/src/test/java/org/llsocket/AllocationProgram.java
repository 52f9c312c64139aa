package org.llsocket;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;

/**
 * Prints how many bytes a round of the hot calls allocates once the JIT has compiled them. The
 * argument is the kind of memory: segment, direct, heap.
 */
final class AllocationProgram {
  private static final int WARM_UP = 60_000;
  private static final int ROUNDS = 20_000;

  private AllocationProgram() {}

  private interface Round {
    void run() throws IOException;
  }

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

  /** The least of several attempts, for the JVM may allocate in this thread now and then. */
  private static void measure(Round round) throws IOException {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    repeat(round, WARM_UP);
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 100 && least >= ROUNDS; attempt++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      repeat(round, ROUNDS);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    System.out.println(least / ROUNDS);
  }

  private static void repeat(Round round, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      round.run();
    }
  }
}
