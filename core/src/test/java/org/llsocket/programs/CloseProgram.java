package org.llsocket.programs;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.testing.Waiter;

/** Threads close the same sockets at the same time, while others are blocked in calls on them. */
public final class CloseProgram {
  private CloseProgram() {}

  /** The argument is how many pairs; each call of {@code socketpair(2)} but the JDK's is one. */
  public static void main(String[] args) throws Exception {
    for (int i = 0; i < Integer.parseInt(args[0]); i++) {
      closedByMany(i % 2 == 1);
    }
    System.out.println("closed");
  }

  private static void closedByMany(boolean virtual) throws Exception {
    Socket.Pair pair = Socket.pair(SOCK.STREAM);
    List<Waiter> users = new ArrayList<>();
    for (Socket each : List.of(pair.first(), pair.second())) {
      for (int i = 0; i < 2; i++) {
        users.add(Waiter.start(virtual, () -> each.recv(MemorySegment.ofArray(new byte[1]))));
        users.getLast().untilWaiting(each.fd());
      }
    }
    var start = new CountDownLatch(1);
    List<Waiter> closers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      closers.add(Waiter.start(i % 2 == 0, () -> closeBoth(pair, start)));
    }
    start.countDown();
    for (Waiter closer : closers) {
      String _ = closer.end().returned().toString();
    }
    for (Waiter user : users) {
      if (user.end().thrown() == null) { // the other end may have been closed first
        continue;
      }
      if (!(user.end().thrown() instanceof IOException)) {
        throw new AssertionError(user.end().toString());
      }
    }
  }

  private static String closeBoth(Socket.Pair pair, CountDownLatch start) throws Exception {
    start.await();
    pair.close();
    pair.close();
    return "closed";
  }
}
