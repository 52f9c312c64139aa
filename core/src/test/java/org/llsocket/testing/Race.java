package org.llsocket.testing;

import java.io.IOException;
import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A call that races with another thread, until the two have met often enough. */
public final class Race {
  private static final Duration GUARD = Blocked.DEADLINE;

  private Race() {}

  /** One round of the call. */
  public interface Round {
    void run() throws IOException;
  }

  /**
   * Repeats rounds until another thread has disturbed that many of them while they ran, however
   * long the two take to run at the same time. A round that reports the disturbance by a {@link
   * ConcurrentModificationException} is one of them; a disturbance that is refused is made again.
   *
   * @return how many rounds returned
   */
  public static long run(int disturbed, Runnable disturb, Round round) throws IOException {
    var over = new AtomicBoolean();
    var disturbances = new AtomicLong();
    Blocked<Long> disturber =
        Blocked.start(() -> {
          while (!over.get()) {
            disturb(disturb);
            disturbances.incrementAndGet();
          }
          return 0L;
        });
    long returned = 0;
    try {
      long end = System.nanoTime() + GUARD.toNanos();
      for (int met = 0; met < disturbed; ) {
        long before = disturbances.get();
        try {
          round.run();
          returned++;
        } catch (ConcurrentModificationException noticed) {
          Thread.onSpinWait();
        }
        met += disturbances.get() > before + 1 ? 1 : 0; // one that began and ended in the round
        if (System.nanoTime() > end) {
          throw new AssertionError(met + " of " + disturbed + " rounds were disturbed");
        }
      }
    } finally {
      over.set(true);
      disturber.get();
    }
    return returned;
  }

  private static void disturb(Runnable disturb) {
    try {
      disturb.run();
    } catch (IllegalArgumentException refused) {
      Thread.onSpinWait(); // the call has moved the limit below the position meanwhile
    }
  }
}
