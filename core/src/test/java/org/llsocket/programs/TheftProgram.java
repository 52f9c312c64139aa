package org.llsocket.programs;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.llsocket.MSG;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.testing.Blocked;

/**
 * Closes sockets that other threads receive from, and gives their numbers to others at once: counts
 * the bytes that were taken from those.
 */
public final class TheftProgram {
  private TheftProgram() {}

  /** The argument is the number of rounds. */
  public static void main(String[] args) throws IOException {
    System.out.println(thefts(Integer.parseInt(args[0])) + " thefts");
  }

  public static long thefts(int rounds) throws IOException {
    var current = new AtomicReference<@Nullable Socket>();
    var thefts = new AtomicLong();
    var stop = new AtomicBoolean();
    List<Blocked<Integer>> users = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      users.add(
          Blocked.start(() -> {
            while (!stop.get()) {
              if (receives(current.get())) {
                thefts.incrementAndGet();
              }
            }
            return 0;
          }));
    }
    for (int round = 0; round < rounds; round++) {
      Socket.Pair pair = Socket.pair(SOCK.DGRAM);
      current.set(pair.first());
      Thread.onSpinWait();
      pair.first().close();
      thefts.addAndGet(missing());
      pair.second().close();
    }
    stop.set(true);
    for (Blocked<Integer> user : users) {
      user.get();
    }
    return thefts.get();
  }

  private static boolean receives(@Nullable Socket socket) throws IOException {
    try {
      return socket != null && socket.recv(MemorySegment.ofArray(new byte[1]), MSG.DONTWAIT) == 1;
    } catch (ClosedChannelException expected) {
      return false;
    }
  }

  /** How many bytes do not arrive at sockets that have just got the freed number. */
  private static int missing() throws IOException {
    MemorySegment one = MemorySegment.ofArray(new byte[1]);
    int missing = 2;
    try (Socket.Pair victim = Socket.pair(SOCK.DGRAM)) {
      victim.first().send(one);
      victim.second().send(one);
      for (Socket each : new Socket[] {victim.first(), victim.second()}) {
        missing -= each.recv(one, MSG.DONTWAIT) == 1 ? 1 : 0;
      }
    }
    return missing;
  }
}
