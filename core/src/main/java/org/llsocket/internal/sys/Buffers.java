package org.llsocket.internal.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Iovec;

/**
 * The buffers of a call, in the form that the kernel uses. A buffer in native memory is passed
 * directly, with its arena held open by a pin. A buffer on the heap, or in an arena for which no
 * pin is left, is copied. Used by one thread at a time; a call is {@link #begin}, {@link #writeTo}
 * and {@link #end}.
 */
public final class Buffers {
  /**
   * The kernel moves no more than {@code INT_MAX} rounded down to a page in one call. A page is at
   * most 64 KiB, so every kernel can move this many.
   */
  public static final long MAX_COUNT = 0x7fff_0000L;

  /** The most buffers of a call. */
  public static final int IOV_MAX = Platform.number("IOV_MAX");

  /** The most arenas that a call can hold open. */
  public static final int PINS = VectorCalls.PINS;

  private static final int KEPT_COPY_SIZE = 128 * 1024;
  private static final ByteBuffer NO_BYTES = ByteBuffer.allocate(0);

  /** The segments that a downcall has to hold open: {@link #PINS}, unused ones NULL. */
  public final MemorySegment[] pins = new MemorySegment[PINS];

  private final boolean keepsCopy;
  private int count;
  private int held; // number of pins in use
  private boolean readOnly; // whether any buffer is
  private MemorySegment[] wholes = {}; // a ByteBuffer from 0 to its capacity
  private ByteBuffer[] views = {}; // their positions delimit the bytes
  private boolean viewed; // false: the bytes are whole segments
  private MemorySegment[] nextWholes = {}; // of the next set, which may fail half-way
  private ByteBuffer[] nextViews = {};
  private long[] starts = {}; // offset in the whole, in this call
  private long[] lengths = {};
  private long[] places = {}; // addresses of the bytes, in this call
  private long[] copies = {}; // offsets in the copy, or -1
  private @Nullable MemorySegment kept;
  private @Nullable MemorySegment copy; // of this call
  private @Nullable Arena arena; // of a copy that is not reused

  /**
   * No buffers yet.
   *
   * @param keepsCopy whether memory for copies is kept from call to call
   */
  public Buffers(boolean keepsCopy) {
    this.keepsCopy = keepsCopy;
    Arrays.fill(pins, MemorySegment.NULL);
  }

  /**
   * Uses whole segments; the array is not retained.
   *
   * @throws IllegalArgumentException if there are more than {@link #IOV_MAX}
   */
  public void set(MemorySegment[] segments) {
    int size = prepare(segments);
    for (int i = 0; i < size; i++) {
      MemorySegment segment = segments[i]; // read once: another thread may change the array
      checkNotNull(segment);
      nextWholes[i] = segment;
    }
    take(size, false);
  }

  /**
   * Uses the bytes that remain in each buffer when a call begins; the array is not retained.
   *
   * @throws IllegalArgumentException if there are more than {@link #IOV_MAX}
   */
  public void set(ByteBuffer[] buffers) {
    int size = prepare(buffers);
    if (nextViews.length < size) {
      nextViews = new ByteBuffer[size];
    }
    for (int i = 0; i < size; i++) {
      ByteBuffer buffer = buffers[i];
      nextViews[i] = buffer;
      nextWholes[i] = whole(buffer);
    }
    take(size, true);
  }

  private static void checkNotNull(@Nullable Object buffer) {
    if (buffer == null) {
      throw new NullPointerException("a buffer is null");
    }
  }

  private int prepare(Object[] buffers) {
    int size = buffers.length;
    if (size > IOV_MAX) {
      throw new IllegalArgumentException(size + " buffers; at most " + IOV_MAX + " (IOV_MAX)");
    }
    if (nextWholes.length < size) {
      nextWholes = new MemorySegment[size];
    }
    if (starts.length < size) {
      starts = new long[size];
      lengths = new long[size];
      places = new long[size];
      copies = new long[size];
    }
    return size;
  }

  private void take(int size, boolean ofViews) {
    forgetAll();
    MemorySegment[] before = wholes;
    wholes = nextWholes;
    nextWholes = before;
    if (ofViews) {
      ByteBuffer[] viewsBefore = views;
      views = nextViews;
      nextViews = viewsBefore;
    }
    viewed = ofViews;
    count = size;
    readOnly = false;
    for (int i = 0; i < size; i++) {
      readOnly |= wholes[i].isReadOnly();
    }
  }

  /** Forgets the buffers, which can then be collected. */
  public void forgetAll() {
    Arrays.fill(wholes, 0, count, MemorySegment.NULL);
    if (viewed) {
      Arrays.fill(views, 0, count, NO_BYTES);
    }
    count = 0;
  }

  public int count() {
    return count;
  }

  /**
   * Checks that the buffers can be received into.
   *
   * @throws IllegalArgumentException if a buffer is read-only
   */
  public void checkWritable() {
    if (readOnly) {
      throw readOnly();
    }
  }

  /** The exception for a buffer that cannot be received into. */
  public static IllegalArgumentException readOnly() {
    return new IllegalArgumentException("the buffer to receive into is read-only");
  }

  /** The exception if another thread changes a buffer's position or limit during the call. */
  public static ConcurrentModificationException moved() {
    return new ConcurrentModificationException(
        "another thread changed the buffer's position or limit");
  }

