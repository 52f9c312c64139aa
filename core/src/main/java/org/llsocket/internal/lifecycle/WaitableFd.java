package org.llsocket.internal.lifecycle;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import org.jspecify.annotations.Nullable;

/**
 * The waiting side of a descriptor: what an interrupt does to a wait, whether a call is worth a try
 * before it waits, the epolls that watch the descriptor, and the park of a virtual thread. Who may
 * use the descriptor and who closes it is the matter of the subclass, {@link OwnedFd}.
 */
public abstract class WaitableFd extends FdState {
  /** An interrupt of a thread that waits closes the descriptor. */
  public static final int CLOSES = 0;

  /** An interrupt ends the call, and the descriptor stays open. */
  public static final int KEEPS_OPEN = 1;

  /** An interrupt does not end the call. */
  public static final int IGNORES = 2;

  /** As {@link #IGNORES} on a platform thread; on a virtual one it ends a wait that has begun. */
  public static final int IGNORES_UNLESS_VIRTUAL = 3;

  private static final int UNTRIED_AFTER_WAIT = 255;

  private final int number;
  private final OpenFileDescription file;
  private volatile int onInterrupt = CLOSES;

  /**
   * Receives left before the next is tried without blocking. Racy by design: a lost update costs
   * one additional attempt.
   */
  private int untried;

  private volatile @Nullable PollerRegistration polled; // since a virtual thread first waited
  private @Nullable EpollRegistration registrations; // a list; guarded by this

  WaitableFd(int number, OpenFileDescription file) {
    this.number = number;
    this.file = file;
  }

  /** What this descriptor shares with its duplicates. */
  public final OpenFileDescription file() {
    return file;
  }

  /** The fd. It may be used only between {@link OwnedFd#acquire} and {@link OwnedFd#release}. */
  public final int number() {
    return number;
  }

  abstract int close();

  abstract boolean retain();

  abstract void releaseRetained();

  // ---- interrupts

  /** What an interrupt of a thread that waits does: {@link #CLOSES} and so on. */
  public final int onInterrupt() {
    return onInterrupt;
  }

  public final void onInterrupt(int does) {
    onInterrupt = does;
  }

  /**
   * What an interrupt of a thread does: one of the first three.
   *
   * @param virtual whether the call that waits is a virtual thread's
   */
  final int onInterruptOf(boolean virtual) {
    int does = onInterrupt;
    return does != IGNORES_UNLESS_VIRTUAL ? does : virtual ? KEEPS_OPEN : IGNORES;
  }

  /** Whether this thread is interrupted, and that ends its calls. */
  public final boolean isInterrupted() {
    Thread thread = Thread.currentThread();
    return thread.isInterrupted() && onInterruptOf(thread.isVirtual()) != IGNORES;
  }

  /**
   * Refuses to begin a wait in a thread that is interrupted already. Its interrupt status stays
   * set. With {@link #IGNORES_UNLESS_VIRTUAL} the call is tried first, as the JDK does.
   *
   * @throws ClosedByInterruptException and the descriptor is closed
   * @throws InterruptedIOException if an interrupt leaves the descriptor open
   */
  public final void checkInterrupt() throws IOException {
    if (onInterrupt != IGNORES_UNLESS_VIRTUAL) {
      checkInterruptOfWait();
    }
  }

  /** As {@link #checkInterrupt}, in a wait that has begun. */
  final void checkInterruptOfWait() throws IOException {
    if (isInterrupted()) {
      if (onInterrupt != CLOSES) {
        throw keptOpen();
      }
      close();
      throw new ClosedByInterruptException();
    }
  }

  final InterruptedIOException keptOpen() {
    return new InterruptedIOException("interrupted; fd " + number + " stays open");
  }

  // ---- the first try

  /**
   * Whether a receive that may wait in the kernel is tried without waiting first. When data is
   * usually available, this avoids the cost of installing the interrupt hook. After a receive that
   * {@linkplain #hadToWait had to wait}, it would add a failing system call to each of the
   * following receives.
   */
  public final boolean triesFirst() {
    int left = untried;
    if (left > 0) {
      untried = left - 1;
    }
    return left == 0;
  }

  /** A receive was tried, and has to wait. */
  public final void hadToWait() {
    untried = UNTRIED_AFTER_WAIT;
  }

  // ---- signals of the poller

  /**
   * How many times the poller has reported this direction as ready; 0 if it does not watch the
   * descriptor. A call reads it before its try and passes it to {@link #park}.
   */
  public final int signals(boolean sends) {
    PollerRegistration watched = polled;
    return watched == null ? 0 : watched.waiting(sends).signals();
  }

