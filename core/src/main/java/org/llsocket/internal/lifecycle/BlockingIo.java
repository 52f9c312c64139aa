package org.llsocket.internal.lifecycle;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Pollfd;
import org.llsocket.internal.sys.FdCalls;

/**
 * Try, wait, try again: makes every {@link BlockingCall}, on whatever thread this is.
 *
 * <ul>
 *   <li>A platform thread waits in the kernel, inside the call itself, where a blocking call means
 *       what it means in C. With a deadline it waits in poll(2) and tries again.
 *   <li>A virtual thread parks until the {@linkplain OwnedFd#park poller} signals, and tries again.
 *   <li>If only a call that waits in the kernel ends when it should, a platform thread makes it for
 *       the virtual thread.
 * </ul>
 */
public final class BlockingIo {
  /** What {@link #resume} takes if the call has not been tried. */
  public static final long NOT_TRIED = Long.MAX_VALUE;

  private static final int EAGAIN = Platform.number("EAGAIN");
  private static final int EINPROGRESS = Platform.number("EINPROGRESS");
  private static final int EINTR = Platform.number("EINTR");
  private static final int POLLIN = Platform.number("POLLIN");
  private static final int POLLRDHUP = Platform.number("POLLRDHUP");
  private static final int POLLOUT = Platform.number("POLLOUT");

  /** Between two tries on a descriptor that is ready and does not have what is asked for. */
  private static final long PAUSE_NANOS = 1_000_000;

  /**
   * Errors that need not be kept: they do not concern the connection, or the kernel reports them
   * again on the next call.
   */
  private static final Set<Integer> PASSING =
      Set.of(
          EAGAIN,
          EINTR,
          Platform.number("EPIPE"),
          Platform.number("EFAULT"),
          Platform.number("ENOMEM"),
          Platform.number("ENOBUFS"));

  private BlockingIo() {}

  /**
   * Makes a call.
   *
   * @param waits whether it is to wait
   * @return what it has moved or made in the end, or {@code -errno}: {@code -EAGAIN} or {@code
   *     -EINTR} if it would have to wait and does not, or has waited until a timeout
   */
  public static long run(OwnedFd fd, BlockingCall call, boolean waits) throws IOException {
    return run(fd, call, waits, Deadline.NONE);
  }

  /** The same, and waits until the deadline at most. */
  public static long run(OwnedFd fd, BlockingCall call, boolean waits, long deadline)
      throws IOException {
    if (!waits) {
      return attempt(fd, call, fd.acquire());
    }
    fd.checkInterrupt();
    if (!call.triesFirst() || !(call.sends() || fd.triesFirst())) {
      return resume(fd, call, NOT_TRIED, 0, deadline);
    }
    int seen = fd.signals(call.sends());
    return resume(fd, call, attempt(fd, call, fd.acquire()), seen, deadline);
  }

  /**
   * Continues a call that has been tried without waiting.
   *
   * @param first the result of that try, or {@link #NOT_TRIED}
   * @param seen the count of {@linkplain OwnedFd#signals signals} before that try
   * @param deadline {@link Deadline#NONE} for none
   */
  public static long resume(OwnedFd fd, BlockingCall call, long first, int seen, long deadline)
      throws IOException {
    boolean tried = first != NOT_TRIED && first != -EINTR; // a signal is no reason to wait
    if (tried && isOver(call, first)) {
      return first;
    }
    boolean virtual = Thread.currentThread().isVirtual();
    boolean inKernel = first == BlockingCall.REFUSED || call.onlyByWaiting();
    if (inKernel || (!virtual && deadline == Deadline.NONE)) {
      return inKernelOfAnyThread(fd, call, tried ? first : NOT_TRIED, deadline);
    }
    if (tried) {
      return byReadiness(fd, call, first, seen, deadline);
    }
    call.prepare(fd);
    int before = fd.signals(call.sends());
    return byReadiness(fd, call, attempt(fd, call, fd.acquire()), before, deadline);
  }

  /** One try that does not wait; {@code frame} is given back. */
  private static long attempt(OwnedFd fd, BlockingCall call, CallFrame frame) throws IOException {
    try {
      long n;
      do {
        n = call.make(frame, fd.number(), false);
      } while (n == -EINTR && fd.isOpen());
      return n;
    } finally {
      fd.release(frame);
    }
  }

