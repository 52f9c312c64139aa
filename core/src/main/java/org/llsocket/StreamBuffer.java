package org.llsocket;

import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.IllegalBlockingModeException;

/**
 * The buffer over the array that was last passed to a stream. Most callers pass the same array
 * again, so a call allocates nothing. Used by one thread at a time.
 */
final class StreamBuffer {
  /** The most bytes of one call: the size of the memory that a call keeps for copies. */
  private static final int MOST = 128 * 1024;

  private byte[] array = new byte[1];
  private ByteBuffer buffer = ByteBuffer.wrap(array);

  /** A part of the array, at most as much as one call moves. */
  @SuppressWarnings("ReferenceEquality") // identity is intended: the same array
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
          "a socket of "
              + new SOCK(socket.file().type())
              + " carries messages, not a stream of bytes");
    }
    return socket;
  }

  /** The exception that java.net.Socket throws. */
  static SocketException closed(ClosedChannelException cause) {
    boolean interrupted = cause instanceof ClosedByInterruptException;
    var thrown = new SocketException(interrupted ? "Closed by interrupt" : "Socket closed");
    thrown.initCause(cause);
    return thrown;
  }
}
