package org.llsocket.waiting;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
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
    return count + " threads woken, " + (more <= 2 ? "at most 2" : more) + " of the platform more";
  }

  private static int threads() {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
      return (int) tasks.count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
