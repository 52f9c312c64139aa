package org.llsocket;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.llsocket.internal.sys.StackHeadroom;

/** {@code send(2)} by the contract of {@link java.net.Socket#getOutputStream}. */
final class SocketOutputStream extends OutputStream {
  private final Handle socket;
  private final ReentrantLock writing = new ReentrantLock();
  private final StreamBuffer buffer = new StreamBuffer(); // guarded by the lock
  private final StreamBuffer single = new StreamBuffer(); // for write(int)
  private final byte[] one = new byte[1];

  SocketOutputStream(Handle socket) {
    this.socket = StreamBuffer.checkStream(socket);
  }

  @Override
  public void write(int b) throws IOException {
    StackHeadroom.require();
    writing.lock();
    try {
      one[0] = (byte) b;
      send(single, one, 0, 1);
    } finally {
      writing.unlock();
    }
  }

  /** Sends all bytes, in as many calls as necessary. */
  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    StackHeadroom.require();
    writing.lock();
    try {
      send(buffer, bytes, offset, length);
    } finally {
      writing.unlock();
    }
  }

  private void send(StreamBuffer from, byte[] bytes, int offset, int length) throws IOException {
    int sent = 0;
    try {
      socket.checkOpen();
      StreamBuffer.checkBlocking(socket);
      while (sent < length) {
        int n = SocketIo.send(socket, from.of(bytes, offset + sent, length - sent), 0);
        if (n == Descriptor.AGAIN) {
          StreamBuffer.checkBlocking(socket);
          throw new SocketTimeoutException("Write timed out");
        }
        sent += n;
      }
    } catch (ClosedChannelException e) {
      throw StreamBuffer.closed(e);
    } catch (InterruptedIOException e) { // also a timeout
      e.bytesTransferred = sent;
      throw e;
    }
  }

  /** Closes the socket. */
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
