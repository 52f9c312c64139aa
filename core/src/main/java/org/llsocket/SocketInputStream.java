package org.llsocket;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.llsocket.DescriptorIoctl.IntRequest;
import org.llsocket.internal.sys.StackHeadroom;

/** {@code recv(2)} by the contract of {@link java.net.Socket#getInputStream}. */
final class SocketInputStream extends InputStream {

  private final Handle socket;
  private final ReentrantLock reading = new ReentrantLock();
  private final StreamBuffer buffer = new StreamBuffer(); // guarded by the lock
  private final StreamBuffer single = new StreamBuffer(); // for read()
  private final byte[] one = new byte[1];
  private boolean reset;
  private volatile boolean ended;

  SocketInputStream(Handle socket) {
    this.socket = StreamBuffer.checkStream(socket);
  }

  @Override
  public int read() throws IOException {
    StackHeadroom.require();
    reading.lock();
    try {
      return receive(single, one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    } finally {
      reading.unlock();
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    StackHeadroom.require();
    reading.lock();
    try {
      return receive(buffer, bytes, offset, length);
    } finally {
      reading.unlock();
    }
  }

  private int receive(StreamBuffer into, byte[] bytes, int offset, int length) throws IOException {
    try {
      socket.checkOpen();
      StreamBuffer.checkBlocking(socket);
      if (reset) { // the kernel reports it once, and a regular end afterwards
        throw new ErrnoException(Errno.ECONNRESET, "recv", "fd=" + socket.number());
      }
      if (ended) {
        return Descriptor.EOF;
      }
      int n = SocketIo.recv(socket, into.of(bytes, offset, length), 0);
      if (n == Descriptor.AGAIN) {
        StreamBuffer.checkBlocking(socket);
        throw new SocketTimeoutException("Read timed out");
      }
      ended = n == Descriptor.EOF;
      return n;
    } catch (ClosedChannelException e) {
      throw StreamBuffer.closed(e);
    } catch (ErrnoException e) {
      reset |= e.errno().equals(Errno.ECONNRESET);
      throw e;
    }
  }

  /** {@code ioctl(SIOCINQ)}: how many bytes have arrived; 0 after the end. */
  @Override
  public int available() throws IOException {
    try {
      socket.checkOpen();
      return ended ? 0 : DescriptorIoctl.number(socket, IntRequest.SIOCINQ);
    } catch (ClosedChannelException e) {
      throw StreamBuffer.closed(e);
    }
  }

  /** Closes the socket. */
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
