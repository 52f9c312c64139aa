package org.llsocket.waiting;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.llsocket.SOCK;
import org.llsocket.Socket;

/**
 * Blocked calls are all that knows their sockets while the collector runs; then sockets are
 * forgotten without being closed.
 */
final class AbandonedProgram {
  private AbandonedProgram() {}

  /** Warnings are on the error output, which the test takes with the rest. */
  public static void main(String[] args) throws Exception {
    for (boolean virtual : new boolean[] {false, true}) {
      blockedCallsKeepTheirSockets(virtual);
    }
    int peers = forgotten(10);
    System.out.println(peers + " ended");
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

  /** The socket is known to the call and to nobody else. */
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
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos(); // a logger comes first
    while (!peers.stream().allMatch(AbandonedProgram::hasEnded)) {
      System.gc();
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain for the collector");
      }
    }
    if (!kept.isOpen()) { // which keeps it reachable until here
      throw new AssertionError("a socket that is reachable was closed");
    }
    kept.close();
    for (Socket peer : peers) {
      peer.close();
    }
    return peers.size();
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
