package org.llsocket;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.InterruptibleChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.ScatteringByteChannel;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.sys.Buffers;
import org.llsocket.internal.sys.StackHeadroom;

/**
 * {@code read(2)}, {@code readv(2)}, {@code write(2)} and {@code writev(2)} on a {@link
 * Descriptor}, by the contract of the JDK's channels, for code that takes a channel:
 *
 * <pre>{@code
 * try (var channel = socket.toByteChannel()) {
 *   var lines = new BufferedReader(Channels.newReader(channel, UTF_8));
 * }
 * }</pre>
 *
 * <p>This is a view: it does not own the descriptor, and closing either closes both. It differs
 * from the methods of {@code Descriptor} in these points:
 *
 * <ul>
 *   <li>a call that would have to wait on a non-blocking descriptor returns 0, not {@link
 *       Descriptor#AGAIN};
 *   <li>if {@code SO_RCVTIMEO} or {@code SO_SNDTIMEO} passes on a blocking socket, the call throws
 *       {@link SocketTimeoutException}: a blocking channel never reads 0 bytes;
 *   <li>one read at a time, and one write at a time: a second thread waits for the first;
 *   <li>a descriptor that is not open for reading or writing: {@link NonReadableChannelException},
 *       {@link NonWritableChannelException}; a socket without a peer: {@link
 *       NotYetConnectedException};
 *   <li>more than 1024 buffers (IOV_MAX): the call uses the first 1024.
 * </ul>
 *
 * <p>An interrupt closes the channel, as {@link InterruptibleChannel} specifies, unless {@link
 * Descriptor#onInterrupt(OnInterrupt)} was called with another value. All other failures are {@link
 * ErrnoException}s. Every method may be called by any thread at any time.
 *
 * @see Descriptor#toByteChannel
 */