  /** Continues the call on this platform thread, waiting in the kernel. */
  private static long inKernel(OwnedFd fd, BlockingCall call, long first, long deadline)
      throws IOException {
    boolean tried = first != NOT_TRIED;
    long moved = tried ? Math.max(first, 0) : 0;
    CallFrame frame = tried ? acquireAgain(fd, moved > 0) : fd.acquire();
    if (frame == null) {
      return moved;
    }
    try {
      if (first == -EAGAIN && !call.sends()) {
        fd.hadToWait();
      }
      if (tried) {
        call.advance(first);
      }
      long limit = call.limit(fd);
      KernelWait wait = KernelWait.start(frame, fd, deadline);
      long n = 0;
      try {
        int before;
        do {
          before = ExclusiveFile.waitsInKernel(fd.file(), frame, fd.number());
          n = call.make(frame, fd.number(), true);
        } while ((wait.retry(n) || isEarly(fd, n, before)) && Deadline.remaining(limit) > 0);
      } finally {
        wait.finish(moved > 0 || call.hasEffect(n));
      }
      return moved == 0 ? n : partly(fd, moved, n);
    } finally {
      fd.release(frame);
    }
  }

  /** Whether the call did not wait, because another one made the file non-blocking for itself. */
  private static boolean isEarly(OwnedFd fd, long n, int before) {
    return (n == -EAGAIN || n == -EINPROGRESS) && ExclusiveFile.hasChanged(fd.file(), before);
  }

  /** Waits outside of the call until the descriptor is ready, and tries again, until it is over. */
  private static long byReadiness(
      OwnedFd fd, BlockingCall call, long first, int firstSeen, long deadline) throws IOException {
    boolean sends = call.sends();
    long limit = Math.min(deadline, call.limit(fd));
    long n = first;
    int seen = firstSeen;
    long moved = 0;
    boolean ready = false;
    while (!isOver(call, n)) {
      if (moved == 0 && isStuck(fd, call, n)) {
        return inKernelOfAnyThread(fd, call, n, deadline);
      }
      call.advance(n);
      moved += Math.max(n, 0);
      if (Deadline.remaining(limit) <= 0) {
        return moved > 0 ? moved : -EAGAIN;
      }
      if (n <= 0 || sends) { // the end that a receive stopped at may have had its signal already
        if (ready && isAtEnd(fd, call)) {
          return moved > 0 || fd.file().nonblock() ? moved : inKernel(fd, call, n, limit);
        }
        ready = awaitSignal(fd, sends, seen, limit, ready, moved > 0);
        if (moved == 0) {
          fd.checkInterruptOfWait();
        } else if (fd.isInterrupted() || !fd.isOpen()) {
          return moved; // the next call reports it
        }
      }
      seen = fd.signals(sends);
      CallFrame frame = acquireAgain(fd, moved > 0);
      if (frame == null) {
        return moved;
      }
      n = attempt(fd, call, frame);
    }
    if (n > 0) {
      call.onMoved(fd, n, seen);
    }
    return moved == 0 ? n : partly(fd, moved, n);
  }

  /** Continues the call in the kernel; for a virtual thread a platform thread does. */
  private static long inKernelOfAnyThread(OwnedFd fd, BlockingCall call, long first, long deadline)
      throws IOException {
    if (!Thread.currentThread().isVirtual()) {
      return inKernel(fd, call, first, deadline);
    }
    if (first == NOT_TRIED) {
      return offloaded(fd, call, deadline);
    }
    call.advance(first);
    long rest = offloaded(fd, call, deadline);
    return first > 0 ? partly(fd, first, rest) : rest;
  }

  /**
   * Waits until another try is worthwhile, or until {@code limit}.
   *
   * @param again whether poll(2) reported the descriptor as ready before, and the try found nothing
   * @param some whether bytes have been moved, so that an interrupt is for the next call to report
   * @return whether poll(2) has reported the descriptor as ready
   */
  private static boolean awaitSignal(
      OwnedFd fd, boolean sends, int seen, long limit, boolean again, boolean some)
      throws IOException {
    if (Thread.currentThread().isVirtual()) {
      fd.park(sends, seen, limit);
      return false;
    }
    if (again) {
      pause(Math.min(Deadline.remaining(limit), PAUSE_NANOS));
    }
    CallFrame frame = acquireAgain(fd, some);
    return frame != null && poll(fd, frame, sends, limit, some) > 0;
  }

  /** Acquires again; null if the descriptor is closed and {@code some} bytes have been moved. */
  private static @Nullable CallFrame acquireAgain(OwnedFd fd, boolean some)
      throws AsynchronousCloseException {
    try {
      return fd.acquireAgain();
    } catch (AsynchronousCloseException e) {
      if (some) {
        return null; // their count is what the call returns; the next call reports the close
      }
      throw e;
    }
  }

