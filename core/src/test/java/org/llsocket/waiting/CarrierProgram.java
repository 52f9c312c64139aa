package org.llsocket.waiting;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Waiter;

/** Virtual threads wait in every way and leave the only carrier to others. */
final class CarrierProgram {
  private CarrierProgram() {}

  /** The argument is how many threads are to wait in recv at the same time. */
  public static void main(String[] args) throws Exception {
    Path directory = Files.createTempDirectory("carrier");
    List<WaitKind.Setup> setups = new ArrayList<>();
    List<Waiter> waiters = new ArrayList<>();
    for (WaitKind kind : WaitKind.ALL) {
      WaitKind.Setup setup = kind.setup(directory);
      setups.add(setup);
      waiters.add(Waiter.start(true, setup.call()).untilWaiting(setup.fd()));
      String ran = Waiter.start(true, () -> "ran").end().what();
      if (!ran.equals("ran") || waiters.getLast().isDone()) {
        throw new AssertionError(kind + ": " + ran);
      }
    }
    for (int i = 0; i < setups.size(); i++) {
      setups.get(i).close();
      waiters.get(i).end();
    }
    System.out.println(waiters.size() + " kinds, " + manyThreads(Integer.parseInt(args[0])));
    try (Stream<Path> files = Files.list(directory)) {
      for (Path each : files.toList()) {
        Files.delete(each);
      }
    }
    Files.delete(directory);
  }

  /** Each on a socket of its own, of which a datagram takes no second one to be sent from. */
  private static String manyThreads(int count) throws IOException {
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Socket socket = Socket.open(AF.UNIX, SOCK.DGRAM);
      socket.bind(SockAddr.unnamed());
      sockets.add(socket);
    }
    int before = threads();
    List<Waiter> waiters = new ArrayList<>();
    for (Socket socket : sockets) {
      waiters.add(Waiter.start(true, () -> socket.recv(MemorySegment.ofArray(new byte[1]))));
    }
    Blocked.until(
        "all wait",
        () -> waiters.stream().allMatch(w -> w.thread().getState() == Thread.State.WAITING));
    int more = threads() - before;
    String idle = isIdle() ? "idle, " : "busy, ";
    try (Socket sender = Socket.open(AF.UNIX, SOCK.DGRAM)) {
      for (Socket socket : sockets) {
        sender.sendto(MemorySegment.ofArray(new byte[1]), socket.getsockname());
      }
    }
    for (Waiter waiter : waiters) {
      Object got = waiter.endWithin(Duration.ofMinutes(5)).returned();
      if (!got.equals(1)) {
        throw new AssertionError(got);
      }
    }
    for (Socket socket : sockets) {
      socket.close();
    }
    return count
        + " threads "
        + idle
        + "woken, "
        + (more <= 2 ? "at most 2" : more)
        + " of the platform more";
  }

  /**
   * Whether this process uses less than a hundredth of a processor: in the quietest of several
   * seconds, because the JVM compiles and cleans up at first.
   */
  private static boolean isIdle() throws IOException {
    var process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long limit = Duration.ofMillis(10).toNanos();
    long least = Long.MAX_VALUE;
    try (Socket silent = Socket.open(AF.UNIX, SOCK.DGRAM)) {
      silent.bind(SockAddr.unnamed());
      for (int i = 0; i < 30 && least > limit; i++) {
        long before = process.getProcessCpuTime();
        if (silent.awaitReadable(Duration.ofSeconds(1))) {
          throw new AssertionError("readable");
        }
        least = Math.min(least, process.getProcessCpuTime() - before);
      }
    }
    return least <= limit;
  }

  private static int threads() {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
      return (int) tasks.count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
