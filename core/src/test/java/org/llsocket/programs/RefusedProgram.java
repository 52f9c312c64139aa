package org.llsocket.programs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.llsocket.Descriptor;
import org.llsocket.Pipe;
import org.llsocket.SOCK;
import org.llsocket.Socket;

/**
 * A virtual thread writes more than fits, another reads it, both on the only carrier: on a pipe and
 * on a Unix stream. Prints how much went through each.
 */
public final class RefusedProgram {
  private static final int SIZE = 1 << 20;

  private RefusedProgram() {}

  public static void main(String[] arguments) throws Exception {
    try (Pipe pipe = Pipe.open();
        Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      System.out.println("pipe " + through(pipe.writer(), pipe.reader()));
      System.out.println("stream " + through(pair.first(), pair.second()));
    }
  }

  private interface Call {
    long of(ByteBuffer buffer) throws IOException;
  }

  private static long through(Descriptor out, Descriptor in) {
    CompletableFuture<Long> written = all(buffer -> out.write(buffer));
    CompletableFuture<Long> read = all(buffer -> in.read(buffer));
    return Math.min(written.join(), read.join());
  }

  private static CompletableFuture<Long> all(Call call) {
    CompletableFuture<Long> moved = new CompletableFuture<>();
    Thread.startVirtualThread(() -> {
      try {
        var buffer = ByteBuffer.allocateDirect(SIZE);
        while (buffer.hasRemaining()) {
          call.of(buffer);
        }
        moved.complete((long) buffer.position());
      } catch (IOException e) {
        moved.completeExceptionally(e);
      }
    });
    return moved;
  }
}
