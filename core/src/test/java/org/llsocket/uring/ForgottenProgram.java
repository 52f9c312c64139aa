package org.llsocket.uring;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.llsocket.MSG;
import org.llsocket.SOCK;
import org.llsocket.Socket;

/**
 * A ring with a receive in flight is forgotten, by a thread that goes on or by one that ends: the
 * socket that it used can then be closed, its memory is unmapped, and the ring is gone.
 */
public final class ForgottenProgram {
  private ForgottenProgram() {}

  public static void main(String[] args) throws Exception {
    Socket.Pair pair = Socket.pair(SOCK.STREAM);
    long before = count("anon_inode");
    if (args[0].equals("forgotten")) {
      forget(pair.first());
    } else {
      Thread thread = Thread.ofPlatform().start(() -> forgetUnchecked(pair.first()));
      thread.join();
    }
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (count("anon_inode") > before) {
      System.gc();
      if (System.nanoTime() > end) {
        throw new AssertionError("the ring is still open");
      }
    }
    pair.first().close();
    int n = pair.second().recv(ByteBuffer.allocate(1), 0, Duration.ofMinutes(1));
    if (n != Socket.EOF) {
      throw new AssertionError("received " + n);
    }
    String maps = Files.readString(Path.of("/proc/self/maps"));
    if (maps.contains("io_uring")) {
      throw new AssertionError(maps);
    }
    System.out.println("given back");
  }

  private static void forgetUnchecked(Socket socket) {
    try {
      forget(socket);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void forget(Socket socket) throws IOException {
    Ring ring = Ring.open();
    ring.recv(ring.file(socket), ring.buffers(4, 64), MSG.NOSIGNAL, (_, _) -> {}, ring);
    ring.await(Duration.ZERO);
  }

  private static long count(String what) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.filter(each -> target(each).contains(what)).count();
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closed) {
      return "";
    }
  }
}
