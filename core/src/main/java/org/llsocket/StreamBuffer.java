package org.llsocket;

import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.IllegalBlockingModeException;

/**
 * The buffer over the array that a stream was last given. Most callers pass the same one again, so
 * a call makes no object. For one thread at a time.
 */
final class StreamBuffer {
  /** Bytes of one call: as many as a call keeps memory for to copy them through. */
  private static final int MOST = 128 * 1024;

  private byte[] array = new byte[1];
  private ByteBuffer buffer = ByteBuffer.wrap(array);

  /** A part of the array, no more of it than one call is to move. */
  @SuppressWarnings("ReferenceEquality") // the very array is meant
  ByteBuffer of(byte[] bytes, int offset, int length) {
    if (bytes != array) {
      buffer = ByteBuffer.wrap(bytes);
      array = bytes;
    }
    return buffer.limit(offset + Math.min(length, MOST)).position(offset);
  }

  static void checkBlocking(Handle socket) {
    if (socket.file().nonblock()) {
      throw new IllegalBlockingModeException();
    }
  }

  static Handle checkStream(Handle socket) {
    if (!socket.file().isStream()) {
      throw new UnsupportedOperationException(
          "a socket of " + new SOCK(socket.file().type()) + " has messages, not a stream of bytes");
    }
    return socket;
  }

  /** What java.net.Socket throws. */
  static SocketException closed(ClosedChannelException cause) {
    boolean interrupted = cause instanceof ClosedByInterruptException;
    var thrown = new SocketException(interrupted ? "Closed by interrupt" : "Socket closed");
    thrown.initCause(cause);
    return thrown;
  }
}