  /**
   * The memory of a buffer from 0 to its capacity, whatever its position and limit are. {@link
   * MemorySegment#ofBuffer} reads them more than once; a duplicate has its own.
   */
  public static MemorySegment whole(ByteBuffer buffer) {
    while (true) {
      try {
        return MemorySegment.ofBuffer(buffer.duplicate().clear());
      } catch (
          IllegalArgumentException
              movedMeanwhile) { // the limit read is less than the position read
        Thread.onSpinWait();
      }
    }
  }

  /**
   * Moves a position, at most to the limit, which another thread may have reduced since the call
   * began.
   */
  public static void moveTo(ByteBuffer buffer, int position) {
    int target = position;
    while (true) {
      try {
        buffer.position(target);
        return;
      } catch (IllegalArgumentException overLimit) {
        target = Math.min(position, buffer.limit());
      }
    }
  }

  /** Whether bytes of the current call are in a copy, which does not outlive the call. */
  public boolean isCopied() {
    return copy != null;
  }

  /**
   * Begins a call: reads the bounds of the buffers, once per call.
   *
   * @param copyIn whether copies are initialized from the data
   * @param shared whether the current call continues, with the bounds read at its start, and uses
   *     copies for everything, so that any thread can make it
   * @return the number of bytes, up to {@link #MAX_COUNT}; the rest is ignored
   */
  public long begin(boolean copyIn, boolean shared) {
    long total = 0;
    long copied = 0;
    for (int i = 0; i < count; i++) {
      if (!shared) {
        readBounds(i, MAX_COUNT - total);
      }
      total += lengths[i];
      MemorySegment whole = wholes[i];
      if (!shared && whole.isNative() && (held < PINS || isHeld(whole))) {
        copies[i] = -1;
        places[i] = whole.address() + starts[i];
        if (!isHeld(whole)) {
          pins[held++] = whole;
        }
      } else {
        checkAccess(whole);
        copies[i] = copied;
        copied += (lengths[i] + 7) & -8L;
      }
    }
    if (copied > 0) {
      makeCopies(copied, shared, copyIn);
    }
    return total;
  }

  /** The bytes of a buffer that the call uses, at most {@code limit}. */
  private void readBounds(int i, long limit) {
    long start = 0;
    long end = wholes[i].byteSize();
    if (viewed) {
      start = views[i].position();
      end = views[i].limit();
      if (start > end) {
        throw moved();
      }
    }
    starts[i] = start;
    lengths[i] = Math.min(end - start, limit);
  }

  private boolean isHeld(MemorySegment buffer) {
    for (int i = 0; i < held; i++) {
      if (pins[i].scope().equals(buffer.scope())) {
        return true;
      }
    }
    return false;
  }

  /**
   * The checks that a downcall makes for segments that are its arguments, before any byte is moved.
   */
  private static void checkAccess(MemorySegment buffer) {
    if (!buffer.scope().isAlive()) {
      throw new IllegalStateException("a buffer's arena is closed");
    }
    if (!buffer.isAccessibleBy(Thread.currentThread())) {
      throw new WrongThreadException("a buffer's arena is confined to another thread");
    }
  }

  private void makeCopies(long bytes, boolean shared, boolean copyIn) {
    MemorySegment memory = roomForCopies(bytes, shared);
    copy = memory;
    for (int i = 0; i < count; i++) {
      if (copies[i] >= 0) {
        places[i] = memory.address() + copies[i];
        if (copyIn) {
          MemorySegment.copy(wholes[i], starts[i], memory, copies[i], lengths[i]);
        }
      }
    }
  }

  private MemorySegment roomForCopies(long bytes, boolean shared) {
    if (!keepsCopy || bytes > KEPT_COPY_SIZE) {
      Arena fresh = shared ? Arena.ofShared() : Arena.ofConfined();
      arena = fresh;
      return fresh.allocate(bytes, Long.BYTES);
    }
    MemorySegment memory = kept;
    if (memory == null || memory.byteSize() < bytes) {
      memory = Arena.ofAuto().allocate(Long.highestOneBit(bytes - 1) << 1, Long.BYTES);
      kept = memory;
    }
    return memory;
  }

  /** Writes the iovecs of the bytes after the first {@code skip}. */
  public void writeTo(MemorySegment iov, long skip) {
    long left = skip;
    for (int i = 0; i < count; i++) {
      long step = Math.min(left, lengths[i]);
      Iovec.set(iov, i, places[i] + step, lengths[i] - step);
      left -= step;
    }
  }

  /**
   * Ends a call that has moved {@code n} bytes: copies received bytes back and moves positions.
   *
   * @param received whether the kernel has written to the buffers
   */
  public void end(long n, boolean received) {
    try {
      long left = n;
      for (int i = 0; i < count && left > 0; i++) {
        long step = Math.min(left, lengths[i]);
        if (received && copy != null && copies[i] >= 0) {
          MemorySegment.copy(copy, copies[i], wholes[i], starts[i], step);
        }
        if (viewed) {
          moveTo(views[i], (int) (starts[i] + step));
        }
        left -= step;
      }
    } finally {
      forget();
    }
  }

  private void forget() {
    while (held > 0) {
      pins[--held] = MemorySegment.NULL;
    }
    copy = null;
    if (arena != null) {
      arena.close();
      arena = null;
    }
  }
}
