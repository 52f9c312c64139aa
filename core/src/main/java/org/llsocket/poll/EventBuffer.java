package org.llsocket.poll;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.AsynchronousCloseException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.internal.lifecycle.BlockingCall;
import org.llsocket.internal.lifecycle.BlockingIo;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.EpollEvent;
import org.llsocket.internal.sys.EpollCalls;

/**
 * {@code epoll_wait(2)}: waits, and holds the fetched events until they are delivered. Used by one
 * thread at a time.
 */
final class EventBuffer implements BlockingCall {
  static final int CAPACITY = 1024;

  private static final int EAGAIN = Platform.number("EAGAIN");

  private final MemorySegment events =
      Arena.ofAuto().allocate((long) CAPACITY * EpollEvent.SIZE, Long.BYTES);
  private int max; // of the wait under way, as the deadline
  private long deadline;
  private int count;
  private int next;
  private @Nullable EventBuffer below;
  private final @Nullable EventBuffer older; // in the same pool; set once
  private @Nullable Thread user; // written by that thread

  private EventBuffer(@Nullable EventBuffer older) {
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

  /** Waits for events; the buffer is empty if the deadline has passed. */
  void fill(OwnedFd epoll, int most, long ends) throws IOException {
    count = 0;
    next = 0;
    max = most;
    deadline = ends;
    epoll.checkInterrupt();
    long n = BlockingIo.run(epoll, this, ends != Deadline.NOW);
    if (!epoll.isOpen()) {
      throw new AsynchronousCloseException();
    }
    if (n < 0 && n != -EAGAIN) {
      throw new ErrnoException(new Errno((int) -n), "epoll_wait", "fd=" + epoll.number());
    }
    count = (int) Math.max(n, 0);
  }

  @Override
  public boolean sends() {
    return false;
  }

  /** The kernel's timeout is in milliseconds, which pass a little early. */
  @Override
  public long make(CallFrame frame, int fd, boolean waits) {
    int n;
    do {
      int millis = waits ? Deadline.millis(deadline) : 0;
      n = EpollCalls.epoll_wait(frame.errno, fd, events, max, millis);
    } while (n == 0 && waits && Deadline.remaining(deadline) > 0);
    return n == 0 ? -EAGAIN : n;
  }

  @Override
  public boolean onlyByWaiting() {
    return false;
  }

  @Override
  public long limit(OwnedFd fd) {
    return deadline;
  }

  /** Whether an undelivered event has this token. */
  boolean contains(long token) {
    for (int i = next; i < count; i++) {
      if (EpollEvent.data(events, i) == token) {
        return true;
      }
    }
    return false;
  }

  /** Takes over the events of another buffer, which is then empty. */
  private void move(EventBuffer from) {
    long size = EpollEvent.SIZE;
    int moved = from.count - from.next;
    MemorySegment.copy(from.events, from.next * size, events, 0, moved * size);
    next = 0;
    count = moved;
    from.next = from.count;
  }

  /** The event buffers of an epoll. */
  static final class Pool {
    /** An empty buffer: all that an epoll with a single waiting thread needs. */
    private final AtomicReference<@Nullable EventBuffer> spare = new AtomicReference<>();

    private volatile @Nullable EventBuffer newest; // written under this
    private @Nullable EventBuffer empty; // guarded by this
    private volatile @Nullable EventBuffer
        left; // with events of waits that have ended; written under this

    /** The buffer that the thread uses already, if its handler waits again; otherwise null. */
    @SuppressWarnings("ReferenceEquality") // the very object is meant
    @Nullable EventBuffer of(Thread thread) {
      EventBuffer buffer = newest;
      while (buffer != null && buffer.user != thread) {
        buffer = buffer.older;
      }
      return buffer;
    }

    /** Assigns an empty buffer to the thread. */
    EventBuffer take(Thread thread) {
      EventBuffer buffer = spare.getAndSet(null);
      if (buffer == null) {
        buffer = takeOther();
      }
      buffer.user = thread;
      return buffer;
    }

    private synchronized EventBuffer takeOther() {
      EventBuffer top = empty;
      if (top == null) {
        top = new EventBuffer(newest);
        newest = top;
      } else {
        empty = top.below;
      }
      return top;
    }

    /** Returns a buffer. Its undelivered events are for any other wait. */
    void give(EventBuffer buffer) {
      buffer.user = null;
      if (!buffer.isEmpty() || !spare.compareAndSet(null, buffer)) {
        giveOther(buffer);
      }
    }

    private synchronized void giveOther(EventBuffer buffer) {
      if (buffer.isEmpty()) {
        buffer.below = empty;
        empty = buffer;
      } else {
        buffer.below = left;
        left = buffer;
      }
    }

    /** Whether waits that have ended left events undelivered. */
    boolean hasLeft() {
      return left != null;
    }

    /** Moves events that ended waits left undelivered to an empty buffer. */
    void moveLeft(EventBuffer to) {
      if (left != null && to.isEmpty()) {
        moveLeftOf(to);
      }
    }

    private synchronized void moveLeftOf(EventBuffer to) {
      EventBuffer top = left;
      if (top != null) {
        to.move(top);
        left = top.below;
        top.below = empty;
        empty = top;
      }
    }
  }
}
