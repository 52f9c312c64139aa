package org.llsocket.uring;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.llsocket.MSG;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.loop.Connection;
import org.llsocket.loop.Engine;
import org.llsocket.loop.Loop;
import org.llsocket.testing.Allocations;

/**
 * Prints how many bytes a round trip allocates once the JIT has compiled it: of operations of a
 * ring, or, with an engine as the argument, of an echo by a loop.
 */
public final class RingAllocationProgram {
  private RingAllocationProgram() {}

  public static void main(String[] args) throws IOException {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      long bytes = args.length == 0 ? ofRing(pair) : ofLoop(pair, Engine.valueOf(args[0]));
      System.out.println(bytes + " bytes");
    }
  }

  private static long ofRing(Socket.Pair pair) throws IOException {
    try (Ring ring = Ring.open(Rings.SMALL)) {
      RingFile from = ring.file(pair.first());
      RingBuffer out = ring.allocate(64);
      BufferRing in = ring.buffers(8, 64);
      int[] counts = new int[1];
      Ring.Handler<int[]> sent = (send, count) -> count[0] += send.check("send");
      Ring.Handler<int[]> received = (recv, count) -> count[0] += Math.max(recv.result(), 0);
      ring.recv(ring.register(pair.second()), in, 0, received, counts);
      return Allocations.bytesPerRound(() -> {
        counts[0] = 0;
        ring.send(from, out, 0, 64, MSG.WAITALL, sent, counts);
        while (counts[0] < 128) {
          ring.await();
        }
      });
    }
  }

  private static long ofLoop(Socket.Pair pair, Engine engine) throws IOException {
    try (Loop loop = Loop.open(engine)) {
      loop.add(pair.first(), Connection::send);
      ByteBuffer buffer = ByteBuffer.allocateDirect(64);
      return Allocations.bytesPerRound(() -> {
        pair.second().send(buffer.clear());
        buffer.clear();
        while (buffer.hasRemaining()) {
          loop.await(Duration.ZERO);
          pair.second().recv(buffer, MSG.DONTWAIT);
        }
      });
    }
  }
}
