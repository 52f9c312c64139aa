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
 * The waits of a platform thread inside system calls, one at a time. {@link Thread#interrupt}, a
 * deadline, a {@link #request} and a close by another thread end a wait with EINTR. A thread has
 * one of these for all its waits, so a wait allocates nothing.
 *
 * <p>The JDK reports interrupts to channels and selectors only, so this is a selector. Its report
 * may arrive late, for an interrupt that ended an earlier wait, so a wait checks the interrupt
 * status of its thread.
 */
public final class KernelWait extends AbstractSelector {
  private static final int EINTR = Platform.number("EINTR");

  final CallFrame frame;
  private volatile @Nullable OwnedFd fd; // of the current wait, as the next five
  private int onInterrupt; // what an interrupt does to the descriptor
  private volatile long deadline;
  volatile boolean active;
  private volatile boolean asked; // an interrupt or a request is to end the wait
  private volatile boolean cancelled; // all waits end, from now on
  int unanswered; // signals sent in this wait; used by the Waker
  private boolean forVirtual; // the thread makes the call of a virtual one

  @SuppressWarnings("NullAway") // no method that uses the provider is called
  private KernelWait(CallFrame frame) {
    super(null);
    this.frame = frame;
  }

  /** The object for the waits of the thread that owns {@code frame}. */
  public static KernelWait of(CallFrame frame) {
    KernelWait kept = frame.kernelWait;
    if (kept != null) {
      return kept;
    }
    Waker.prepare();
    WakeupSignal.admit();
    var made = new KernelWait(frame);
    frame.kernelWait = made;
    return made;
  }

  /** Begins a wait that is not for a descriptor, without a deadline. */
  public static KernelWait start(CallFrame frame) {
    return start(frame, null, Deadline.NONE);
  }

  /**
   * Begins a wait; an interrupt that arrived before counts.
   *
   * @param frame of the calling thread
   * @param fd the descriptor, acquired, that an interrupt closes in {@link #finish} or leaves open
   * @param ends when the wait is to end
   */
  static KernelWait start(CallFrame frame, @Nullable OwnedFd fd, long ends) {
    KernelWait wait = of(frame);
    wait.activate(fd, ends);
    return wait;
  }

  private void activate(@Nullable OwnedFd on, long ends) {
    fd = on;
    onInterrupt = on == null ? OwnedFd.KEEPS_OPEN : on.onInterruptOf(forVirtual);
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

  /** Whether a call that returned {@code n} was ended by a stray signal and is to be repeated. */
  public boolean retry(long n) {
    if (n != -EINTR) {
      return false;
    }
    asked = false; // before the check: a later interrupt sets it again
    OwnedFd on = fd;
    boolean ended = cancelled || Deadline.remaining(deadline) <= 0 || isInterrupted();
    return (on == null || on.isOpen()) && !ended;
  }

  private boolean isInterrupted() {
    return onInterrupt != OwnedFd.IGNORES && Thread.currentThread().isInterrupted();
  }

  /** Ends the wait, whatever the result of the call. */
  public void stop() {
    active = false;
    fd = null;
    end();
  }

  /**
   * Ends a wait for a descriptor, which the caller has acquired.
   *
   * @param completed whether the call has had an effect: an interrupt is then reported by the
   *     thread's next wait
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

  /** Decides whether the waits of the thread are those of a virtual thread; called by itself. */
  void forVirtual(boolean set) {
    forVirtual = set;
  }

  // ---- for other threads

  /** Ends the current wait, if there is one; called by other threads. */
  public void request() {
    if (active) {
      asked = true;
      WakeupSignal.signal(frame.tid); // first: the next call may run out of memory
      Waker.watch(Deadline.NOW);
    }
  }

  /**
   * Decides whether the waits of the thread end as soon as they begin, as by a signal; no
   * descriptor is closed.
   */
  void cancel(boolean set) {
    cancelled = set;
    if (set) {
      request();
    }
  }

  /** Called by the JDK when the thread is interrupted. */
  @Override
  public Selector wakeup() {
    request();
    return this;
  }

  /** The current wait of the thread of {@code frame}, if it is for {@code fd}; or null. */
  static @Nullable KernelWait activeOn(CallFrame frame, OwnedFd fd) {
    KernelWait wait = frame.kernelWait;
    return wait != null && wait.active && frame.uses(fd) ? wait : null;
  }

  /** When the wait is to end; {@link Deadline#NOW} after a request. */
  long ends() {
    return asked || cancelled ? Deadline.NOW : deadline;
  }

  /** The descriptor, if it is closed or the end of this wait closes it; or null. */
  @Nullable OwnedFd ending() {
    OwnedFd on = fd;
    return on != null && (onInterrupt == OwnedFd.CLOSES || !on.isOpen()) ? on : null;
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
