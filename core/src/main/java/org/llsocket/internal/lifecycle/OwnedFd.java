package org.llsocket.internal.lifecycle;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.sys.FdCalls;
import org.llsocket.internal.sys.SocketCalls;
import org.llsocket.internal.sys.StackRoom;

/**
 * A descriptor number and the right to use it.
 *
 * <p>Its {@link FdState} counts the calls in flight and says whether the descriptor is closing. A
 * call {@linkplain #acquire enters}, uses the number, and {@linkplain #release leaves}; the last
 * one closes the number, so it is closed once and never while a call could still use it.
 *
 * <p>Closing has to end calls that are blocked in the kernel, and {@code close(2)} wakes nobody. So
 * a close that finds calls inside first puts a {@linkplain PreClose dead file} in the number's
 * place with {@code dup3(2)}: the file is gone for this number, and a call that has yet to enter
 * the kernel finds the dead one and returns. Then it signals each thread inside: a call that is
 * already in the kernel ends with EINTR. Until it has done so those threads do not leave, for a
 * thread that has ended must not be signalled.
 */
public final class OwnedFd extends FdState {
  /** An interrupt of a thread that waits closes the descriptor. */
  public static final int CLOSES = 0;

  /** It ends the call, and the descriptor stays open. */
  public static final int KEEPS_OPEN = 1;

  /** The call goes on waiting. */
  public static final int IGNORES = 2;

  private static final int UNTRIED_AFTER_WAIT = 255;
  private static final int NONE = -1;
  private static final int F_DUPFD_CLOEXEC = Platform.number("F_DUPFD_CLOEXEC");
  private static final int SHUT_RDWR = Platform.number("SHUT_RDWR");

  private final int number;
  private final OpenFileDescription file;
  private @Nullable LeakDetector abandoned; // set before another thread sees this
  private volatile int onInterrupt = CLOSES;
  private int untried; // receives; a lost count is none
  private volatile @Nullable PollerRegistration
      polled; // made by the first wait of a virtual thread
  private @Nullable EpollRegistration watches; // a list; guarded by this
  private boolean replaced; // by the dead file; guarded by this
  private int cut = NONE; // another number of the file that was replaced; guarded by this

  @Nullable OwnedFd nextEnding; // the Waker's, as the next
  int looks; // how often it has looked at this; over 0 from when it is to

  /** Takes the descriptor {@code number}, which must be open. */
  public OwnedFd(int number, OpenFileDescription file) {
    this.number = number;
    this.file = file;
  }

  /** Has this closed when {@code owner} is unreachable, if nobody has closed it by then. */
  public void closeWith(Object owner) {
    abandoned = LeakDetector.watch(owner, this);
  }

  /** What this descriptor shares with its duplicates. */
  public OpenFileDescription file() {
    return file;
  }

  /** The descriptor's number. It may be used only between {@link #acquire} and {@link #release}. */
  public int number() {
    return number;
  }

