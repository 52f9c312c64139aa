package org.llsocket.internal.lifecycle;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.llsocket.internal.sys.MmanCalls.Mapping;

/**
 * Memory that the kernel shares, and the right to use it: it is unmapped once, when it is closed
 * and no part of it is lent.
 */
public final class SharedMapping extends FdState {
  private final Mapping mapping;

  /** Takes a mapping. */
  public SharedMapping(Mapping mapping) {
    this.mapping = mapping;
  }

  /** Keeps the memory mapped until {@link #release}; false if this is closed. */
  public boolean retain() {
    return tryAcquire();
  }

  /** Ends a {@link #retain}; the last one unmaps if this is closed. */
  public void release() {
    if (drop() && claimClose()) {
      mapping.unmap();
    }
  }

  /** Unmaps, now or with the last {@link #release}. A second close has no effect. */
  public void close() {
    if (markClosing()) {
      finishSignalling();
      if (claimClose()) {
        mapping.unmap();
      }
    }
  }

  /** The memory, between {@link #retain} and {@link #release}. */
  public MemorySegment memory() {
    return mapping.memory();
  }

  /** A part of it, whose arena is closed before the {@link #release}. */
  public MemorySegment lend(long offset, long size, Arena arena) {
    return mapping.lend(offset, size, arena);
  }
}
