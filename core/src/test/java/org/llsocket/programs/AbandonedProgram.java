package org.llsocket.programs;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.llsocket.Descriptor;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.poll.Epoll;
import org.llsocket.testing.Waiter;

/**
 * Blocked calls are all that knows their sockets while the collector runs; then sockets are
 * forgotten without being closed.
 */
public final class AbandonedProgram {
  private AbandonedProgram() {}

  /** Warnings are on the error output, which the test takes with the rest. */
  public static void main(String[] args) throws Exception {
    reportOfTheOnlyOne();
    for (boolean virtual : new boolean[] {false, true}) {
      blockedCallsKeepTheirSockets(virtual);
    }
    forgottenEpolls(10);
    int peers = forgotten(10);
    forgotten(1); // one thread closes and reports, one after the other: the reports before are out
    System.out.println(peers + " ended");
  }

  /** What a logger does in a thread that is interrupted fails: it closes its channels. */
  private static void reportOfTheOnlyOne() throws IOException {
    var interrupted = new CompletableFuture<Boolean>();
    PrintStream output = System.err;
    System.setErr(new PrintStream(new Observed(output, interrupted), true));
    Descriptor.openFile(Path.of("/dev/null"));
    collectUntil(interrupted::isDone);
    System.setErr(output);
    System.out.println("the report was " + (interrupted.join() ? "" : "not ") + "interrupted");
  }

  /** Notes whether the thread that writes is interrupted. */
  private static final class Observed extends FilterOutputStream {
    private final CompletableFuture<Boolean> interrupted;

    Observed(OutputStream to, CompletableFuture<Boolean> interrupted) {
      super(to);
      this.interrupted = interrupted;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      interrupted.complete(Thread.currentThread().isInterrupted());
      super.write(bytes, offset, length);
    }
  }

  private static void blockedCallsKeepTheirSockets(boolean virtual) throws IOException {
    List<Socket> peers = new ArrayList<>();
    List<Waiter> waiters = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      waiters.add(blocked(virtual, peers));
    }
    for (int i = 0; i < 20; i++) {
      System.gc();
    }
    for (int i = 0; i < 20; i++) {
      if (waiters.get(i).isDone()) {
        throw new AssertionError("collected: " + waiters.get(i).end());
      }
      peers.get(i).send(MemorySegment.ofArray(new byte[1]));
      if (!Integer.valueOf(1).equals(waiters.get(i).end().value())) {
        throw new AssertionError(waiters.get(i).end().toString());
      }
      peers.get(i).close();
    }
  }

  /** Only the call references the socket. */
  private static Waiter blocked(boolean virtual, List<Socket> peers) throws IOException {
    Socket.Pair pair = Socket.pair(SOCK.STREAM);
    peers.add(pair.second());
    var once = new Object[] {pair.first()};
    return Waiter.start(
        virtual,
        () -> {
          var socket = (Socket) once[0];
          once[0] = "";
          return socket.recv(MemorySegment.ofArray(new byte[1]));
        });
  }

  /** How many peers of forgotten sockets see the end of the stream. */
  private static int forgotten(int count) throws IOException {
    List<Socket> peers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      peers.add(forget());
    }
    Socket kept = Socket.pair(SOCK.STREAM).first();
    collectUntil(() -> peers.stream().allMatch(AbandonedProgram::hasEnded));
    if (!kept.isOpen()) { // which keeps it reachable until here
      throw new AssertionError("a socket that is reachable was closed");
    }
    kept.close();
    for (Socket peer : peers) {
      peer.close();
    }
    return peers.size();
  }

  /** What an epoll watches goes with it; what is still known watches on. */
  private static void forgottenEpolls(int count) throws IOException {
    try (Socket.Pair known = Socket.pair(SOCK.STREAM)) {
      List<Socket> peers = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        peers.add(forgetEpoll(known.first()));
      }
      collectUntil(() -> peers.stream().allMatch(AbandonedProgram::hasEnded));
      collectUntil(() -> epolls() == 0);
      try (Epoll<String> epoll = Epoll.open()) {
        epoll.add(known.first(), Epoll.OUT, "known");
        if (epoll.await((descriptor, events, who) -> {}) != 1) {
          throw new AssertionError("no event");
        }
      }
      for (Socket peer : peers) {
        peer.close();
      }
    }
  }

  private static Socket forgetEpoll(Socket known) throws IOException {
    Socket.Pair pair = Socket.pair(SOCK.STREAM);
    Epoll<Object> epoll = Epoll.open();
    epoll.add(pair.second(), Epoll.IN, epoll);
    epoll.add(known, Epoll.IN, pair);
    Epoll.open(); // that watches nothing
    return pair.first().dup();
  }

  private static long epolls() {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.filter(AbandonedProgram::isEpoll).count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isEpoll(Path link) {
    try {
      return Files.readSymbolicLink(link).toString().contains("eventpoll");
    } catch (IOException closed) {
      return false;
    }
  }

  private static void collectUntil(BooleanSupplier over) {
    long end = System.nanoTime() + Duration.ofMinutes(9).toNanos(); // only a guard
    while (!over.getAsBoolean()) {
      System.gc();
      if (System.nanoTime() > end) {
        throw new AssertionError("the collector has not closed everything in 9 minutes");
      }
    }
  }

  private static Socket forget() throws IOException {
    return Socket.pair(SOCK.STREAM).second();
  }

  private static boolean hasEnded(Socket peer) {
    try {
      return peer.awaitReadable(Duration.ZERO);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