  /** Pauses; an interrupt that the descriptor ignores does not end it. */
  private static void pause(long nanos) {
    boolean interrupted = Thread.interrupted();
    LockSupport.parkNanos(nanos);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether only a wait in the kernel can continue a call that returned {@code n}. */
  private static boolean isStuck(OwnedFd fd, BlockingCall call, long n) throws IOException {
    if (!Thread.currentThread().isVirtual()) {
      return n == BlockingCall.REFUSED;
    }
    if (!fd.isWatched() && !watch(fd)) {
      return true;
    }
    boolean asks = n == BlockingCall.REFUSED || call.mayBeStuck();
    return asks && isReady(fd, call.sends() ? POLLOUT : POLLIN);
  }

  /** False for a file that cannot be watched, as one on a disk, and if resources are short. */
  private static boolean watch(OwnedFd fd) throws IOException {
    CallFrame frame = fd.acquireAgain();
    try {
      return fd.watch(frame) >= 0;
    } finally {
      fd.release(frame);
    }
  }

  /**
   * Whether it is a receive of messages after a shutdown: a call that waits returns at once, of
   * which one that does not wait gives no sign.
   */
  private static boolean isAtEnd(OwnedFd fd, BlockingCall call) throws IOException {
    return call.mayBeStuck() && !call.sends() && isReady(fd, POLLRDHUP);
  }

  /**
   * Makes a platform thread make the call, on memory that both may use. A close meanwhile is an
   * asynchronous one for the caller.
   */
  private static long offloaded(OwnedFd fd, BlockingCall call, long deadline) throws IOException {
    call.share();
    if (!fd.isOpen()) {
      throw new ClosedChannelException();
    }
    long[] result = new long[1];
    try {
      return BlockingExecutor.toEnd(() -> {
        result[0] = resume(fd, call, NOT_TRIED, 0, deadline);
        return result;
      })[0];
    } catch (AsynchronousCloseException e) {
      throw e;
    } catch (ClosedChannelException e) {
      throw new AsynchronousCloseException();
    }
  }

  /** Whether a call that waits would return what this one did. */
  private static boolean isOver(BlockingCall call, long n) {
    return n >= 0 ? n == 0 || call.isAll(n) : !wouldWait(call.sends(), n);
  }

  /** EINPROGRESS: the send has begun the connection, {@code TCP_FASTOPEN}. */
  public static boolean wouldWait(boolean sends, long n) {
    return n == -EAGAIN || n == -EINTR || n == BlockingCall.REFUSED || (sends && n == -EINPROGRESS);
  }

  /** The result of a call that moved some bytes and then {@code n}: an error is for the next. */
  public static long partly(OwnedFd fd, long moved, long n) {
    if (n < 0 && fd.isOpen() && !PASSING.contains((int) -n)) {
      fd.file().keepFailure((int) n);
    }
    return moved + Math.max(n, 0);
  }

  // ---- readiness

  /**
   * Waits until the descriptor is ready, on any thread.
   *
   * @return over 0 if it is, 0 or {@code -EAGAIN} if the deadline has passed, or {@code -errno} of
   *     poll(2)
   */
  public static long await(OwnedFd fd, boolean sends, long deadline) throws IOException {
    fd.checkInterrupt();
    return Thread.currentThread().isVirtual()
        ? resume(fd, sends ? Ready.WRITE : Ready.READ, NOT_TRIED, 0, deadline)
        : poll(fd, fd.acquire(), sends, deadline, false);
  }

  /** poll(2) of one direction. */
  private enum Ready implements BlockingCall {
    READ,
    WRITE;

    @Override
    public boolean sends() {
      return this == WRITE;
    }

    @Override
    public long make(CallFrame frame, int fd, boolean waits) {
      int n = poll(frame, fd, sends() ? POLLOUT : POLLIN, waits ? -1 : 0);
      return n == 0 ? -EAGAIN : n;
    }

    @Override
    public boolean onlyByWaiting() {
      return false;
    }

    @Override
    public long limit(OwnedFd fd) {
      return Deadline.NONE;
    }
  }

  /**
   * poll(2) that waits in the kernel, on a platform thread; {@code frame} is given back.
   *
   * @param some whether an interrupt is for the next call to report
   */
  private static int poll(OwnedFd fd, CallFrame frame, boolean sends, long deadline, boolean some)
      throws IOException {
    try {
      KernelWait wait = KernelWait.start(frame, fd, Deadline.NONE);
      int n = 0;
      try {
        do {
          n = poll(frame, fd.number(), sends ? POLLOUT : POLLIN, Deadline.millis(deadline));
        } while (wait.retry(n) || (n == 0 && Deadline.remaining(deadline) > 0));
      } finally {
        wait.finish(n > 0 || some);
      }
      return n;
    } finally {
      fd.release(frame);
    }
  }

  /** Whether poll(2) reports one of the events now. */
  private static boolean isReady(OwnedFd fd, int events) throws IOException {
    CallFrame frame = fd.acquireAgain();
    try {
      int n;
      do {
        n = poll(frame, fd.number(), events, 0);
      } while (n == -EINTR && fd.isOpen());
      return n > 0 && fd.isOpen();
    } finally {
      fd.release(frame);
    }
  }

  private static int poll(CallFrame frame, int fd, int events, int millis) {
    Pollfd.set(frame.value, fd, events);
    return FdCalls.poll(frame.errno, frame.value, 1, millis);
  }
}
