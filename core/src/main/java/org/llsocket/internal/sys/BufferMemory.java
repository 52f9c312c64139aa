package org.llsocket.internal.sys;

import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The memory of the direct buffers that a thread uses again and again. {@link
 * MemorySegment#ofBuffer} creates objects, which cost nothing only if the JIT inlines it and all
 * that uses its result. A program that moves its data through one or two buffers does not depend on
 * that: their segments are created once.
 *
 * <p>Only one in {@value #PERIOD} of the calls that find no segment creates one to keep, so a
 * program with many buffers allocates less than a byte a call here.
 */
final class BufferMemory {
  /** A buffer is kept when so many calls have found none. */
  private static final int PERIOD = 1024;

  /**
   * Weak, because a segment keeps its buffer alive, and the memory of a buffer may be large. A
   * garbage collection empties it.
   */
  private record Kept(ByteBuffer buffer, MemorySegment memory) {}

  private static final WeakReference<Kept> NONE = new WeakReference<>(null);

  private WeakReference<Kept> newer = NONE;
  private WeakReference<Kept> older = NONE;
  private int misses;

  /** The memory of a direct buffer from 0 to its capacity, or null if it is not kept. */
  @SuppressWarnings("ReferenceEquality") // the very object is meant
  @Nullable MemorySegment of(ByteBuffer buffer) {
    Kept first = newer.get();
    if (first != null && first.buffer == buffer) {
      return first.memory;
    }
    Kept second = older.get();
    if (second != null && second.buffer == buffer) {
      return second.memory;
    }
    if (++misses < PERIOD) {
      return null;
    }
    return keep(buffer);
  }

  private MemorySegment keep(ByteBuffer buffer) {
    var kept = new Kept(buffer, Buffers.whole(buffer));
    var reference = new WeakReference<>(kept);
    misses = 0;
    older = newer;
    newer = reference;
    return kept.memory;
  }
}
