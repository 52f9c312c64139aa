package org.llsocket;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import org.llsocket.internal.lifecycle.BlockingIo;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.OpenFileDescription;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.platform.Platform;

/**
 * What a {@link Descriptor} is to the calls of this package: the descriptor that it owns, and how
 * the result of a system call becomes a value or an exception.
 */
class Handle implements Channel {
  /** What a transfer returns at the end of the stream. */
  static final int EOF = -1;

  /** What a call returns that would have to wait and does not. */
  static final int AGAIN = -2;

  private static final int EAGAIN = Platform.number("EAGAIN");
  private static final int EINTR = Platform.number("EINTR");

  /** The descriptor, and how to wait for it. */
  final OwnedFd owned;

  Handle(int fd, OpenFileDescription file) {
    owned = new OwnedFd(fd, file);
    owned.closeWith(this);
  }

  /** For questions about a descriptor that stays the caller's: the collector does not close it. */
  Handle(OwnedFd unowned) {
    owned = unowned;
  }

  /** Makes the object that owns a new descriptor. */
  interface Maker<H extends Handle> {
    H own(int fd, OpenFileDescription file);
  }

  @Override
  public boolean isOpen() {
    return owned.isOpen();
  }

  /**
   * {@code close(2)}: this descriptor is closed for the program at once; calls of other threads
   * that are blocked on it throw {@link AsynchronousCloseException}. Closing what is closed does
   * nothing.
   */
  @Override
  public void close() throws IOException {
    int closed = owned.close();
    if (closed < 0 && closed != -EINTR) {
      throw new ErrnoException(new Errno(-closed), "close", "fd=" + owned.number());
    }
  }

  final OpenFileDescription file() {
    return owned.file();
  }

  final void checkOpen() throws ClosedChannelException {
    if (!owned.isOpen()) {
      throw new ClosedChannelException();
    }
  }

  // ---- a call

  final CallFrame acquire() throws ClosedChannelException {
    return owned.acquire();
  }

  /** Ends a call. Until then this object is reachable, so the collector does not close it. */
  final void release(CallFrame frame) {
    try {
      owned.release(frame);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** The descriptor's number, between {@link #acquire} and {@link #release}. */
  final int number() {
    return owned.number();
  }

  /** Whether a call that returned {@code n} was ended by a signal and is to be made again. */
  final boolean retry(long n) {
    return n == -EINTR && owned.isOpen();
  }

  /** Waits until it is ready; whether it is before the deadline. */
  final boolean await(boolean sends, long deadline) throws IOException {
    long n;
    try {
      n = BlockingIo.await(owned, sends, deadline);
    } finally {
      Reference.reachabilityFence(this);
    }
    if (n > 0) {
      checkStillOpen();
      return true;
    }
    return n < 0 && failed(n, "poll", "") != AGAIN;
  }

  // ---- its result

  /**
   * Whether a call that returned {@code n} would have to wait, or has waited until a timeout.
   *
   * @throws AsynchronousCloseException if the descriptor was closed during the call
   */
  final boolean again(long n) throws AsynchronousCloseException {
    checkStillOpen();
    return n == -EAGAIN || n == -EINTR;
  }

  /**
   * {@link #AGAIN}, or what to throw, for a call that returned {@code -errno}.
   *
   * @param arguments of the call behind the descriptor, or an empty string
   */
  final int failed(long n, String call, String arguments) throws IOException {
    if (again(n)) {
      return AGAIN;
    }
    throw failure(n, call, arguments);
  }

  /**
   * The exception for a call that returned {@code -errno}.
   *
   * @throws AsynchronousCloseException if the descriptor was closed during the call
   */
  final ErrnoException failure(long n, String call, String arguments)
      throws AsynchronousCloseException {
    checkStillOpen();
    String fd = "fd=" + owned.number();
    return new ErrnoException(
        new Errno((int) -n), call, arguments.isEmpty() ? fd : fd + ", " + arguments);
  }

  /**
   * The answer of a call counts only if the descriptor is open after it: else it may be the
   * pre-close file's.
   */
  final void checkStillOpen() throws AsynchronousCloseException {
    if (!owned.isOpen()) {
      throw new AsynchronousCloseException();
    }
  }
}
