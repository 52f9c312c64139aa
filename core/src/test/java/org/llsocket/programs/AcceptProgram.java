package org.llsocket.programs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.llsocket.AF;
import org.llsocket.Descriptor;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.internal.lifecycle.BlockingExecutor;
import org.llsocket.testing.Loopback;

/**
 * Virtual threads accept and connect on the only carrier: alone, then beside platform threads, then
 * beside another process that has the listener too. Each connection gets one byte, which says who
 * has accepted it. The argument is a path for the socket that hands the listener over; with a
 * second argument this is the other process.
 */
public final class AcceptProgram {
  private static final int ACCEPTORS = 20;
  private static final int CLIENTS = 10;
  private static final int CONNECTIONS = 30; // of each client
  private static final long LIMIT_SECONDS = 60;

  private static final int VIRTUAL = 0;
  private static final int PLATFORM = 1;
  private static final int OTHER = 2;

  private final Socket listener;
  private final AtomicIntegerArray served = new AtomicIntegerArray(3); // bytes, by who sent them
  private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
  private final List<Thread> acceptors = new ArrayList<>();

  private AcceptProgram(Socket listener) {
    this.listener = listener;
  }

  public static void main(String[] args) throws Exception {
    Path path = Path.of(args[0]);
    if (args.length > 1) {
      acceptInAnotherProcess(path);
      return;
    }
    try (Socket listener = Loopback.listener(AF.INET)) {
      new AcceptProgram(listener).alone();
    }
    try (Socket listener = Loopback.listener(AF.INET)) {
      new AcceptProgram(listener).besideOthers(path);
    }
  }

  private void alone() throws Exception {
    start(Thread.ofVirtual(), ACCEPTORS, VIRTUAL);
    connectAll();
    inVirtualThread(this::connectDatagrams);
    inVirtualThread(() -> {
      String first = BlockingExecutor.onPlatformThread(() -> Thread.currentThread().getName());
      System.out.println("alone: the first call of a platform thread is of " + first);
    });
    end();
  }

  private void besideOthers(Path path) throws Exception {
    start(Thread.ofVirtual(), ACCEPTORS, VIRTUAL);
    start(Thread.ofPlatform().daemon(), 2, PLATFORM);
    int rounds = connectUntilServedBy(VIRTUAL, PLATFORM);
    check(rounds);
    System.out.println("beside platform threads: all served");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    try (Socket meeting = Loopback.listener(SOCK.STREAM, path, 1)) {
      List<String> command =
          List.of(
              java,
              "--enable-native-access=ALL-UNNAMED",
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("java.class.path"),
              AcceptProgram.class.getName(),
              path.toString(),
              "other");
      Process other = new ProcessBuilder(command).inheritIO().start();
      try (Socket to = Objects.requireNonNull(meeting.accept())) {
        to.sendfd(listener);
        check(rounds + connectUntilServedBy(OTHER));
      }
      if (!other.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || other.exitValue() != 0) {
        throw new AssertionError("the other process has not ended well: " + other);
      }
    }
    System.out.println("beside another process: all served");
    end();
  }

  /** Accepts until the process that sent the listener closes the connection. */
  private static void acceptInAnotherProcess(Path path) throws Exception {
    try (Socket from = Socket.open(AF.UNIX, SOCK.STREAM)) {
      from.connect(SockAddr.unix(path));
      Descriptor received = Objects.requireNonNull(from.recvfd());
      try (Socket listener = Socket.adopt(received.detach())) {
        var program = new AcceptProgram(listener);
        program.start(Thread.ofPlatform().daemon(), 2, OTHER);
        int _ = from.recv(ByteBuffer.allocate(1));
        program.end();
      }
    }
  }

  private void start(Thread.Builder kind, int count, int who) {
    for (int i = 0; i < count; i++) {
      acceptors.add(kind.start(() -> accept(who)));
    }
  }

  private void accept(int who) {
    try {
      while (true) {
        try (Socket peer = Objects.requireNonNull(listener.accept())) {
          int _ = peer.send(ByteBuffer.wrap(new byte[] {(byte) who}));
        }
      }
    } catch (AsynchronousCloseException ended) {
      // as it should
    } catch (ClosedChannelException ended) {
      // between two calls
    } catch (Throwable t) {
      failures.add(t);
    }
  }

  private int connectUntilServedBy(int... kinds) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    int rounds = 0;
    boolean all;
    do {
      connectAll();
      rounds++;
      all = true;
      for (int kind : kinds) {
        all &= served.get(kind) > 0;
      }
    } while (!all && System.nanoTime() < end);
    if (!all) {
      throw new AssertionError("not all have accepted a connection: " + served);
    }
    return rounds;
  }

  /** Connects from virtual threads, and waits until each has got its byte and the end. */
  private void connectAll() throws InterruptedException {
    var done = new CountDownLatch(CLIENTS);
    var left = new AtomicInteger(CLIENTS * CONNECTIONS);
    for (int i = 0; i < CLIENTS; i++) {
      Thread.startVirtualThread(() -> {
        try {
          for (int n = 0; n < CONNECTIONS; n++) {
            connect();
            left.decrementAndGet();
          }
        } catch (Throwable t) {
          failures.add(t);
        }
        done.countDown();
      });
    }
    if (!done.await(LIMIT_SECONDS, TimeUnit.SECONDS) || left.get() > 0) {
      throw new AssertionError(left + " connections left; " + failures);
    }
  }

  private void connect() throws IOException {
    ByteBuffer got = ByteBuffer.allocate(2);
    try (Socket client = Socket.open(AF.INET, SOCK.STREAM)) {
      if (client.connect(listener.getsockname()) != 0) {
        throw new AssertionError("connect did not wait");
      }
      if (client.recv(got) != 1 || client.recv(got) != Socket.EOF) {
        throw new AssertionError("not one byte");
      }
    }
    served.incrementAndGet(got.get(0));
  }

  private void connectDatagrams() throws IOException {
    try (Socket socket = Socket.open(AF.INET, SOCK.DGRAM)) {
      socket.connect(listener.getsockname());
      socket.disconnect();
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private void inVirtualThread(Work work) throws InterruptedException {
    Thread.startVirtualThread(
            () -> {
              try {
                work.run();
              } catch (Throwable t) {
                failures.add(t);
              }
            })
        .join();
  }

  private void check(int rounds) {
    int sum = 0;
    for (int i = 0; i < served.length(); i++) {
      sum += served.get(i);
    }
    if (sum != rounds * CLIENTS * CONNECTIONS || !failures.isEmpty()) {
      throw new AssertionError(sum + " served in " + rounds + " rounds; " + failures);
    }
  }

  private void end() throws Exception {
    listener.close();
    for (Thread each : acceptors) {
      if (!each.join(Duration.ofSeconds(LIMIT_SECONDS))) {
        throw new AssertionError(each + " still accepts");
      }
    }
    if (!failures.isEmpty()) {
      throw new AssertionError(failures.toString(), failures.getFirst());
    }
  }
}