  /**
   * Begins a call.
   *
   * @return the calling thread's frame, to be given to {@link #release}
   * @throws ClosedChannelException if the descriptor is closed
   */
  public CallFrame acquire() throws ClosedChannelException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
    CallFrame frame = CallFrame.current();
    frame.using(this); // before the atomic update: a close that sees the count sees this too
    if (tryAcquire()) {
      return frame;
    }
    frame.unusing();
    frame.done();
    throw new ClosedChannelException();
  }

  /** Begins once more after a wait, in which the descriptor may have been closed. */
  public CallFrame acquireAgain() throws AsynchronousCloseException {
    try {
      return acquire();
    } catch (ClosedChannelException e) {
      throw new AsynchronousCloseException();
    }
  }

  /** Ends a call. */
  public void release(CallFrame frame) {
    frame.unusing();
    if (drop() && claimClose()) {
      giveBack(frame);
    }
    frame.done();
  }

  /**
   * Keeps the number from being given back, until {@link #releaseRetained}; for a call that does
   * not wait, as a close does not wake it.
   *
   * @return false if the descriptor is closed
   */
  public boolean retain() {
    StackRoom.require();
    return tryAcquire();
  }

  /** Ends {@link #retain}. */
  public void releaseRetained() {
    if (drop()) {
      CallFrame frame = CallFrame.current();
      if (claimClose()) {
        giveBack(frame);
      }
      frame.done();
    }
  }

  /**
   * Closes the descriptor, at once for this thread and for every call that has not begun; calls in
   * flight are woken, and the last of them closes the number. Does nothing once the number is
   * closed; what an earlier close has begun and not ended, as it ran out of memory, this one ends.
   *
   * @return 0, or {@code -errno} of {@code close(2)}; the number is given up in any case
   */
  public int close() {
    CallFrame frame = CallFrame.current();
    try {
      return close(frame);
    } finally {
      frame.done();
    }
  }

  /** The same, by a thread that has a frame, with which it may have entered the descriptor. */
  public int close(CallFrame frame) {
    synchronized (this) { // one closing at a time
      if (!markClosing()) {
        return 0;
      }
      endWatches(frame);
      if (uses() > (frame.uses(this) ? 1 : 0)) {
        replace(frame);
        InFlightCalls.signal(this);
      }
      finishSignalling();
    }
    if (claimClose()) {
      return giveBack(frame);
    }
    if (InFlightCalls.others(this, frame)) {
      lookAfter();
    }
    return 0;
  }

  /** The calls have been signalled; has a thread look whether they end. */
  private void lookAfter() {
    try {
      Waker.end(this);
    } catch (OutOfMemoryError | LinkageError e) {
      // the look is for threads that signals do not reach: it is no reason for a close to fail
    }
  }

  /**
   * Puts the dead file in the file's place. A thread that lets no signal through can still be woken
   * by {@link #cutOff}, for which the file needs another number.
   */
  private void replace(CallFrame frame) {
    if (replaced) {
      return;
    }
    if (cut < 0 && InFlightCalls.waits(this)) {
      cut = FdCalls.fcntl(frame.errno, number, F_DUPFD_CLOEXEC, 0);
    }
    PreClose.replace(frame, number);
    replaced = true;
  }

  /** Shuts the socket down, for a thread that a signal does not reach. */
  synchronized void cutOff() {
    CallFrame frame = CallFrame.current();
    try {
      if (cut >= 0) {
        SocketCalls.shutdown(frame.errno, cut, SHUT_RDWR);
      } else if (tryAcquire()) {
        SocketCalls.shutdown(frame.errno, number, SHUT_RDWR);
        releaseRetained();
      }
    } finally {
      frame.done();
    }
  }

  /** Whether it is closed, or is now: a use may have ended and failed to close it. */
  boolean isClosedNow() {
    CallFrame frame = CallFrame.current();
    try {
      if (claimClose()) {
        giveBack(frame);
      }
      return isClosed();
    } finally {
      frame.done();
    }
  }

  /** Closes the number, after {@link #claimClose}. */
  private int giveBack(CallFrame frame) {
    int closed = closeNumber(frame);
    synchronized (this) {
      if (cut >= 0) {
        FdCalls.discard(cut);
        cut = NONE;
      }
    }
    if (abandoned != null) {
      abandoned.forget();
    }
    InFlightCalls.dropGone();
    return closed;
  }

  private int closeNumber(CallFrame frame) {
    if (file.lingers() && Thread.currentThread().isVirtual()) {
      try {
        LingeringClose made = LingeringClose.onPlatformThread(number);
        if (made != null) {
          return made.result();
        }
      } catch (LinkageError e) {
        // the class cannot be loaded where descriptors have run out
      }
    }
    return closeNumber(frame, number);
  }

  static int closeNumber(CallFrame frame, int number) {
    try {
      return FdCalls.close(frame.errno, number);
    } catch (OutOfMemoryError e) { // before the system call
      return FdCalls.discard(number);
    }
  }

  /**
   * Gives the number to the caller, who closes it from now on.
   *
   * @throws ClosedChannelException if it is closed or released already
   * @throws IllegalStateException if a call is in flight, parked ones included
   */
  public int detach() throws ClosedChannelException {
    CallFrame frame = CallFrame.current();
    try {
      int uses = tryDetach();
      if (uses < 0) {
        throw new ClosedChannelException();
      }
      if (uses > 0) {
        throw new IllegalStateException("fd " + number + " is in use by " + uses + " calls");
      }
      endWatches(frame);
    } finally {
      frame.done();
    }
    if (abandoned != null) {
      abandoned.forget();
    }
    return number;
  }

  // ---- waiting

  /** What an interrupt of a thread that waits does: {@link #CLOSES} and so on. */
  public int onInterrupt() {
    return onInterrupt;
  }

  public void onInterrupt(int does) {
    onInterrupt = does;
  }

  /** Whether this thread is interrupted, and that ends its calls. */
  public boolean isInterrupted() {
    return onInterrupt != IGNORES && Thread.currentThread().isInterrupted();
  }

  /**
   * Refuses to begin a wait in a thread that is interrupted already; its flag stays.
   *
   * @throws ClosedByInterruptException and the descriptor is closed
   * @throws InterruptedIOException where it stays open
   */
  public void checkInterrupt() throws IOException {
    if (isInterrupted()) {
      if (onInterrupt != CLOSES) {
        throw keptOpen();
      }
      close();
      throw new ClosedByInterruptException();
    }
  }

  InterruptedIOException keptOpen() {
    return new InterruptedIOException("interrupted; fd " + number + " stays open");
  }

  /**
   * Whether a receive that may wait in the kernel is tried without waiting first. Where data mostly
   * is there this saves the hearing of interrupts; where a receive {@linkplain #hadToWait had to
   * wait}, a system call that finds nothing would come with each that follows.
   */
  public boolean triesFirst() {
    int left = untried;
    if (left > 0) {
      untried = left - 1;
    }
    return left == 0;
  }

  /** A receive was tried, and has to wait. */
  public void hadToWait() {
    untried = UNTRIED_AFTER_WAIT;
  }

  /** Begins a wait of this platform thread inside a system call. */
  public KernelWait waitInKernel(CallFrame frame, long deadline) {
    KernelWait wait = KernelWait.of(frame);
    wait.start(this, deadline);
    return wait;
  }

  /** How often this descriptor has become ready, as far as it is watched; for {@link #park}. */
  public int signals(boolean sends) {
    PollerRegistration watched = polled;
    return watched == null ? 0 : watched.waiting(sends).signals();
  }

  /**
   * A receive that began at {@code seen} {@linkplain #signals signals} has left room in its buffer.
   * Of {@linkplain OpenFileDescription#plainTcp TCP} it has taken all there was then, unless that
   * is followed by something else than data, which had its signal already.
   */
  public void leftRoom(int seen) {
    PollerRegistration watched = polled;
    if (watched != null && !watched.isEnding()) {
      watched.readers.empty(seen);
    }
  }

  /**
   * Whether a receive that begins at {@code seen} would find nothing, for none has told of more.
   */
  public boolean isEmpty(int seen) {
    PollerRegistration watched = polled;
    return watched != null && watched.readers.isEmpty(seen) && file.plainTcp() && isOpen();
  }

  /** Whether the poller watches the descriptor. */
  boolean isWatched() {
    return polled != null;
  }

  /**
   * Has the descriptor watched, for {@link #park}; the caller has entered it.
   *
   * @return 0, or {@code -errno}: EPERM if the file is one that never waits
   */
  public int watch(CallFrame frame) {
    return polled != null ? 0 : pollFrom(frame);
  }

  @SuppressWarnings("ReferenceEquality") // the very object is meant
  private synchronized int pollFrom(CallFrame frame) {
    if (polled != null || !isOpen()) {
      return 0;
    }
    PollerRegistration begun = Poller.polled(this, frame.errno);
    if (begun == null) {
      return -frame.errnoNumber();
    }
    try {
      int watched = begin(begun, frame);
      if (watches == begun) {
        polled = begun;
      }
      return watched;
    } finally {
      if (polled == null) {
        begun.drop();
      }
    }
  }

  /**
   * Begins a watch; the caller has entered the descriptor.
   *
   * @return 0, or {@code -errno}; 0 and nothing has begun if the descriptor is closed
   */
  public synchronized int begin(EpollRegistration watch, CallFrame frame) {
    if (!isOpen()) {
      return 0; // after a close has ended all watches none begins
    }
    int begun = watch.begin(frame);
    if (begun >= 0) {
      unlinkGone();
      watch.next = watches;
      watches = watch;
    }
    return begun;
  }

  private void unlinkGone() {
    for (EpollRegistration each = watches; each != null; each = each.next) {
      if (each.isGone()) {
        unlink(each);
      }
    }
  }

  /** The watch of {@code watcher}, or null. */
  @SuppressWarnings("ReferenceEquality") // the very object is meant
  public synchronized @Nullable EpollRegistration watchOf(Object watcher) {
    EpollRegistration watch = watches;
    while (watch != null && watch.watcher != watcher) {
      watch = watch.next;
    }
    return watch;
  }

  /**
   * Ends a watch; the number is still the descriptor's.
   *
   * @return false if it has ended already
   */
  public synchronized boolean end(EpollRegistration watch, CallFrame frame) {
    if (!unlink(watch)) {
      return false;
    }
    watch.end(frame);
    return true;
  }

  /** Forgets a watch whose watcher is gone. */
  @SuppressWarnings("ReferenceEquality") // the very object is meant
  public synchronized boolean unlink(EpollRegistration watch) {
    if (watches == watch) {
      watches = watch.next;
      return true;
    }
    for (EpollRegistration each = watches; each != null; each = each.next) {
      if (each.next == watch) {
        each.next = watch.next;
        return true;
      }
    }
    return false;
  }

  /**
   * Parks this virtual thread until the descriptor has become ready after {@code seen}, or the
   * thread is interrupted, the descriptor closed, the deadline past. The caller has left the
   * descriptor, as no frame may be kept while others run; it counts as in use all the same.
   */
  public void park(boolean sends, int seen, long deadline) {
    PollerRegistration watched = polled;
    if (watched != null && retain()) {
      try {
        watched.waiting(sends).await(this, seen, deadline);
      } finally {
        releaseRetained();
      }
    }
  }

  /** Ends the watches; the number is still this descriptor's. */
  private synchronized void endWatches(CallFrame frame) {
    for (EpollRegistration watch = watches; watch != null; watch = watches) {
      watch.end(frame);
      watches = watch.next;
    }
  }
}
