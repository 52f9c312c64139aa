package org.llsocket.internal.lifecycle;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.platform.Platform;

/**
 * A platform thread's waits inside system calls, one at a time: {@link Thread#interrupt}, a
 * deadline, a request and a close by another thread end them with EINTR. A thread has one of these
 * for all its waits, so a wait allocates nothing.
 *
 * <p>The JDK tells selectors of an interrupt, so this is one as far as the JDK has to know. It may
 * tell late of an interrupt that ended an earlier wait: what counts is whether the thread is
 * interrupted, which it asks itself.
 */
public final class KernelWait extends AbstractSelector {
  private static final int EINTR = Platform.number("EINTR");

  private final CallFrame frame;
  private volatile @Nullable OwnedFd fd; // of this wait, as what follows
  private int onInterrupt; // what one does to the descriptor
  private volatile long deadline;
  private volatile boolean active;
  private volatile boolean asked; // to end: by an interrupt or a request
  private volatile boolean cancelled; // all waits from now on
  private int unanswered; // signals of this wait; the Waker's

  @SuppressWarnings("NullAway") // no method that would ask for the provider is called
  private KernelWait(CallFrame frame) {
    super(null);
    this.frame = frame;
  }

  /** The waits of the thread that owns {@code frame}. */
  public static KernelWait of(CallFrame frame) {
    KernelWait kept = frame.keptWait();
    if (kept != null) {
      return kept;
    }
    Waker.prepare();
    WakeupSignal.admit();
    var made = new KernelWait(frame);
    frame.keepWait(made);
    return made;
  }

  /** Begins a wait of no descriptor in particular, without a deadline. */
  public void start() {
    start(null, Deadline.NONE);
  }

  /**
   * Begins a wait; an interrupt that has come already counts.
   *
   * @param on what {@link #finish} closes, or where an interrupt leaves it open reports so
   * @param ends when the wait is to end
   */
  void start(@Nullable OwnedFd on, long ends) {
    fd = on;
    onInterrupt = on == null ? OwnedFd.KEEPS_OPEN : on.onInterrupt();
    deadline = ends;
    asked = false;
    unanswered = 0;
    boolean begun = false;
    active = true;
    try {
      if (onInterrupt != OwnedFd.IGNORES) {
        begin();
      }
      if (ends != Deadline.NONE || cancelled) {
        Waker.watch(ends());
      }
      begun = true;
    } finally {
      if (!begun) {
        stop();
      }
    }
  }

  /** Whether a call that returned {@code n} met a stray signal and is to be made again. */
  public boolean retry(long n) {
    if (n != -EINTR) {
      return false;
    }
    asked = false; // before the look: an interrupt that comes behind it asks again
    OwnedFd on = fd;
    return (on == null || on.isOpen()) && !ended();
  }

  /** The same for a call that the kernel too ends after a time: no more once that has passed. */
  public boolean retry(long n, long limit) {
    return retry(n) && Deadline.remaining(limit) > 0;
  }

  /** Whether the deadline, an interrupt or a cancellation has ended the wait. */
  public boolean ended() {
    return cancelled || Deadline.remaining(deadline) <= 0 || isInterrupted();
  }

  private boolean isInterrupted() {
    return onInterrupt != OwnedFd.IGNORES && Thread.currentThread().isInterrupted();
  }

  /** Ends the wait, whatever has come of it. */
  public void stop() {
    active = false;
    fd = null;
    end();
  }

  /**
   * Ends a wait for a descriptor, which the caller has entered.
   *
   * @param completed whether the call has done something, so that it does not matter if the thread
   *     was interrupted meanwhile: its next wait reports it
   * @throws ClosedByInterruptException if the thread is interrupted, and the descriptor is closed
   * @throws InterruptedIOException if it is interrupted and the descriptor stays open
   */
  public void finish(boolean completed) throws IOException {
    OwnedFd on = fd;
    stop();
    if (on != null && !completed && isInterrupted()) {
      if (onInterrupt == OwnedFd.CLOSES) {
        on.close(frame);
        throw new ClosedByInterruptException();
      }
      if (on.isOpen()) {
        throw on.keptOpen();
      }
    }
  }

  // ---- for other threads

  /** Ends the wait under way; called by other threads, and does nothing where there is none. */
  public void request() {
    if (active) {
      asked = true;
      WakeupSignal.signal(frame.tid); // needs no memory, which the next may
      Waker.watch(Deadline.NOW);
    }
  }

  /**
   * Whether the thread's waits end as soon as they begin, as if a signal had come; nothing is
   * closed.
   */
  void cancel(boolean set) {
    cancelled = set;
    if (set) {
      request();
    }
  }

  /** The thread has been interrupted. */
  @Override
  public Selector wakeup() {
    request();
    return this;
  }

  boolean isActive() {
    return active;
  }

  /** The wait of the thread of {@code frame}, if that is for {@code fd} and under way. */
  static @Nullable KernelWait activeOn(CallFrame frame, OwnedFd fd) {
    KernelWait wait = frame.keptWait();
    return wait != null && wait.active && frame.uses(fd) ? wait : null;
  }

  /** When the wait is to end; {@link Deadline#NOW} if it has been asked to. */
  long ends() {
    return asked || cancelled ? Deadline.NOW : deadline;
  }

  int tid() {
    return frame.tid;
  }

  /** The descriptor that is closed, or that the end of this wait closes; or null. */
  @Nullable OwnedFd ending() {
    OwnedFd on = fd;
    return on != null && (onInterrupt == OwnedFd.CLOSES || !on.isOpen()) ? on : null;
  }

  /** Counts a signal; how many there have been in this wait. */
  int countSignal() {
    return ++unanswered;
  }

  // ---- what makes this a selector

  @Override
  protected void implCloseSelector() {}

  @Override
  protected SelectionKey register(
      AbstractSelectableChannel channel, int operations, @Nullable Object attachment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Set<SelectionKey> keys() {
    return Set.of();
  }

  @Override
  public Set<SelectionKey> selectedKeys() {
    return Set.of();
  }

  @Override
  public int selectNow() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int select(long timeout) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int select() {
    throw new UnsupportedOperationException();
  }
}
