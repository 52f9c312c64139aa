package org.llsocket.uring;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.struct.IoUringBuf;

/**
 * {@code io_uring_register_buf_ring(3)}: buffers from which the kernel takes one for each receive,
 * so that connections that wait for data need none. A buffer is lent to the handler of the receive,
 * {@link Operation#buffer}, and goes back when it is no longer used.
 *
 * <p>If all buffers are lent, receives wait, without using the processor, until one goes back.
 */
public final class BufferRing {
  private final RingCore core;
  private final MemorySegment elements;
  private final RingBuffer[] buffers;
  private final int group;
  private final int size;
  private int tail;
  private int lent;
  private @Nullable Operation firstStarved; // a queue of receives that wait for a buffer
  private @Nullable Operation lastStarved;

  /**
   * All buffers belong to the kernel.
   *
   * @param memory the ring's elements, followed by the buffers
   */
  BufferRing(RingCore core, MemorySegment memory, int group, int count, int size) {
    this.core = core;
    this.group = group;
    this.size = size;
    long head = (long) count * IoUringBuf.SIZE;
    elements = memory.asSlice(0, head);
    buffers = new RingBuffer[count];
    for (int i = 0; i < count; i++) {
      buffers[i] = new RingBuffer(memory.asSlice(head + (long) i * size, size), this, i);
      add(buffers[i]);
    }
    IoUringBuf.tail(elements, tail);
  }

  /** The number of buffers. */
  public int count() {
    return buffers.length;
  }

  /** The size of each buffer in bytes. */
  public int size() {
    return size;
  }

  /** How many buffers are lent. */
  public int lent() {
    return lent;
  }

  int group() {
    return group;
  }

  boolean isOf(RingCore ring) {
    return core.equals(ring);
  }

  /** Lends the buffer that the kernel reports; null if it has reported one that it cannot have. */
  @Nullable RingBuffer lend(int id) {
    if (id >= buffers.length || !buffers[id].lend()) {
      return null;
    }
    lent++;
    return buffers[id];
  }

  private void add(RingBuffer buffer) {
    int index = tail & (buffers.length - 1);
    IoUringBuf.set(elements, index, buffer.address(0, size), size, buffer.id());
    tail++;
  }

  void giveBack(RingBuffer buffer) {
    lent--;
    if (!core.isOpen()) {
      return; // the memory may be gone
    }
    add(buffer);
    IoUringBuf.tail(elements, tail);
    Operation starved = firstStarved;
    if (starved != null) {
      remove(starved);
      core.again(starved);
    }
  }

  /** Has a receive wait that has found no buffer; it is made again if one has gone back since. */
  void starve(Operation receive) {
    if (lent < buffers.length) {
      core.again(receive);
      return;
    }
    receive.starved = true;
    receive.nextStarved = null;
    if (lastStarved == null) {
      firstStarved = receive;
    } else {
      lastStarved.nextStarved = receive;
    }
    lastStarved = receive;
  }

  /** Ends the wait of a receive. */
  @SuppressWarnings("ReferenceEquality") // the very object is meant
  void remove(Operation receive) {
    Operation before = null;
    Operation at = firstStarved;
    while (at != null && at != receive) {
      before = at;
      at = at.nextStarved;
    }
    if (at == null) {
      return;
    }
    Operation after = at.nextStarved;
    if (before == null) {
      firstStarved = after;
    } else {
      before.nextStarved = after;
    }
    if (after == null) {
      lastStarved = before;
    }
    at.starved = false;
    at.nextStarved = null;
  }
}