public final class DescriptorChannel
    implements ByteChannel, GatheringByteChannel, ScatteringByteChannel, InterruptibleChannel {
  private static final int MOST_BUFFERS = Platform.number("IOV_MAX");

  private final Handle descriptor;
  private final ReentrantLock reading = new ReentrantLock();
  private final ReentrantLock writing = new ReentrantLock();

  DescriptorChannel(Handle descriptor) {
    this.descriptor = descriptor;
  }

  /**
   * {@code read(2)}: reads the bytes that have arrived, at most as many as remain in the buffer.
   *
   * @return the number of bytes read; 0 if the buffer is full, if the descriptor is non-blocking
   *     and has no data, or for an empty datagram; -1 at the end of the stream
   * @throws IllegalArgumentException if the buffer is read-only
   */
  @Override
  public int read(ByteBuffer buffer) throws IOException {
    Objects.requireNonNull(buffer);
    descriptor.checkOpen();
    SocketIo.checkWritable(buffer);
    if (!buffer.hasRemaining()) {
      return 0;
    }
    StackHeadroom.require();
    reading.lock();
    try {
      return (int)
          moved(
              descriptor.file().isSocket()
                  ? SocketIo.recv(descriptor, buffer, 0)
                  : DescriptorIo.read(descriptor, new ByteBuffer[] {buffer}, null));
    } catch (ErrnoException e) {
      throw failure(e, false);
    } finally {
      reading.unlock();
    }
  }

  /** {@code readv(2)} into all the buffers, as {@link #read(ByteBuffer[], int, int)}. */
  @Override
  public long read(ByteBuffer[] buffers) throws IOException {
    return read(buffers, 0, buffers.length);
  }

  /**
   * {@code readv(2)}: fills buffers one after the other, as {@link #read(ByteBuffer)}.
   *
   * @param offset the first buffer
   * @param length how many
   * @throws IndexOutOfBoundsException if the array does not have these buffers
   */
  @Override
  public long read(ByteBuffer[] buffers, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffers.length);
    descriptor.checkOpen();
    ByteBuffer[] some = remaining(buffers, offset, length, false);
    if (some.length == 0) {
      return 0;
    }
    StackHeadroom.require();
    reading.lock();
    try {
      return moved(DescriptorIo.read(descriptor, some, null));
    } catch (ErrnoException e) {
      throw failure(e, false);
    } finally {
      reading.unlock();
    }
  }

  /**
   * {@code write(2)}: writes the remaining bytes of the buffer.
   *
   * @return the number of bytes written, which may be less than remained; 0 if none remained, in
   *     which case no datagram is sent, or if the descriptor is non-blocking and full
   */
  @Override
  public int write(ByteBuffer buffer) throws IOException {
    Objects.requireNonNull(buffer);
    descriptor.checkOpen();
    if (!buffer.hasRemaining()) {
      return 0;
    }
    StackHeadroom.require();
    writing.lock();
    try {
      return (int)
          moved(
              descriptor.file().isSocket()
                  ? SocketIo.send(descriptor, buffer, 0)
                  : DescriptorIo.write(descriptor, new ByteBuffer[] {buffer}, null));
    } catch (ErrnoException e) {
      throw failure(e, true);
    } finally {
      writing.unlock();
    }
  }

  /** {@code writev(2)} of all the buffers, as {@link #write(ByteBuffer[], int, int)}. */
  @Override
  public long write(ByteBuffer[] buffers) throws IOException {
    return write(buffers, 0, buffers.length);
  }

  /**
   * {@code writev(2)}: writes buffers one after the other, as {@link #write(ByteBuffer)}.
   *
   * @param offset the first buffer
   * @param length how many
   * @throws IndexOutOfBoundsException if the array does not have these buffers
   */
  @Override
  public long write(ByteBuffer[] buffers, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffers.length);
    descriptor.checkOpen();
    ByteBuffer[] some = remaining(buffers, offset, length, true);
    if (some.length == 0) {
      return 0;
    }
    StackHeadroom.require();
    writing.lock();
    try {
      return moved(DescriptorIo.write(descriptor, some, null));
    } catch (ErrnoException e) {
      throw failure(e, true);
    } finally {
      writing.unlock();
    }
  }

  @Override
  public boolean isOpen() {
    return descriptor.isOpen();
  }

  /** {@code close(2)} of the descriptor, as {@link Descriptor#close}. */
  @Override
  public void close() throws IOException {
    descriptor.close();
  }

  /** The first buffers that are not empty, as many as one call takes. */
  private static ByteBuffer[] remaining(
      ByteBuffer[] buffers, int offset, int length, boolean sends) {
    var some = new ByteBuffer[Math.min(length, MOST_BUFFERS)];
    int count = 0;
    for (int i = offset; i < offset + length && count < MOST_BUFFERS; i++) {
      if (!sends && buffers[i].isReadOnly()) {
        throw Buffers.readOnly();
      }
      if (buffers[i].hasRemaining()) {
        some[count++] = buffers[i];
      }
    }
    return count == some.length ? some : Arrays.copyOf(some, count);
  }

  private long moved(long n) throws SocketTimeoutException {
    if (n != Handle.AGAIN) {
      return n;
    }
    if (descriptor.file().nonblock()) {
      return 0;
    }
    throw new SocketTimeoutException("SO_RCVTIMEO or SO_SNDTIMEO has passed");
  }

  /** The exception of the JDK's channels: on an open descriptor, EBADF concerns its access mode. */
  private static IOException failure(ErrnoException e, boolean sends) {
    Errno errno = e.errno();
    if (errno.equals(Errno.EBADF)) {
      throw caused(
          sends ? new NonWritableChannelException() : new NonReadableChannelException(), e);
    }
    if (errno.equals(Errno.ENOTCONN) || errno.equals(Errno.EDESTADDRREQ)) {
      throw caused(new NotYetConnectedException(), e);
    }
    return e;
  }

  private static IllegalStateException caused(IllegalStateException thrown, ErrnoException cause) {
    thrown.initCause(cause);
    return thrown;
  }

  /** {@code DescriptorChannel[Socket[fd=7]]}. */
  @Override
  public String toString() {
    return "DescriptorChannel[" + descriptor + "]";
  }
}
