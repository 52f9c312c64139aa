package org.llsocket.internal.lifecycle;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Ends one call of one thread with EINTR, at a deadline or on demand, and leaves the descriptor as
 * it is. A signal that comes before the thread is in the kernel is lost, so it is sent again until
 * the call has ended.
 */
final class Nudge {
  private static final long AGAIN_NANOS = 1_000_000;

  private final long thread; // pthread_t
  private boolean fired; // guarded by this, like over
  private boolean over;
  private @Nullable Future<?> pending;

  Nudge(long thread) {
    this.thread = thread;
  }

  /** Nudges when {@code deadline} has passed. */
  void at(long deadline) {
    if (deadline != Deadline.NONE) {
      later(Math.max(0, Deadline.remaining(deadline)));
    }
  }

  private synchronized void later(long nanos) {
    pending = Timer.THREAD.schedule(this::now, nanos, NANOSECONDS);
  }

  /** Nudges, now and until {@link #end}. */
  synchronized void now() {
    if (!over) {
      fired = true;
      Wakeup.signal(thread);
      later(AGAIN_NANOS);
    }
  }

  synchronized boolean fired() {
    return fired;
  }

  /** The call has ended: no signal is sent from now on. */
  synchronized void end() {
    over = true;
    if (pending != null) {
      pending.cancel(false);
    }
  }

  /** The thread that waits for deadlines, made with the first of them. */
  private static final class Timer {
    static final ScheduledThreadPoolExecutor THREAD =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform()
                .daemon()
                .inheritInheritableThreadLocals(false)
                .name("llsocket-timer")
                .factory());

    static {
      THREAD.setRemoveOnCancelPolicy(true);
    }
  }
}
