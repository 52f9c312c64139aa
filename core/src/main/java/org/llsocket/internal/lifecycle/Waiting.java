package org.llsocket.internal.lifecycle;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Pollfd;
import org.llsocket.internal.sys.CallFrame;
import org.llsocket.internal.sys.FdCalls;

/**
 * Makes a {@link WaitingCall} on whatever thread this is. A platform thread waits in the kernel; a
 * virtual thread parks until the {@linkplain OwnedFd#park poller} tells it to try again, or has a
 * platform thread make the call where only a call that waits in the kernel learns of what it waits
 * for.
 */
public final class Waiting {
  private static final int EAGAIN = Platform.number("EAGAIN");
  private static final int EINPROGRESS = Platform.number("EINPROGRESS");
  private static final int EINTR = Platform.number("EINTR");
  private static final int EPERM = Platform.number("EPERM");
  private static final int POLLIN = Platform.number("POLLIN");
  private static final int POLLRDHUP = Platform.number("POLLRDHUP");
  private static final int POLLOUT = Platform.number("POLLOUT");

  /** Errors that are not the connection's, or that the kernel tells as often as it is asked. */
  private static final Set<Integer> PASSING =
      Set.of(
          EAGAIN,
          EINTR,
          Platform.number("EPIPE"),
          Platform.number("EFAULT"),
          Platform.number("ENOMEM"),
          Platform.number("ENOBUFS"));

  private Waiting() {}

  /**
   * What the call has moved in the end, or {@code -errno}: {@code -EAGAIN} or {@code -EINTR} where
   * it would have to wait and does not, or has waited long enough.
   *
   * @param waits whether it is to wait
   */
  public static long run(OwnedFd fd, WaitingCall call, boolean waits) throws IOException {
    if (!waits) {
      return immediate(fd, call);
    }
    fd.checkInterrupt();
    if (!Thread.currentThread().isVirtual()) {
      return onPlatformThread(fd, call);
    }
    if (!call.onlyByWaiting()) {
      return parking(fd, call);
    }
    if (call.sends()) {
      long n = immediate(fd, call);
      if (n != -EAGAIN && n != -EINTR) {
        return n;
      }
    }
    return offloaded(fd, call);
  }

  private static long immediate(OwnedFd fd, WaitingCall call) throws IOException {
    CallFrame frame = fd.enter();
    try {
      return tried(fd, call, frame, false);
    } finally {
      fd.leave(frame);
    }
  }

  private static long tried(OwnedFd fd, WaitingCall call, CallFrame frame, boolean waits) {
    long n;
    do {
      n = call.make(frame, fd.number(), waits);
    } while (n == -EINTR && fd.isOpen());
    return n;
  }

  private static long onPlatformThread(OwnedFd fd, WaitingCall call) throws IOException {
    CallFrame frame = fd.enter();
    try {
      long n = -EAGAIN;
      if (call.triesFirst() && (call.sends() || fd.triesFirst())) {
        n = call.make(frame, fd.number(), false);
        if (n == -EAGAIN && !call.sends()) {
          fd.hadToWait();
        }
      }
      return isOver(call, n) ? n : waiting(fd, call, frame, n);
    } finally {
      fd.leave(frame);
    }
  }

  /** The call again, from where it has got to, and this time it waits. */
  private static long waiting(OwnedFd fd, WaitingCall call, CallFrame frame, long first)
      throws IOException {
    call.goOn(first);
    long moved = Math.max(first, 0);
    long limit = fd.file().deadline(call.sends());
    KernelWait wait = fd.waitInKernel(frame, Deadline.NONE);
    long n = 0;
    try {
      do {
        n = call.make(frame, fd.number(), true);
      } while (wait.retry(n, limit));
    } finally {
      wait.finish(n > 0 || moved > 0);
    }
    return moved == 0 ? n : partly(fd, moved, n);
  }

