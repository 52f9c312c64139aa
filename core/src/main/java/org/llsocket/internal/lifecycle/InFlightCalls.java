package org.llsocket.internal.lifecycle;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The frames of all threads, and which of them use a descriptor: here a close finds the threads
 * that it has to wake. A traversal takes no lock and allocates nothing, because a close must not
 * fail.
 */
final class InFlightCalls {
  /** The list of all frames, the newest first. */
  private static volatile @Nullable Entry newest; // written under the lock of the queue

  private InFlightCalls() {}

  /** Whether a thread other than that of {@code mine} uses the descriptor. */
  static boolean others(OwnedFd fd, CallFrame mine) {
    CallFrame each = next(null);
    while (each != null && (each == mine || !each.uses(fd))) {
      each = next(each);
    }
    return each != null;
  }

  /** Signals each thread that waits for the descriptor in the kernel. */
  static void signal(OwnedFd fd) {
    for (CallFrame each = next(fd, null); each != null; each = next(fd, each)) {
      WakeupSignal.signal(each.tid);
    }
  }

  /** The frame of the next thread that waits for the descriptor in the kernel; null at the end. */
  static @Nullable CallFrame next(OwnedFd fd, @Nullable CallFrame after) {
    CallFrame each = next(after);
    while (each != null && KernelWait.activeOn(each, fd) == null) {
      each = next(each);
    }
    return each;
  }

  /** The first frame, or the one after {@code after}; null at the end. */
  static @Nullable CallFrame next(@Nullable CallFrame after) {
    Entry entry = after == null ? newest : after.entry.next;
    CallFrame frame = null;
    while (entry != null && frame == null) {
      frame = entry.frame();
      entry = entry.next;
    }
    return frame;
  }

  /** Drops the frames of threads that have ended. */
  static void dropGone() {
    if (Entry.GONE.poll() == null) {
      return;
    }
    synchronized (Entry.GONE) {
      newest = Entry.living(newest);
      for (Entry each = newest; each != null; each = each.next) {
        each.next = Entry.living(each.next);
      }
    }
  }

  /**
   * A frame in the list. A frame with an owner stays in it as long as that thread lives; one of the
   * pool, as long as it is referenced elsewhere.
   */
  static final class Entry extends WeakReference<Object> {
    static final ReferenceQueue<Object> GONE = new ReferenceQueue<>();

    private final @Nullable CallFrame owned;
    private volatile @Nullable Entry next; // the next older; written under the lock of the queue

    Entry(Object lives, @Nullable CallFrame owned) {
      super(lives, GONE);
      this.owned = owned;
    }

    @Nullable CallFrame frame() {
      return owned != null ? owned : (CallFrame) get();
    }

    void add() {
      synchronized (GONE) {
        next = newest;
        newest = this;
      }
      dropGone();
    }

    /** The first entry whose thread or frame has not been collected. */
    private static @Nullable Entry living(@Nullable Entry list) {
      Entry first = list;
      while (first != null && first.refersTo(null)) {
        first = first.next;
      }
      return first;
    }
  }
}
