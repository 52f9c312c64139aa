package org.llsocket.programs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.llsocket.AF;
import org.llsocket.ErrnoException;
import org.llsocket.SHUT;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.loop.Connection;
import org.llsocket.loop.Engine;
import org.llsocket.loop.Loop;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Loopback;
import org.llsocket.testing.Waiter;
import org.llsocket.uring.Ring;

/**
 * Connections to loops come and go, in every way that a connection can end, and all data is
 * verified. Prints descriptors and memory as it goes, which have to stay. The argument is how many
 * seconds.
 */
public final class LoopSoakProgram {
  private static final int CLIENTS = 6;
  private static final int LARGEST = 300_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AtomicLong connections = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final ConcurrentLinkedQueue<Connection> accepted = new ConcurrentLinkedQueue<>();
  private final long end;

  private LoopSoakProgram(long seconds) {
    end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
  }

  public static void main(String[] args) throws Exception {
    long seconds = Long.parseLong(args[0]);
    new LoopSoakProgram(1).run(false); // what is loaded and opened once
    long before = descriptors();
    new LoopSoakProgram(seconds).run(true);
    System.gc();
    long limit = System.nanoTime() + Blocked.DEADLINE.toNanos();
    while (descriptors() > before && System.nanoTime() < limit) {
      Thread.onSpinWait(); // the library's own threads end soon after their last work
    }
    long after = descriptors();
    String maps = Files.readString(Path.of("/proc/self/maps"));
    if (after > before || maps.contains("io_uring")) {
      throw new AssertionError(before + " descriptors before, " + after + " after; " + maps);
    }
    System.out.println("all data was right, and everything was given back");
  }

  private void run(boolean reports) throws Exception {
    List<Socket> listeners = new ArrayList<>();
    List<Loop> loops = new ArrayList<>();
    List<Waiter> servers = new ArrayList<>();
    List<Waiter> clients = new ArrayList<>();
    for (Engine engine : Engine.values()) {
      if (engine == Engine.RING && !Ring.support().available()) {
        continue;
      }
      Socket listener = Loopback.listener(AF.INET);
      listeners.add(listener);
      var opened = new CompletableFuture<Loop>();
      servers.add(
          Waiter.start(
              false,
              () -> {
                opened.complete(Loop.open(engine));
                return serve(opened.join(), listener);
              }));
      loops.add(opened.join());
      SockAddr address = listener.getsockname();
      for (int i = 0; i < CLIENTS; i++) {
        int seed = i;
        clients.add(Waiter.start(i % 2 == 0, () -> converse(address, new Random(seed))));
      }
    }
    Waiter closer = Waiter.start(false, this::closeSome);
    long begin = System.nanoTime();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(Math.min(Duration.ofSeconds(10).toNanos(), end - System.nanoTime()));
      if (reports) {
        report(begin);
      }
    }
    clients.add(closer);
    end(clients);
    for (Loop loop : loops) {
      loop.close();
    }
    end(servers);
    for (Socket listener : listeners) {
      listener.close();
    }
  }

  private static void end(List<Waiter> waiters) {
    for (Waiter each : waiters) {
      Waiter.End how = each.endWithin(PATIENCE);
      if (how.thrown() != null) {
        throw new AssertionError(how.toString(), how.thrown());
      }
    }
  }

  private Object serve(Loop loop, Socket listener) throws IOException {
    loop.listen(
        listener,
        connection -> {
          if (connections.get() % 7 == 0) {
            accepted.add(connection);
          }
          return Connection::send;
        });
    try {
      while (loop.isOpen()) {
        loop.await();
      }
    } catch (ClosedChannelException closed) {
      return 0;
    }
    return 0;
  }

  /** Closes connections from a thread that is not the loop's. */
  private Object closeSome() throws IOException {
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
      Connection connection = accepted.poll();
      if (connection != null && connections.get() % 2 == 0) {
        connection.close();
      } else if (connection != null) {
        connection.abort();
      }
    }
    return 0;
  }

  private Object converse(SockAddr address, Random random) throws IOException {
    byte[] data = new byte[LARGEST];
    ByteBuffer answer = ByteBuffer.allocate(LARGEST);
    while (System.nanoTime() < end) {
      random.nextBytes(data);
      Socket client = Socket.open(AF.INET, SOCK.STREAM);
      try {
        client.connect(address);
        int rounds = random.nextInt(4);
        for (int i = 0; i < rounds; i++) {
          int length = 1 + random.nextInt(random.nextInt(20) == 0 ? LARGEST : 2000);
          echo(client, data, length, answer);
        }
        endSomehow(client, random, data);
      } catch (ErrnoException | EndedException closedByTheServer) {
        client.close();
      }
      connections.incrementAndGet();
    }
    return 0;
  }

  /** The server has closed the connection in the middle, which it may. */
  private static final class EndedException extends IOException {
    private static final long serialVersionUID = 1;
  }

  /** Sends in pieces, so that neither side fills the other's buffers for good. */
  private void echo(Socket client, byte[] data, int length, ByteBuffer answer) throws IOException {
    int piece = 60_000;
    for (int at = 0; at < length; at += piece) {
      int n = Math.min(piece, length - at);
      ByteBuffer left = ByteBuffer.wrap(data, at, n);
      while (left.hasRemaining()) {
        client.send(left);
      }
      answer.clear().limit(n);
      while (answer.hasRemaining()) {
        if (client.recv(answer, 0, PATIENCE) == Socket.EOF) {
          throw new EndedException();
        }
      }
      if (!answer.flip().equals(ByteBuffer.wrap(data, at, n))) {
        throw new AssertionError("wrong data at " + at + " of " + length);
      }
      bytes.addAndGet(n);
    }
  }

  private void endSomehow(Socket client, Random random, byte[] data) throws IOException {
    switch (random.nextInt(4)) {
      case 0 -> client.close();
      case 1 -> Loopback.reset(client);
      case 2 -> { // with an answer under way
        client.send(ByteBuffer.wrap(data, 0, 5000));
        Loopback.reset(client);
      }
      default -> {
        client.shutdown(SHUT.WR);
        if (client.recv(ByteBuffer.allocate(1), 0, PATIENCE) != Socket.EOF) {
          throw new AssertionError("data after the end");
        }
        client.close();
      }
    }
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> numbers = Files.list(Path.of("/proc/self/fd"))) {
      return numbers.count();
    }
  }

  private void report(long begin) throws IOException {
    String memory =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmRSS") || line.startsWith("Threads"))
            .map(line -> line.replaceAll("\\s+", " "))
            .reduce("", (a, b) -> a + ", " + b);
    long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
    System.out.printf(
        "%d s: %d connections, %d MB, %d descriptors%s%n",
        seconds, connections.get(), bytes.get() >> 20, descriptors(), memory);
  }
}