  private static long parking(OwnedFd fd, WaitingCall call) throws IOException {
    long deadline = Deadline.NONE;
    boolean waited = false;
    long moved = 0;
    while (true) {
      int seen = fd.signals(call.sends());
      if (moved > 0 && !fd.isOpen()) {
        return moved;
      }
      boolean onlyByWaiting = false;
      long n;
      CallFrame frame = waited ? fd.enterAgain() : fd.enter();
      try {
        n = tried(fd, call, frame, false);
        boolean refused = call.isRefused(n);
        if (refused) {
          n = -EAGAIN;
        }
        if (!isOver(call, n)) {
          boolean asks = refused || call.mayBeStuck();
          onlyByWaiting = !watch(fd, call, frame) || (asks && ready(fd, frame, call.sends()) > 0);
        }
      } finally {
        fd.leave(frame);
      }
      if (onlyByWaiting) {
        return offloaded(fd, call);
      }
      if (isOver(call, n)) {
        return moved == 0 ? n : partly(fd, moved, n);
      }
      call.goOn(n);
      moved += Math.max(n, 0);
      if (!waited) {
        waited = true;
        deadline = fd.file().deadline(call.sends());
      }
      if (Deadline.remaining(deadline) <= 0) {
        return moved > 0 ? moved : -EAGAIN;
      }
      if (n > 0 && !call.sends()) {
        continue; // what it stopped at, as the end, may have had its signal before
      }
      fd.park(call.sends(), seen, deadline);
      if (moved > 0 && Thread.currentThread().isInterrupted()) {
        return moved; // the next call reports the interrupt, as on a platform thread
      }
      fd.checkInterrupt();
    }
  }

  private static long offloaded(OwnedFd fd, WaitingCall call) throws IOException {
    call.share();
    return offload(fd, () -> onPlatformThread(fd, call));
  }

  /** Has a platform thread make a call that waits; closed meanwhile, it is so for this call too. */
  public static <T extends @Nullable Object> T offload(OwnedFd fd, Offload.IoCall<T> call)
      throws IOException {
    if (!fd.isOpen()) {
      throw new ClosedChannelException();
    }
    try {
      return Offload.toEnd(call);
    } catch (AsynchronousCloseException e) {
      throw e;
    } catch (ClosedChannelException e) {
      throw new AsynchronousCloseException();
    }
  }

  /** Whether a call that waits would return what this one did. */
  private static boolean isOver(WaitingCall call, long n) {
    return n >= 0 ? n == 0 || call.isAll(n) : !wouldWait(call.sends(), n);
  }

  /** EINPROGRESS: the send has begun the connection, {@code TCP_FASTOPEN}. */
  public static boolean wouldWait(boolean sends, long n) {
    return n == -EAGAIN || n == -EINTR || (sends && n == -EINPROGRESS);
  }

  /** What some bytes and then {@code n} make: an error is for the next call to tell. */
  public static long partly(OwnedFd fd, long moved, long n) {
    if (n < 0 && fd.isOpen() && !PASSING.contains((int) -n)) {
      fd.file().keepFailure((int) n);
    }
    return moved + Math.max(n, 0);
  }

  /** False where it cannot be watched, as a file on a disk, which is always ready. */
  private static boolean watch(OwnedFd fd, WaitingCall call, CallFrame frame) throws IOException {
    int watched = fd.watch(frame);
    if (watched < 0 && watched != -EPERM) {
      throw call.failure(watched, "epoll_ctl");
    }
    return watched >= 0;
  }

  /** {@code poll(2)} that does not wait: over 0 if ready. */
  public static int ready(OwnedFd fd, CallFrame frame, boolean sends) {
    return now(fd, frame, sends ? POLLOUT : POLLIN);
  }

  /**
   * Whether a datagram socket receives nothing any more, of which a receive that does not wait says
   * nothing.
   */
  public static boolean isShutDown(OwnedFd fd) throws IOException {
    CallFrame frame = fd.enterAgain();
    try {
      return now(fd, frame, POLLRDHUP) > 0 && fd.isOpen();
    } finally {
      fd.leave(frame);
    }
  }

  private static int now(OwnedFd fd, CallFrame frame, int events) {
    int n;
    do {
      n = poll(fd, frame, events, 0);
    } while (n == -EINTR && fd.isOpen());
    return n;
  }

  public static int poll(OwnedFd fd, CallFrame frame, boolean sends, int millis) {
    return poll(fd, frame, sends ? POLLOUT : POLLIN, millis);
  }

  private static int poll(OwnedFd fd, CallFrame frame, int events, int millis) {
    Pollfd.set(frame.value, fd.number(), events);
    return FdCalls.poll(frame.errno, frame.value, 1, millis);
  }
}
