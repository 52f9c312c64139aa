package org.llsocket.loop;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Copies of data that a connection has yet to send, in order. */
final class Outgoing {
  private final Chunk.Pool pool;
  private @Nullable Chunk first;
  private @Nullable Chunk last;
  private long bytes;

  Outgoing(Chunk.Pool pool) {
    this.pool = pool;
  }

  boolean isEmpty() {
    return first == null;
  }

  long bytes() {
    return bytes;
  }

  /** The chunk whose data is to be sent next. */
  @Nullable Chunk first() {
    return first;
  }

  /** Adds a copy at the end, or nothing; the chunk that is being sent may grow too. */
  void append(MemorySegment from, long offset, long length) throws IOException {
    Chunk before = last;
    int end = before == null ? 0 : before.end;
    boolean whole = false;
    try {
      copy(from, offset, length);
      whole = true;
    } finally {
      if (!whole) {
        cut(before, end);
      }
    }
  }

  private void copy(MemorySegment from, long offset, long length) throws IOException {
    long at = offset;
    long left = length;
    while (left > 0) {
      Chunk to = last;
      if (to == null || to.end == Chunk.SIZE) {
        to = pool.take();
        if (last == null) {
          first = to;
        } else {
          last.next = to;
        }
        last = to;
      }
      int n = (int) Math.min(left, Chunk.SIZE - to.end);
      MemorySegment.copy(from, at, to.memory, to.end, n);
      to.end += n;
      bytes += n;
      at += n;
      left -= n;
    }
  }

  /** Removes what is behind a position; null is the beginning. */
  private void cut(@Nullable Chunk chunk, int end) {
    if (chunk == null) {
      clear();
      return;
    }
    bytes -= chunk.end - end;
    chunk.end = end;
    last = chunk;
    for (Chunk each = chunk.next; each != null; each = chunk.next) {
      chunk.next = each.next;
      bytes -= each.length();
      pool.give(each);
    }
  }

  /** Adds a copy of {@link Chunk#SIZE} bytes or fewer at the beginning. */
  void prepend(MemorySegment from, long offset, int length) throws IOException {
    Chunk to = pool.take();
    MemorySegment.copy(from, offset, to.memory, 0, length);
    to.end = length;
    bytes += length;
    to.next = first;
    if (first == null) {
      last = to;
    }
    first = to;
  }

  /** The first {@code count} bytes were sent; they are in the first chunk. */
  void sent(int count) {
    Chunk chunk = first;
    if (chunk == null || count > chunk.length()) {
      throw new IllegalStateException("more was sent than was there: " + count);
    }
    bytes -= count;
    chunk.start += count;
    if (chunk.length() == 0) {
      first = chunk.next;
      if (first == null) {
        last = null;
      }
      pool.give(chunk);
    }
  }

  void clear() {
    for (Chunk chunk = first; chunk != null; chunk = first) {
      first = chunk.next;
      pool.give(chunk);
    }
    last = null;
    bytes = 0;
  }
}
