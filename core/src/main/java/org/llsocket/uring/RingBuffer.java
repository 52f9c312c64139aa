package org.llsocket.uring;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Memory of a ring, which the kernel may read and write while an operation is in flight. A buffer
 * of a {@link BufferRing} is lent to the handler of a receive, and goes back when the handler and
 * every operation that uses it have ended; one of {@link Ring#allocate} is the program's until the
 * ring is closed.
 *
 * <p>Used by the ring's thread only; the memory itself may be used by any thread. Once the ring is
 * closed, using the memory throws {@link IllegalStateException}.
 */
public final class RingBuffer {
  private final RingCore core;
  private final MemorySegment memory;
  private final long address;
  private final @Nullable BufferRing ring;
  private final int id;
  private int uses;

  RingBuffer(RingCore core, MemorySegment memory, @Nullable BufferRing ring, int id) {
    this.core = core;
    this.memory = memory;
    this.address = memory.address();
    this.ring = ring;
    this.id = id;
  }

  /** The whole buffer. */
  public MemorySegment memory() {
    return memory;
  }

  /** The size in bytes. */
  public int size() {
    return (int) memory.byteSize();
  }

  /** Whether an operation in flight, or a handler, uses this buffer. */
  public boolean isInUse() {
    return uses > 0;
  }

  /**
   * Keeps this buffer from going back until {@link #release}.
   *
   * @throws IllegalStateException if it has gone back
   * @throws WrongThreadException if the ring belongs to another thread
   */
  public void retain() {
    core.checkThread();
    checkLent();
    uses++;
  }

  private void checkLent() {
    if (uses == 0 && ring != null) {
      throw new IllegalStateException("buffer " + id + " was given back");
    }
  }

  /**
   * Ends a use. The last one gives a lent buffer back, which may start a receive that ran out of
   * buffers.
   *
   * @throws IllegalStateException if nothing uses this buffer
   * @throws WrongThreadException if the ring belongs to another thread
   */
  public void release() {
    core.checkThread();
    if (uses == 0) {
      throw new IllegalStateException("buffer " + id + " is not in use");
    }
    uses--;
    if (uses == 0 && ring != null) {
      ring.giveBack(this);
    }
  }

  int id() {
    return id;
  }

  /** Lends this buffer; false if it is lent already. */
  boolean lend() {
    if (uses > 0) {
      return false;
    }
    uses = 1;
    return true;
  }

  /** The address of this buffer. */
  long address() {
    return address;
  }

  /** The address of a part of this buffer, for an operation of {@code user}. */
  long address(RingCore user, int offset, int length) {
    if (!core.equals(user)) {
      throw new IllegalArgumentException(this + " belongs to another ring");
    }
    checkLent();
    Objects.checkFromIndexSize(offset, length, memory.byteSize());
    return address + offset;
  }

  /** {@code RingBuffer[id=3, size=4096, uses=1]}. */
  @Override
  public String toString() {
    return "RingBuffer[id=" + id + ", size=" + size() + ", uses=" + uses + "]";
  }
}
