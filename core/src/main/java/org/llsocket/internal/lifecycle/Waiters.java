package org.llsocket.internal.lifecycle;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.sys.StackRoom;

/**
 * The virtual threads that wait for one direction of one descriptor: mostly one, so it has a place
 * of its own.
 */
final class Waiters {
  private final AtomicReference<@Nullable Thread> first = new AtomicReference<>();
  private final ConcurrentLinkedQueue<Thread> others = new ConcurrentLinkedQueue<>();
  private volatile int signals; // written by the poller and by close
  private long emptyAt = -1; // a count of signals; who reads an old one tries in vain

  /** How often this direction has become ready; read before a call that may find nothing. */
  int signals() {
    return signals;
  }

  /** A call that was made at {@code seen} has left nothing: only a signal can tell of more. */
  void empty(int seen) {
    emptyAt = Integer.toUnsignedLong(seen);
  }

  /** Whether a call that is made at {@code seen} would find nothing. */
  boolean isEmpty(int seen) {
    return emptyAt == Integer.toUnsignedLong(seen);
  }

  /** Parks until there is a signal after {@code seen}, an interrupt, a close or the deadline. */
  void await(OwnedFd fd, int seen, long deadline) {
    StackRoom.require();
    Thread me = Thread.currentThread();
    boolean ignores = fd.onInterrupt() == OwnedFd.IGNORES;
    boolean interrupted = false; // and that is kept for the end: else no park would park
    boolean isFirst = first.compareAndSet(null, me);
    if (!isFirst) {
      others.add(me);
    }
    try {
      long left = Deadline.remaining(deadline);
      while (signals == seen && fd.isOpen() && left > 0) {
        if (ignores) {
          interrupted |= Thread.interrupted();
        } else if (me.isInterrupted()) {
          break;
        }
        if (deadline == Deadline.NONE) {
          LockSupport.park(this); // takes no timer
        } else {
          LockSupport.parkNanos(this, left);
        }
        left = Deadline.remaining(deadline);
      }
    } finally {
      if (isFirst) {
        first.set(null);
      } else {
        others.remove(me);
      }
      if (interrupted) {
        me.interrupt();
      }
    }
  }

  /** Something has happened: whoever waits looks again. */
  @SuppressWarnings(
      "NonAtomicVolatileUpdate") // a lost count is none: it still differs from what a waiter saw
  void signal() {
    signals++;
    Thread thread = first.get();
    if (thread != null) {
      LockSupport.unpark(thread);
    }
    if (!others.isEmpty()) {
      others.forEach(LockSupport::unpark);
    }
  }
}