  /**
   * A receive that began at {@code seen} {@linkplain #signals signals} has left space in its
   * buffer. On {@linkplain OpenFileDescription#plainTcp TCP} it has taken all data there was then,
   * unless the data is followed by an end, an error or an urgent byte, which had its signal
   * already.
   */
  public final void leftSpace(int seen) {
    PollerRegistration watched = polled;
    if (watched != null && !watched.ending) {
      watched.readers.empty(seen);
    }
  }

  /**
   * Whether a receive that begins at {@code seen} would find nothing: an earlier one has emptied
   * the socket, and there was no signal since.
   */
  public final boolean isEmpty(int seen) {
    PollerRegistration watched = polled;
    return watched != null && watched.readers.isEmpty(seen) && file.plainTcp() && isOpen();
  }

  /** Whether the poller watches the descriptor. */
  final boolean isWatched() {
    return polled != null;
  }

  /**
   * Registers the descriptor with the poller, for {@link #park}; the caller has acquired it.
   *
   * @return 0, or {@code -errno}: EPERM if the file is one that never waits
   */
  @SuppressWarnings("ReferenceEquality") // the very object is meant
  final synchronized int watch(CallFrame frame) {
    if (polled != null || !isOpen()) {
      return 0;
    }
    PollerRegistration made = Poller.registrationOf(this, frame.errno);
    if (made == null) {
      return -frame.errnoNumber();
    }
    try {
      int added = register(made, frame);
      if (registrations == made) {
        polled = made;
      }
      return added;
    } finally {
      if (polled == null) {
        made.drop();
      }
    }
  }

  /**
   * Parks this virtual thread until the descriptor has become ready after {@code seen}, the thread
   * is interrupted, the descriptor is closed, or the deadline has passed. The caller has released
   * the descriptor, because no frame may be kept while other threads run on the carrier. The park
   * counts as a use all the same.
   */
  final void park(boolean sends, int seen, long deadline) {
    PollerRegistration watched = polled;
    if (watched != null && retain()) {
      try {
        watched.waiting(sends).await(this, seen, deadline);
      } finally {
        releaseRetained();
      }
    }
  }

  // ---- registrations with epolls

  /** The fd that epolls watch for this descriptor, while it is registered with one. */
  public int watchedNumber() {
    return number;
  }

  /**
   * Makes {@link #watchedNumber} if it does not exist; the caller holds the lock.
   *
   * @return 0, or {@code -errno}
   */
  int openWatched(CallFrame frame) {
    return 0;
  }

  /** Closes {@link #watchedNumber} if it is not the descriptor itself; the caller has the lock. */
  void closeWatched() {}

  /**
   * Registers the descriptor with an epoll; the caller has acquired it.
   *
   * @return 0, or {@code -errno}; 0 without a registration if the descriptor is closed
   */
  public final synchronized int register(EpollRegistration registration, CallFrame frame) {
    if (!isOpen()) {
      return 0; // a close has ended all registrations
    }
    int opened = openWatched(frame);
    int added = opened < 0 ? opened : registration.register(frame);
    if (added >= 0) {
      for (EpollRegistration each = registrations; each != null; each = each.next) {
        if (each.isGone()) {
          remove(each);
        }
      }
      registration.next = registrations;
      registrations = registration;
    }
    return added;
  }

  /** The registration with {@code watcher}, or null. */
  @SuppressWarnings("ReferenceEquality") // the very object is meant
  public final synchronized @Nullable EpollRegistration registrationWith(Object watcher) {
    EpollRegistration each = registrations;
    while (each != null && each.watcher != watcher) {
      each = each.next;
    }
    return each;
  }

  /** Removes a registration that its epoll no longer has; does nothing if it is not in the list. */
  @SuppressWarnings("ReferenceEquality") // the very object is meant
  public final synchronized void remove(EpollRegistration registration) {
    if (registrations == registration) {
      registrations = registration.next;
    }
    for (EpollRegistration each = registrations; each != null; each = each.next) {
      if (each.next == registration) {
        each.next = registration.next;
      }
    }
  }

  /** Ends all registrations, while the fd is still this descriptor's. May be called twice. */
  final synchronized void deregisterAll(CallFrame frame) {
    for (EpollRegistration each = registrations; each != null; each = registrations) {
      each.deregister(frame);
      registrations = each.next;
    }
    closeWatched();
  }
}
