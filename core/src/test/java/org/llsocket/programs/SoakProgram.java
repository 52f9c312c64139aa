package org.llsocket.programs;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.testing.Loopback;
import org.llsocket.testing.Waiter;

/**
 * Connections come and go on both kinds of threads, and some are closed in the middle of a call.
 * Prints descriptors and memory as it goes, which have to stay; run by hand.
 */
public final class SoakProgram {
  private static final AtomicLong CONNECTIONS = new AtomicLong();

  private SoakProgram() {}

  /** The argument is how many seconds. */
  public static void main(String[] args) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(Integer.parseInt(args[0])).toNanos();
    List<Waiter> all = new ArrayList<>();
    List<Socket> listeners = new ArrayList<>();
    for (boolean virtual : new boolean[] {false, true, true}) {
      Socket listener = Loopback.listener(AF.INET);
      listeners.add(listener);
      SockAddr address = listener.getsockname();
      all.add(Waiter.start(virtual, () -> serve(listener, virtual)));
      for (int i = 0; i < 4; i++) {
        all.add(Waiter.start(virtual, () -> connectAndClose(address, end)));
      }
    }
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofSeconds(10).toNanos());
      report();
    }
    for (Socket listener : listeners) {
      listener.close();
    }
    for (Waiter each : all) {
      each.endWithin(Duration.ofSeconds(10));
    }
    System.gc();
    report();
  }

  private static Object serve(Socket listener, boolean virtual) throws IOException {
    while (true) {
      Socket peer = Loopback.accept(listener);
      Waiter.start(
          virtual,
          () -> {
            try (peer) {
              MemorySegment buffer = MemorySegment.ofArray(new byte[100]);
              for (int n = peer.recv(buffer); n > 0; n = peer.recv(buffer)) {
                peer.send(buffer.asSlice(0, n));
              }
            }
            return 0;
          });
    }
  }

  private static Object connectAndClose(SockAddr address, long end) throws IOException {
    MemorySegment buffer = MemorySegment.ofArray(new byte[50]);
    while (System.nanoTime() < end) {
      Socket client = Socket.open(AF.INET, SOCK.STREAM);
      client.connect(address);
      client.send(buffer);
      client.recv(buffer);
      if (CONNECTIONS.incrementAndGet() % 3 == 0) {
        boolean virtual = Thread.currentThread().isVirtual();
        Waiter reader = Waiter.start(virtual, () -> client.recv(buffer));
        client.close();
        reader.end();
      } else {
        Loopback.reset(client); // leaves no TIME_WAIT, of which ports run out
      }
    }
    return 0;
  }

  private static void report() throws IOException {
    String memory =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmRSS") || line.startsWith("Threads"))
            .map(line -> line.replaceAll("\\s+", " "))
            .reduce("", (a, b) -> a + ", " + b);
    try (Stream<Path> numbers = Files.list(Path.of("/proc/self/fd"))) {
      System.out.println(
          CONNECTIONS + " connections, " + numbers.count() + " descriptors" + memory);
    }
  }
}
