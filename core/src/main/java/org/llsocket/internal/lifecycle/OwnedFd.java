package org.llsocket.internal.lifecycle;

import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.sys.FdCalls;
import org.llsocket.internal.sys.SocketCalls;
import org.llsocket.internal.sys.StackHeadroom;

/**
 * A descriptor and the right to use it.
 *
 * <p>Its {@link FdState} counts the calls in flight and says whether the descriptor is closing. A
 * call {@linkplain #acquire acquires} the descriptor, uses the fd and {@linkplain #release
 * releases} it; the last release closes the fd, so it is closed once and never while a call could
 * still use it.
 *
 * <p>A close has to end calls that are blocked in the kernel, and {@code close(2)} does not wake
 * them. So a close that finds calls in flight first puts the {@linkplain PreClose pre-close file}
 * in the fd's place with {@code dup3(2)}: a call that has yet to enter the kernel finds that file
 * and returns. Then it signals each thread: a call that is already in the kernel ends with EINTR.
 * Until all are signalled the fd is not closed.
 */
public class OwnedFd extends WaitableFd {
  private static final int NONE = -1;
  private static final int F_DUPFD_CLOEXEC = Platform.number("F_DUPFD_CLOEXEC");
  private static final int SHUT_RDWR = Platform.number("SHUT_RDWR");

  private @Nullable LeakDetector leakDetector; // set before another thread sees this
  private boolean replaced; // by the pre-close file; guarded by this
  private int cut = NONE; // a duplicate of the file that was replaced; guarded by this

  @Nullable OwnedFd nextEnding; // the list of the Waker, as the next
  int passes; // how many times the Waker has examined this; over 0 while it is in the list

  /** Takes the descriptor {@code number}, which must be open. */
  public OwnedFd(int number, OpenFileDescription file) {
    super(number, file);
  }

  /** Has this closed once {@code owner} is unreachable, if it is not closed by then. */
  public final void closeWith(Object owner) {
    leakDetector = LeakDetector.watch(owner, this);
  }

  /** Whether the fd belongs to another owner, so that a close leaves it open. */
  public boolean isBorrowed() {
    return false;
  }

