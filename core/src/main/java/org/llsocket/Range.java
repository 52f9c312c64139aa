package org.llsocket;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ConcurrentModificationException;
import org.llsocket.internal.sys.Buffers;

/**
 * The bytes of a buffer that a call uses, as offset and length. They are read once per call,
 * because another thread may change a {@link ByteBuffer}'s position and limit at any time. Two ints
 * in one long, so that nothing is allocated.
 */
final class Range {
  private Range() {}

  /**
   * The remaining bytes of a buffer, or a whole segment; at most as many as one system call takes.
   *
   * @throws ConcurrentModificationException if the limit read is less than the position read
   */
  static long of(Object data) {
    if (!(data instanceof ByteBuffer buffer)) {
      return of(0, (int) Math.min(((MemorySegment) data).byteSize(), Buffers.MAX_COUNT));
    }
    int position = buffer.position();
    int remaining = buffer.limit() - position;
    if (remaining < 0) {
      throw Buffers.moved();
    }
    return of(position, (int) Math.min(remaining, Buffers.MAX_COUNT));
  }

  static long of(int start, int length) {
    return (long) start << Integer.SIZE | length;
  }

  static int start(long range) {
    return (int) (range >>> Integer.SIZE);
  }

  static int length(long range) {
    return (int) range;
  }

  /** The range without its first bytes. */
  static long behind(long range, long moved) {
    return of(start(range) + (int) moved, length(range) - (int) moved);
  }

  /**
   * These bytes of a segment or of a direct buffer, as memory whose bounds other threads cannot
   * change.
   */
  static MemorySegment of(Object data, long range) {
    MemorySegment whole =
        data instanceof ByteBuffer buffer ? Buffers.whole(buffer) : (MemorySegment) data;
    int length = length(range);
    return whole.byteSize() == length ? whole : whole.asSlice(start(range), length);
  }

  /** Moves the position of a buffer past the first bytes of the range. */
  static void advance(Object data, long range, int moved) {
    if (moved > 0 && data instanceof ByteBuffer buffer) {
      Buffers.moveTo(buffer, start(range) + Math.min(moved, length(range)));
    }
  }
}
