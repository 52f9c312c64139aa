package org.llsocket.internal.sys;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The native memory of one call: errno, lengths, an address, an option's value, a copy. */
public abstract class CallScratch {
  /** The size of {@link #address}, a {@code sockaddr_storage}, in bytes. */
  public static final int ADDRESS_SIZE = 128;

  /** The size of {@link #value}, in bytes. */
  public static final int VALUE_SIZE = 1024;

  private static final int KEPT_COPY_SIZE = 128 * 1024;

  /** Receives the call's errno. */
  public final MemorySegment errno;

  /** A {@code socklen_t}, passed and returned. */
  public final MemorySegment length;

  /** An {@code off_t}, passed and returned. */
  public final MemorySegment offset;

  /** A {@code sockaddr_storage}. */
  public final MemorySegment address;

  /** An option's value, or another small struct. */
  public final MemorySegment value;

  private final BufferMemory buffers = new BufferMemory();
  private @Nullable MemorySegment copy; // allocated when a heap buffer first needs it, and kept
  private @Nullable Arena large; // holds a copy that is too large to keep

  protected CallScratch() {
    MemorySegment block = Arena.ofAuto().allocate(32 + ADDRESS_SIZE + VALUE_SIZE, Long.BYTES);
    errno = block.asSlice(0, Downcalls.STATE);
    length = block.asSlice(8, JAVA_INT);
    offset = block.asSlice(16, JAVA_LONG);
    address = block.asSlice(32, ADDRESS_SIZE);
    value = block.asSlice(32 + ADDRESS_SIZE, VALUE_SIZE);
  }

  /** The errno of the call in {@link #errno}; set only by a call that has failed. */
  public final int errnoNumber() {
    return Downcalls.errno(errno);
  }

  /** Sets {@link #length} to the capacity of {@link #address}, for the kernel. */
  public final void setAddressCapacity() {
    length.set(JAVA_INT, 0, ADDRESS_SIZE);
  }

  /**
   * The length that the kernel returned: of the whole address, even if that exceeds the capacity.
   */
  public final int addressLength() {
    return length.get(JAVA_INT, 0);
  }

  /**
   * Native memory of at least that size, for a copy of a heap buffer; valid until the call ends.
   */
  public final MemorySegment copy(long bytes) {
    if (bytes > KEPT_COPY_SIZE) {
      closeLarge();
      Arena arena = Arena.ofConfined();
      large = arena;
      MemorySegment block = arena.allocate(bytes, Long.BYTES);
      return block;
    }
    MemorySegment block = copy;
    if (block == null) {
      block = Arena.ofAuto().allocate(KEPT_COPY_SIZE, Long.BYTES);
      copy = block;
    }
    return block;
  }

  /** The memory of a direct buffer from 0 to its capacity, or null if creating it is cheaper. */
  public final @Nullable MemorySegment memoryOf(ByteBuffer buffer) {
    return buffers.of(buffer);
  }

  /** Frees a copy that is too large to keep. */
  protected final void closeLarge() {
    if (large != null) {
      large.close();
      large = null;
    }
  }
}
