package org.llsocket.internal.lifecycle;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Ends waits in the kernel: those whose deadline has passed, those that are requested to end, and
 * the calls that a close has found in flight. A signal that arrives before its thread is in the
 * kernel has no effect, so it is repeated until the call has ended.
 *
 * <p>One thread does this. It examines the frames of all threads, so nothing is queued and a pass
 * needs no memory. The thread is started when it is needed and ends soon after its last work.
 */
final class Waker implements Runnable {
  private static final long AGAIN_NANOS = 1_000_000;
  private static final long LONGEST_PAUSE_NANOS = 100_000_000;
  private static final long IDLE_NANOS = 200_000_000;

  private static @Nullable Thread thread; // guarded by the class's lock
  private static @Nullable OwnedFd closing; // a list; guarded by the class's lock

  private static boolean called; // since the last pass began; guarded by the class's lock
  private static volatile long next = Deadline.NONE; // pass; NONE during one and without the thread
  private static final Thread.Builder THREADS = Threads.platform("llsocket-waker");

  // Of the thread itself.
  private long now;
  private long soonest;

  private Waker() {}

  /** Loads this class before the first wait: a close may need it when no descriptor is left. */
  static void prepare() {}

  /** A wait is to be ended at {@code deadline}. */
  static void watch(long deadline) {
    if (deadline < next) {
      wake();
    }
  }

  /** Ends the calls that use {@code fd}, which is closing; the last one closes it. */
  static void end(OwnedFd fd) {
    synchronized (Waker.class) {
      if (fd.passes == 0) {
        fd.passes = 1;
        fd.nextEnding = closing;
        closing = fd;
      }
    }
    wake();
  }

  private static void wake() {
    LockSupport.unpark(called());
  }

  private static synchronized Thread called() {
    called = true;
    Thread runs = thread;
    if (runs == null) {
      runs = THREADS.start(new Waker());
      thread = runs;
    }
    return runs;
  }

  @Override
  public void run() {
    long idleSince = System.nanoTime();
    boolean runs = true;
    while (runs) {
      try {
        pass();
        if (soonest != Deadline.NONE) {
          idleSince = now;
        }
        runs = now - idleSince < IDLE_NANOS || !isOver();
        if (runs) {
          pause();
        }
      } catch (OutOfMemoryError e) {
        Threads.pause(); // the waits depend on this thread
      }
    }
  }

  /** Whether the thread ends: there was no call since the last pass. */
  private static synchronized boolean isOver() {
    if (called || closing != null) {
      return false;
    }
    thread = null;
    return true;
  }

  private void pause() {
    long nanos = soonest == Deadline.NONE ? IDLE_NANOS : Math.max(soonest - now, AGAIN_NANOS / 2);
    next = now + nanos; // a wait that began before this line has unparked the thread
    LockSupport.parkNanos(this, nanos);
  }

  private void pass() {
    next = Deadline.NONE;
    OwnedFd ending = begun();
    now = System.nanoTime();
    soonest = Deadline.NONE;
    for (CallFrame each = InFlightCalls.next(null); each != null; each = InFlightCalls.next(each)) {
      check(each.kernelWait);
    }
    boolean gone = false;
    for (OwnedFd fd = ending; fd != null; fd = fd.nextEnding) {
      gone |= isClosed(fd);
    }
    if (gone) {
      dropClosed();
    }
  }

  private static synchronized @Nullable OwnedFd begun() {
    called = false;
    return closing;
  }

  private void check(@Nullable KernelWait wait) {
    if (wait == null || !wait.active) {
      return;
    }
    long ends = wait.ends();
    if (ends <= now) {
      signal(wait);
    } else {
      soonest = Math.min(soonest, ends);
    }
  }

  private boolean isClosed(OwnedFd fd) {
    if (fd.isClosedNow()) {
      return true;
    }
    if (fd.passes > 1) { // in the first pass the close has just signalled
      CallFrame each = InFlightCalls.next(fd, null);
      while (each != null) {
        signal(KernelWait.of(each));
        each = InFlightCalls.next(fd, each);
      }
    }
    again(fd.passes++);
    return false;
  }

  private static synchronized void dropClosed() {
    OwnedFd kept = null;
    OwnedFd fd = closing;
    while (fd != null) {
      OwnedFd following = fd.nextEnding;
      if (!fd.isClosed()) {
        fd.nextEnding = kept;
        kept = fd;
      }
      fd = following;
    }
    closing = kept;
  }

  private void signal(KernelWait wait) {
    int signals = ++wait.unanswered;
    boolean reached = WakeupSignal.signal(wait.frame.tid, signals);
    OwnedFd ending = reached ? null : wait.ending();
    if (ending != null) {
      ending.cutOff();
    }
    again(signals / 16);
  }

  /** Schedules another pass, after a pause that grows with {@code times}. */
  private void again(int times) {
    long pause = Math.min(AGAIN_NANOS << Math.min(times, 10), LONGEST_PAUSE_NANOS);
    soonest = Math.min(soonest, now + pause);
  }
}
