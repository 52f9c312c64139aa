package org.llsocket.loop;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.llsocket.uring.RingBuffer;

/** A piece of memory with data to be sent. */
final class Chunk {
  static final int SIZE = 64 * 1024;

  final MemorySegment memory;
  final @Nullable RingBuffer buffer; // the same memory, for a ring
  final @Nullable ByteBuffer view; // the same memory, for an epoll
  int start;
  int end;
  @Nullable Chunk next;

  /** Memory of a ring. */
  Chunk(RingBuffer buffer) {
    memory = buffer.memory();
    this.buffer = buffer;
    view = null;
  }

  /** Memory that is not of a ring. */
  Chunk(ByteBuffer view) {
    memory = MemorySegment.ofBuffer(view);
    buffer = null;
    this.view = view;
  }

  int length() {
    return end - start;
  }

  /** The chunks of a loop that are not in use. */
  static final class Pool {
    private final Maker maker;
    private @Nullable Chunk free;

    Pool(Maker maker) {
      this.maker = maker;
    }

    Chunk take() throws IOException {
      Chunk taken = free;
      if (taken == null) {
        return maker.make();
      }
      free = taken.next;
      taken.next = null;
      return taken;
    }

    void give(Chunk chunk) {
      chunk.start = 0;
      chunk.end = 0;
      chunk.next = free;
      free = chunk;
    }
  }

  /** Creates chunks. */
  @FunctionalInterface
  interface Maker {
    Chunk make() throws IOException;
  }
}
