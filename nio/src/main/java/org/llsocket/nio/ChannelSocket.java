package org.llsocket.nio;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.SHUT;
import org.llsocket.Socket;

/**
 * What all channels share: the descriptor that they own, and one reader and one writer at a time. A
 * change of the blocking mode excludes both.
 *
 * <p>The calls of {@link Descriptor} and {@link Socket} do what a channel has to do in blocking
 * mode: they park virtual threads, end with the descriptor's close, and close it if the thread is
 * interrupted. So a channel does not use {@code begin} and {@code end} of its superclass; it only
 * follows when the descriptor was closed ({@link #failure}).
 *
 * @param <D> the descriptor's class
 */
final class ChannelSocket<D extends Descriptor> {
  /** {@code IOV_MAX}: a call uses no more buffers than this; the caller continues with the rest. */
  private static final int MOST_BUFFERS = 1024;

  final D descriptor;
  final ReentrantLock reading = new ReentrantLock();
  final ReentrantLock writing = new ReentrantLock();
  private final AbstractSelectableChannel channel;
  private volatile @Nullable Socket kept; // a duplicate that ends with the channel

  ChannelSocket(AbstractSelectableChannel channel, D descriptor) {
    this.channel = channel;
    this.descriptor = descriptor;
  }

  /**
   * The channel of a descriptor that exists, in the mode of that descriptor.
   *
   * @throws IOException as {@link Descriptor#nonblock()}; the channel is then closed
   */
  static <C extends AbstractSelectableChannel & PollableChannel> C inItsMode(C channel)
      throws IOException {
    boolean complete = false;
    try {
      if (channel.descriptor().nonblock()) {
        channel.configureBlocking(false);
      }
      complete = true;
      return channel;
    } finally {
      if (!complete) {
        channel.close();
      }
    }
  }

  void ensureOpen() throws ClosedChannelException {
    if (!channel.isOpen()) {
      throw new ClosedChannelException();
    }
  }

  void ensureBlocking() {
    if (!channel.isBlocking()) {
      throw new IllegalBlockingModeException();
    }
  }

  /** Takes both locks, in this order. */
  void lockBoth() {
    reading.lock();
    writing.lock();
  }

  void unlockBoth() {
    writing.unlock();
    reading.unlock();
  }

  void configureBlocking(boolean block) throws IOException {
    lockBoth();
    try {
      descriptor.nonblock(!block);
    } finally {
      unlockBoth();
    }
  }

  /**
   * Ends the socket with the channel, although other fds of this process refer to it.
   *
   * @param duplicate of the socket; it is shut down and closed after the channel's own fd
   */
  void endWith(Socket duplicate) {
    kept = duplicate;
  }

  /** Calls in flight end, and the last of them closes the fd; selectors do not report it again. */
  void close() throws IOException {
    try (Socket _ = kept) {
      descriptor.close();
      shutdown(kept);
    }
  }

  private static void shutdown(@Nullable Socket duplicate) throws IOException {
    try {
      if (duplicate != null) {
        duplicate.shutdown(SHUT.RDWR);
      }
    } catch (ErrnoException e) {
      if (!e.errno().equals(Errno.ENOTCONN) && !e.errno().equals(Errno.EOPNOTSUPP)) {
        throw e; // with these it is not connected, or cannot be
      }
    }
  }

  /** The exception of the channel for a failure of its descriptor. */
  IOException failure(IOException e) {
    return Exceptions.ofChannel(channel, e);
  }

  /** The exception of a call that returned because another thread has ended it. */
  static AsynchronousCloseException ended(Exception cause) {
    var ended = new AsynchronousCloseException();
    ended.initCause(cause);
    return ended;
  }

  // ---- transfer

  long read(ByteBuffer[] buffers, int offset, int length) throws IOException {
    ByteBuffer[] some = remaining(buffers, offset, length, true);
    return some.length == 0 ? 0 : moved(descriptor.read(some));
  }

  long write(ByteBuffer[] buffers, int offset, int length) throws IOException {
    ByteBuffer[] some = remaining(buffers, offset, length, false);
    return some.length == 0 ? 0 : moved(descriptor.write(some));
  }

  static void checkWritable(ByteBuffer buffer) {
    if (buffer.isReadOnly()) {
      throw new IllegalArgumentException("Read-only buffer");
    }
  }

  /** The first buffers that are not empty, as many as one call takes. */
  private static ByteBuffer[] remaining(
      ByteBuffer[] buffers, int offset, int length, boolean filled) {
    var some = new ByteBuffer[Math.min(length, MOST_BUFFERS)];
    int count = 0;
    for (int i = offset; i < offset + length && count < some.length; i++) {
      if (filled) {
        checkWritable(buffers[i]);
      }
      if (buffers[i].hasRemaining()) {
        some[count++] = buffers[i];
      }
    }
    return count == some.length ? some : Arrays.copyOf(some, count);
  }

  /**
   * The result of a channel for one of its descriptor: 0 if it would have to wait. In blocking mode
   * only {@code SO_RCVTIMEO} and {@code SO_SNDTIMEO} end a wait without a result.
   */
  long moved(long n) throws SocketTimeoutException {
    if (n != Descriptor.AGAIN) {
      return n;
    }
    if (channel.isBlocking()) {
      throw new SocketTimeoutException("SO_RCVTIMEO or SO_SNDTIMEO has passed");
    }
    return 0;
  }
}
