package org.llsocket.vmerrors;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.testing.Blocked;

/** A thread that waits on an operand until that is closed. */
final class Reader {
  private static final long PATIENCE_NANOS = 1_000_000_000;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;

  private Reader(boolean virtual, Trial.Wait wait) {
    var kind = virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
    thread =
        kind.start(() -> {
          try {
            while (wait.again()) {
              Thread.onSpinWait();
            }
          } catch (IOException closed) {
            // as it should be
          } finally {
            ended.countDown();
          }
        });
  }

  /** Starts one on the trial's operand; null if no thread can wait on any. */
  static @Nullable Reader start(boolean virtual, Trial trial) {
    Descriptor on = trial.waitsOn();
    Trial.Wait wait = trial.waitCall();
    if (on == null || wait == null || !on.isOpen()) {
      return null;
    }
    int fd = on.fd();
    var reader = new Reader(virtual, wait);
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!reader.waits(fd) && System.nanoTime() < end) {
      LockSupport.parkNanos(20_000);
    }
    return reader;
  }

  private boolean waits(int fd) {
    return ended.getCount() == 0
        || (thread.isVirtual()
            ? thread.getState() == Thread.State.WAITING
            : Blocked.isInKernel(fd));
  }

  /** Whether it has ended, which it has to within half a minute. */
  boolean hasEnded() {
    try {
      return ended.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return thread.isVirtual() ? "a virtual thread" : "a platform thread";
  }
}
