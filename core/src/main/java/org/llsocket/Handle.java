package org.llsocket;

import java.io.IOException;
import java.lang.ref.Reference;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.lifecycle.BlockingIo;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.OpenFileDescription;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.platform.Platform;

/**
 * The implementation of a {@link Descriptor}: it owns the fd, and converts the result of a system
 * call to a value or an exception.
 */
class Handle implements Channel {
  /** Returned by transfers at the end of the stream. */
  static final int EOF = -1;

  /** Returned by calls that would have to wait and do not. */
  static final int AGAIN = -2;

  private static final int EAGAIN = Platform.number("EAGAIN");
  private static final int EINTR = Platform.number("EINTR");

  /** The descriptor, and how to wait for it. */
  final OwnedFd owned;

  Handle(int fd, OpenFileDescription file) {
    owned = new OwnedFd(fd, file);
    owned.closeWith(this);
  }

  /**
   * For queries on a descriptor that the caller keeps: it is not closed when this object becomes
   * unreachable.
   */
  Handle(OwnedFd unowned) {
    owned = unowned;
  }

  /** Creates the object that owns a new descriptor. */
  interface Maker<H extends Handle> {
    H own(int fd, OpenFileDescription file);
  }

  @Override
  public boolean isOpen() {
    return owned.isOpen();
  }

  /**
   * {@code close(2)}: the descriptor is closed for the program at once; calls of other threads that
   * are blocked on it throw {@link AsynchronousCloseException}. Closing a second time has no
   * effect.
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

  /** Ends a call. Until then this object is reachable, so it is not closed as a leak. */
  final void release(CallFrame frame) {
    try {
      owned.release(frame);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** The fd, between {@link #acquire} and {@link #release}. */
  final int number() {
    return owned.number();
  }

  /** Whether a call that returned {@code n} was ended by a signal and has to be repeated. */
  final boolean retry(long n) {
    return n == -EINTR && owned.isOpen();
  }

  /** Waits until the descriptor is ready; returns false if the deadline expires first. */
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
   * Whether a call that returned {@code n} would have to wait, or timed out.
   *
   * @throws AsynchronousCloseException if the descriptor was closed during the call
   */
  final boolean again(long n) throws AsynchronousCloseException {
    checkStillOpen();
    return n == -EAGAIN || n == -EINTR;
  }

  /**
   * Returns {@link #AGAIN} or throws, for a call that returned {@code -errno}.
   *
   * @param arguments of the call behind the descriptor, or an empty string
   */
  final int failed(long n, String call, String arguments) throws IOException {
    if (again(n)) {
      return AGAIN;
    }
    throw failure(n, call, arguments);
  }

  /** Throws if a call with a timeout returned {@link #AGAIN}; {@code what} it has not done. */
  static void checkInTime(long n, @Nullable Duration timeout, String what)
      throws SocketTimeoutException {
    if (n == AGAIN && timeout != null) {
      throw new SocketTimeoutException(what + " within " + timeout);
    }
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
   * The result of a call is valid only if the descriptor is open after it: otherwise the result may
   * be the pre-close file's.
   */
  final void checkStillOpen() throws AsynchronousCloseException {
    if (!owned.isOpen()) {
      throw new AsynchronousCloseException();
    }
  }
}
