package org.llsocket.poll;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.AsynchronousCloseException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.KernelWait;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.EpollEvent;
import org.llsocket.internal.sys.CallFrame;
import org.llsocket.internal.sys.EpollCalls;

/** The events of one wait, and the wait for them. Used by one thread at a time. */
final class Batch {
  static final int CAPACITY = 1024;

  private static final int EINTR = Platform.number("EINTR");

  private final MemorySegment events =
      Arena.ofAuto().allocate((long) CAPACITY * EpollEvent.SIZE, Long.BYTES);
  private int count;
  private int next;
  private @Nullable Batch below;
  private final @Nullable Batch older; // of the same pool
  private @Nullable Thread user; // written by it

  private Batch(@Nullable Batch older) {
    this.older = older;
  }

  boolean isEmpty() {
    return next == count;
  }

  long token() {
    return EpollEvent.data(events, next);
  }

  int events() {
    return EpollEvent.events(events, next);
  }

  void advance() {
    next++;
  }

  /** Waits for events, and holds none if the deadline has passed. */
  void fill(OwnedFd epoll, int max, long deadline) throws IOException {
    count = 0;
    next = 0;
    epoll.checkInterrupt();
    int n =
        Thread.currentThread().isVirtual()
            ? onVirtualThread(epoll, max, deadline)
            : onPlatformThread(epoll, max, deadline);
    count = n;
  }

  private int onPlatformThread(OwnedFd epoll, int max, long deadline) throws IOException {
    CallFrame frame = epoll.enter();
    try {
      if (deadline == Deadline.NOW) {
        return checked(epoll, look(epoll, frame, max)); // no wait that an interrupt would end
      }
      KernelWait wait = epoll.waitInKernel(frame, Deadline.NONE);
      int n;
      try {
        do {
          n = call(epoll, frame, max, Deadline.millis(deadline));
        } while (wait.retry(n) || (n == 0 && Deadline.remaining(deadline) > 0));
      } finally {
        wait.stop();
      }
      return checked(epoll, n);
    } finally {
      epoll.leave(frame);
    }
  }

  private int onVirtualThread(OwnedFd epoll, int max, long deadline) throws IOException {
    boolean waited = false;
    while (true) {
      int seen = epoll.signals(false);
      CallFrame frame = waited ? epoll.enterAgain() : epoll.enter();
      try {
        int n = look(epoll, frame, max);
        if (n != 0 || Deadline.remaining(deadline) <= 0) {
          return checked(epoll, n);
        }
        checked(epoll, epoll.watch(frame));
      } finally {
        epoll.leave(frame);
      }
      epoll.park(false, seen, deadline);
      epoll.checkInterrupt();
      waited = true;
    }
  }

  private int look(OwnedFd epoll, CallFrame frame, int max) {
    int n;
    do {
      n = call(epoll, frame, max, 0);
    } while (n == -EINTR && epoll.isOpen());
    return n;
  }

  private int call(OwnedFd epoll, CallFrame frame, int max, int millis) {
    return EpollCalls.epoll_wait(frame.errno, epoll.number(), events, max, millis);
  }

  private static int checked(OwnedFd epoll, int n) throws IOException {
    if (!epoll.isOpen()) {
      throw new AsynchronousCloseException();
    }
    if (n == -EINTR) {
      epoll.checkInterrupt();
    }
    if (n < 0) {
      throw new ErrnoException(new Errno(-n), "epoll_wait", "fd=" + epoll.number());
    }
    return n;
  }

  /** Whether an event with this token is still to come. */
  boolean contains(long token) {
    for (int i = next; i < count; i++) {
      if (EpollEvent.data(events, i) == token) {
        return true;
      }
    }
    return false;
  }

  /** Takes the events of another, which then has none. */
  private void move(Batch from) {
    long size = EpollEvent.SIZE;
    int moved = from.count - from.next;
    MemorySegment.copy(from.events, from.next * size, events, 0, moved * size);
    next = 0;
    count = moved;
    from.next = from.count;
  }

  /** The batches of an epoll. */
  static final class Pool {
    /** An empty one, for the thread that is the only one to wait. */
    private final AtomicReference<@Nullable Batch> spare = new AtomicReference<>();

    private volatile @Nullable Batch newest; // written under this
    private @Nullable Batch empty; // guarded by this
    private volatile @Nullable Batch left; // with events that no wait has; written under this

    /** The batch that the thread uses: that of a wait whose handler waits; null for none. */
    @SuppressWarnings("ReferenceEquality") // the very object is meant
    @Nullable Batch of(Thread thread) {
      Batch batch = newest;
      while (batch != null && batch.user != thread) {
        batch = batch.older;
      }
      return batch;
    }

    /** An empty one, for the thread to use. */
    Batch take(Thread thread) {
      Batch batch = spare.getAndSet(null);
      if (batch == null) {
        batch = takeOther();
      }
      batch.user = thread;
      return batch;
    }

    private synchronized Batch takeOther() {
      Batch top = empty;
      if (top == null) {
        top = new Batch(newest);
        newest = top;
      } else {
        empty = top.below;
      }
      return top;
    }

    /** The thread uses it no more; the events that it still holds are anybody's. */
    void give(Batch batch) {
      batch.user = null;
      if (!batch.isEmpty() || !spare.compareAndSet(null, batch)) {
        giveOther(batch);
      }
    }

    private synchronized void giveOther(Batch batch) {
      if (batch.isEmpty()) {
        batch.below = empty;
        empty = batch;
      } else {
        batch.below = left;
        left = batch;
      }
    }

    /** Whether there are events that no wait has. */
    boolean hasLeft() {
      return left != null;
    }

    /** Moves events that no wait has to a batch that is empty, if there are some. */
    void moveLeft(Batch to) {
      if (left != null && to.isEmpty()) {
        moveLeftOf(to);
      }
    }

    private synchronized void moveLeftOf(Batch to) {
      Batch top = left;
      if (top != null) {
        to.move(top);
        left = top.below;
        top.below = empty;
        empty = top;
      }
    }
  }
}
