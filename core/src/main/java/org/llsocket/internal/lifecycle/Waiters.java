package org.llsocket.internal.lifecycle;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.sys.StackHeadroom;

/**
 * The virtual threads that wait for one direction of one descriptor. There is usually one, which
 * has a field of its own.
 */
final class Waiters {
  private final AtomicReference<@Nullable Thread> first = new AtomicReference<>();
  private volatile @Nullable ConcurrentLinkedQueue<Thread> others; // since a second one waited
  private volatile int signals; // written by the poller and by close

  /**
   * Signal count at which the socket was last empty; a stale value costs one additional attempt.
   */
  private long emptyAt = -1;

  /** How many times this direction was signalled; read before a call that may find nothing. */
  int signals() {
    return signals;
  }

  /** A call at count {@code seen} has left the socket empty: a signal will announce more data. */
  void empty(int seen) {
    emptyAt = Integer.toUnsignedLong(seen);
  }

  /** Whether a call at count {@code seen} would find nothing. */
  boolean isEmpty(int seen) {
    return emptyAt == Integer.toUnsignedLong(seen);
  }

  /** Parks until there is a signal after {@code seen}, an interrupt, a close or the deadline. */
  void await(WaitableFd fd, int seen, long deadline) {
    StackHeadroom.require();
    Thread me = Thread.currentThread();
    boolean ignores = fd.onInterruptOf(true) == WaitableFd.IGNORES;
    boolean interrupted = false; // restored at the end: no park waits in an interrupted thread
    boolean isFirst = first.compareAndSet(null, me);
    ConcurrentLinkedQueue<Thread> queue = isFirst ? null : others();
    if (queue != null) {
      queue.add(me);
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
      if (queue == null) {
        first.set(null);
      } else {
        queue.remove(me);
      }
      if (interrupted) {
        me.interrupt();
      }
    }
  }

  /** Unparks the waiting threads, which try again. */
  @SuppressWarnings(
      "NonAtomicVolatileUpdate") // after a lost update the count still differs from what waiters
  // saw
  void signal() {
    signals++;
    Thread thread = first.get();
    if (thread != null) {
      LockSupport.unpark(thread);
    }
    ConcurrentLinkedQueue<Thread> queue = others;
    if (queue != null && !queue.isEmpty()) {
      queue.forEach(LockSupport::unpark);
    }
  }

  private synchronized ConcurrentLinkedQueue<Thread> others() {
    ConcurrentLinkedQueue<Thread> queue = others;
    if (queue == null) {
      queue = new ConcurrentLinkedQueue<>();
      others = queue;
    }
    return queue;
  }
}
