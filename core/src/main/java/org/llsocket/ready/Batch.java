package org.llsocket.ready;

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

  /** The batches that no wait uses; those first that still hold events. */
  static final class Pool {
    /** An empty one, for the thread that is the only one to wait. */
    private final AtomicReference<@Nullable Batch> spare = new AtomicReference<>();

    private @Nullable Batch empty; // guarded by this
    private volatile @Nullable Batch full; // written under this

    Batch take() {
      Batch first = full == null ? spare.getAndSet(null) : null;
      return first == null ? takeOther() : first;
    }

    private synchronized Batch takeOther() {
      Batch top = full;
      if (top != null) {
        full = top.below;
        return top;
      }
      top = empty;
      if (top == null) {
        return new Batch();
      }
      empty = top.below;
      return top;
    }

    void give(Batch batch) {
      if (!batch.isEmpty() || !spare.compareAndSet(null, batch)) {
        giveOther(batch);
      }
    }

    private synchronized void giveOther(Batch batch) {
      if (batch.isEmpty()) {
        batch.below = empty;
        empty = batch;
      } else {
        batch.below = full;
        full = batch;
      }
    }
  }
}
