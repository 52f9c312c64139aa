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
  private final OperationQueue starved = new OperationQueue(); // receives that wait for a buffer

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
      buffers[i] = new RingBuffer(core, memory.asSlice(head + (long) i * size, size), this, i);
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
    IoUringBuf.set(elements, index, buffer.address(), size, buffer.id());
    tail++;
  }

  void giveBack(RingBuffer buffer) {
    lent--;
    if (!core.isOpen()) {
      return; // the memory may be gone
    }
    add(buffer);
    IoUringBuf.tail(elements, tail);
    Operation receive = starved.poll();
    if (receive != null) {
      core.tasks.again(receive);
    }
  }

  /** Has a receive wait that has found no buffer; it is made again if one has gone back since. */
  void starve(Operation receive) {
    if (lent < buffers.length) {
      core.tasks.again(receive);
    } else {
      receive.isSubmitted = false;
      starved.add(receive);
    }
  }
}
