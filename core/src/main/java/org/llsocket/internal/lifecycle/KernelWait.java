package org.llsocket.internal.lifecycle;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.platform.Platform;

/**
 * A platform thread's wait inside a system call: {@link Thread#interrupt}, a deadline and a close
 * by another thread end it with EINTR.
 *
 * <p>The JDK offers one way to hear of an interrupt, {@link AbstractInterruptibleChannel}, which
 * believes to be closed by it. A descriptor that is closed by interrupts has one of these for all
 * its waits; one that stays open, and a wait with a deadline, has one a wait.
 */
public final class KernelWait extends AbstractInterruptibleChannel {
  private static final int EINTR = Platform.number("EINTR");

  private final OwnedFd fd;
  private final @Nullable Nudge nudge; // of a single wait
  private final boolean closes; // as it was when the wait began

  /** For all waits of a descriptor that an interrupt closes. */
  KernelWait(OwnedFd fd) {
    this.fd = fd;
    this.nudge = null;
    this.closes = true;
  }

  /** For one wait of the thread {@code pthread}. */
  KernelWait(OwnedFd fd, long pthread, long deadline, boolean closes) {
    this.fd = fd;
    this.closes = closes;
    this.nudge = new Nudge(pthread);
    nudge.at(deadline);
  }

  /** Begins to hear of interrupts, one that has come already included. */
  void start() {
    begin();
  }

  /** Whether the deadline or an interrupt that leaves the descriptor open has ended the wait. */
  public boolean nudged() {
    return nudge != null && nudge.fired();
  }

  /** Whether a call that returned {@code n} met a stray signal and is to be made again. */
  public boolean retry(long n) {
    return n == -EINTR && fd.isOpen() && !nudged();
  }

  /** The same for a call that the kernel too ends after a time: no more once that has passed. */
  public boolean retry(long n, long limit) {
    return retry(n) && Deadline.remaining(limit) > 0;
  }

  /**
   * Ends the wait.
   *
   * @param completed whether the call has done something, so that it does not matter if the
   *     descriptor was closed meanwhile, nor an interrupt that leaves it open
   * @throws ClosedByInterruptException if the thread was interrupted, which has closed the
   *     descriptor
   * @throws InterruptedIOException if the thread was interrupted and the descriptor stays open
   * @throws AsynchronousCloseException if an interrupt of another thread has closed the descriptor
   */
  public void finish(boolean completed) throws IOException {
    if (nudge != null) {
      nudge.end();
    }
    try {
      end(completed);
    } catch (ClosedByInterruptException e) {
      if (closes) {
        throw e;
      }
      if (!completed) {
        throw fd.isOpen() ? fd.keptOpen() : new AsynchronousCloseException();
      }
    }
  }

  @Override
  protected void implCloseChannel() {
    if (closes) {
      fd.close();
    } else if (nudge != null) {
      nudge.now();
    }
  }
}
