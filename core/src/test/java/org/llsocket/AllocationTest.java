package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** The hot calls allocate nothing once the JIT has compiled them. */
class AllocationTest {
  private static final int WARM_UP = 60_000;
  private static final int ROUNDS = 20_000;

  private interface Round {
    void run() throws IOException;
  }

  @Test
  void sendAndRecv_nativeMemory_allocateNothing() throws IOException {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
        Arena arena = Arena.ofConfined()) {
      MemorySegment segment = arena.allocate(64);
      ByteBuffer direct = ByteBuffer.allocateDirect(64);
      assertAllocatesNothing(() -> {
        pair.first().send(segment);
        pair.second().recv(segment);
        pair.first().send(direct.clear());
        pair.second().recv(direct.clear());
      });
    }
  }

  @Test
  void sendtoAndRecvfrom_reusedAddress_allocateNothing() throws IOException {
    try (Socket socket = Socket.open(AF.INET, SOCK.DGRAM);
        Arena arena = Arena.ofConfined()) {
      socket.bind(SockAddr.inet("127.0.0.1", 0));
      SockAddr self = socket.getsockname();
      var from = new SockAddr();
      MemorySegment segment = arena.allocate(64);
      ByteBuffer direct = ByteBuffer.allocateDirect(64);
      assertAllocatesNothing(() -> {
        socket.sendto(segment, self);
        socket.recvfrom(segment, from);
        socket.sendto(direct.clear(), self);
        socket.recvfrom(direct.clear(), from);
      });
      assertThat(from).isEqualTo(self);
    }
  }

  @Test
  void recv_nothingThere_allocatesNothing() throws IOException {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM.nonblock())) {
      ByteBuffer direct = ByteBuffer.allocateDirect(64);
      assertAllocatesNothing(() -> assertAgain(pair.first().recv(direct)));
    }
  }

  private static void assertAgain(int n) {
    if (n != Socket.AGAIN) {
      throw new AssertionError("recv returned " + n);
    }
  }

  /** Less than a byte a round: the JIT and the harness may allocate in this thread now and then. */
  private static void assertAllocatesNothing(Round round) throws IOException {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    repeat(round, WARM_UP);
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 10 && least >= ROUNDS; attempt++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      repeat(round, ROUNDS);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).as("bytes in " + ROUNDS + " rounds").isLessThan(ROUNDS);
  }

  private static void repeat(Round round, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      round.run();
    }
  }
}