  /**
   * Begins a call.
   *
   * @return the calling thread's frame, to be given to {@link #release}
   * @throws ClosedChannelException if the descriptor is closed
   */
  public final CallFrame acquire() throws ClosedChannelException {
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

  /** The fd, for code outside of this library; -1 if the descriptor is closed. */
  public final int share() {
    if (isOpen() && ExclusiveFile.is(file())) {
      try {
        CallFrame frame = acquire();
        try {
          share(frame);
        } finally {
          release(frame);
        }
      } catch (ClosedChannelException e) {
        return NONE;
      }
    }
    return isOpen() ? number() : NONE;
  }

  /** The same, of a descriptor that the caller has acquired. */
  public final int share(CallFrame frame) {
    ExclusiveFile.share(file(), frame, number());
    return number();
  }

  /** Begins again after a wait, in which the descriptor may have been closed. */
  public final CallFrame acquireAgain() throws AsynchronousCloseException {
    try {
      return acquire();
    } catch (ClosedChannelException e) {
      throw new AsynchronousCloseException();
    }
  }

  /** Ends a call. */
  public final void release(CallFrame frame) {
    frame.unusing();
    if (drop() && claimClose()) {
      giveBack(frame);
    }
    frame.done();
  }

  /**
   * Keeps the fd from being closed, until {@link #releaseRetained}; for a call that does not wait,
   * because a close does not wake it.
   *
   * @return false if the descriptor is closed
   */
  @Override
  public final boolean retain() {
    StackHeadroom.require();
    return tryAcquire();
  }

  /** Ends {@link #retain}. */
  @Override
  public final void releaseRetained() {
    if (drop()) {
      CallFrame frame = CallFrame.current();
      if (claimClose()) {
        giveBack(frame);
      }
      frame.done();
    }
  }

  /**
   * Closes the descriptor: no call begins from now on, calls in flight are woken, and the last of
   * them closes the fd. Does nothing once the fd is closed. If an earlier close ran out of memory
   * half-way, this one completes it.
   *
   * @return 0, or {@code -errno} of {@code close(2)}; the fd is closed in any case
   */
  @Override
  public final int close() {
    CallFrame frame = CallFrame.current();
    try {
      return close(frame);
    } finally {
      frame.done();
    }
  }

  /** The same, by a thread that has a frame, with which it may have acquired the descriptor. */
  public final int close(CallFrame frame) {
    synchronized (this) { // one close at a time
      if (!markClosing()) {
        return 0;
      }
      deregisterAll(frame);
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
      wakeUntilClosed();
    }
    return 0;
  }

  /** Has the Waker signal the calls again until they have ended. */
  void wakeUntilClosed() {
    try {
      Waker.end(this);
    } catch (OutOfMemoryError | LinkageError e) {
      // it is for threads that the first signal did not reach: no reason for a close to fail
    }
  }

  /**
   * Puts the pre-close file in the file's place. A thread that blocks all signals can still be
   * woken by {@link #cutOff}, for which the file needs another fd.
   */
  void replace(CallFrame frame) {
    if (replaced) {
      return;
    }
    if (cut < 0 && InFlightCalls.next(this, null) != null) {
      cut = FdCalls.fcntl(frame.errno, number(), F_DUPFD_CLOEXEC, 0);
    }
    PreClose.replace(frame, number());
    replaced = true;
  }

  /** Shuts the socket down, for a thread that no signal reaches. */
  synchronized void cutOff() {
    CallFrame frame = CallFrame.current();
    try {
      if (cut >= 0) {
        SocketCalls.shutdown(frame.errno, cut, SHUT_RDWR);
      } else if (tryAcquire()) {
        SocketCalls.shutdown(frame.errno, number(), SHUT_RDWR);
        releaseRetained();
      }
    } finally {
      frame.done();
    }
  }

  /** Whether it is closed, or is now: the last use may have ended and failed to close it. */
  final boolean isClosedNow() {
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

  /** Closes the fd, after {@link #claimClose}. */
  private int giveBack(CallFrame frame) {
    int closed = closeNumber(frame);
    synchronized (this) {
      if (cut >= 0) {
        FdCalls.discard(cut);
        cut = NONE;
      }
    }
    if (leakDetector != null) {
      leakDetector.forget();
    }
    InFlightCalls.dropGone();
    return closed;
  }

  int closeNumber(CallFrame frame) {
    if (file().lingers() && Thread.currentThread().isVirtual()) {
      try {
        LingeringClose made = LingeringClose.onPlatformThread(number());
        if (made != null) {
          return made.result();
        }
      } catch (LinkageError e) {
        // the class cannot be loaded if the process has run out of descriptors
      }
    }
    return closeNumber(frame, number());
  }

  static int closeNumber(CallFrame frame, int number) {
    try {
      return FdCalls.close(frame.errno, number);
    } catch (OutOfMemoryError e) { // before the system call
      return FdCalls.discard(number);
    }
  }

  /**
   * Ends this without closing the fd, which is the caller's from now on.
   *
   * @throws ClosedChannelException if it is closed or detached already
   * @throws IllegalStateException if a call is in flight, parked ones included
   */
  public final int detach() throws ClosedChannelException {
    CallFrame frame = CallFrame.current();
    try {
      int uses = tryDetach();
      if (uses < 0) {
        throw new ClosedChannelException();
      }
      if (uses > 0) {
        throw new IllegalStateException("fd " + number() + " is in use by " + uses + " calls");
      }
      deregisterAll(frame);
      share(frame);
    } finally {
      frame.done();
    }
    if (leakDetector != null) {
      leakDetector.forget();
    }
    return number();
  }
}
