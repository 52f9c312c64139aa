package org.llsocket.uring;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import org.llsocket.ErrnoException;
import org.llsocket.MSG;
import org.llsocket.SOCK;
import org.llsocket.Socket;

/**
 * What a ring does while system calls fail, as strace has them do. {@code open}: prints why no ring
 * can be opened, and how many descriptors that has left; {@code moves}: moves bytes all the same.
 */
public final class RingErrorsProgram {
  private static final int ROUNDS = 200;

  private RingErrorsProgram() {}

  public static void main(String[] args) throws IOException {
    Socket.pair(SOCK.STREAM).close(); // loads the library
    if (args[0].equals("open")) {
      open();
    } else {
      move();
    }
  }

  private static void open() throws IOException {
    int before = descriptors();
    try {
      Ring ring = Ring.open(RingSetup.DEFAULT.withEntries(16));
      System.out.println("opened with " + ring.setup().files() + " files");
      ring.close();
    } catch (ErrnoException e) {
      System.out.println(e.call() + " " + e.errno());
    }
    int left = descriptors() - before; // one is the pre-close file
    System.out.println(left <= 1 ? "nothing is left" : left + " descriptors are left");
  }

  private static int descriptors() {
    return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
  }

  private static void move() throws IOException {
    int[] received = new int[1];
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
        Ring ring = Ring.open(Rings.SMALL)) {
      RingFile file = ring.file(pair.first());
      RingBuffer buffer = ring.allocate(8);
      Ring.Handler<Object> handler =
          (recv, _) -> {
            if (recv.result() > 0) {
              received[0] += recv.result();
              RingBuffer from = Objects.requireNonNull(recv.buffer());
              ring.send(file, from, 0, recv.result(), MSG.WAITALL, (_, _) -> {}, null);
            }
          };
      ring.recv(file, ring.buffers(4, 8), 0, handler, "");
      ByteBuffer data = ByteBuffer.allocate(8);
      for (int i = 0; i < ROUNDS; i++) {
        pair.second().send(data.clear());
        data.clear();
        while (data.hasRemaining()) {
          ring.await(Duration.ofSeconds(1));
          pair.second().recv(data, MSG.DONTWAIT);
        }
      }
      if (buffer.isInUse() || received[0] != 8 * ROUNDS) {
        throw new AssertionError("received " + received[0]);
      }
    }
    System.out.println("moved all");
  }
}
