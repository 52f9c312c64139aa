package org.llsocket.nio;

import java.nio.ByteBuffer;

/**
 * The buffer over the array that was last passed to a stream. Most callers pass the same array
 * again, so a call allocates nothing. Used by one thread at a time.
 */
final class ArrayBuffer {
  private static final byte[] NONE = {};

  private byte[] array = NONE;
  private ByteBuffer buffer = ByteBuffer.wrap(NONE);

  @SuppressWarnings("ReferenceEquality") // the same array is meant
  ByteBuffer of(byte[] bytes, int offset, int length) {
    if (bytes != array) {
      buffer = ByteBuffer.wrap(bytes);
      array = bytes;
    }
    return buffer.limit(offset + length).position(offset);
  }
}
