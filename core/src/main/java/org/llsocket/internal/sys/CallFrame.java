package org.llsocket.internal.sys;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The native memory of one call in flight: errno, lengths, an address, an option's value. A
 * platform thread has one of its own; virtual threads borrow from a pool, for a thread-local each
 * would cost native memory a thread.
 *
 * <p>A frame is used by one call at a time: between {@link #current} and {@link #done} no user code
 * runs.
 */
public final class CallFrame {
  /** Bytes of {@link #address}: any {@code sockaddr_storage}. */
  public static final int ADDRESS_SIZE = 128;

  /** Bytes of {@link #value}. */
  public static final int VALUE_SIZE = 1024;

  private static final int KEPT_COPY_SIZE = 128 * 1024;
  private static final int POOL_SIZE = 64;

  private static final Set<CallFrame> ALL =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
  private static final ThreadLocal<CallFrame> OWN =
      ThreadLocal.withInitial(() -> new CallFrame(true));
  private static final AtomicReferenceArray<@Nullable CallFrame> POOL =
      new AtomicReferenceArray<>(POOL_SIZE);

  /** Where the call leaves errno. */
  public final MemorySegment errno;

  /** A {@code socklen_t}, in and out. */
  public final MemorySegment length;

  /** An {@code off_t}, in and out. */
  public final MemorySegment offset;

  /** A {@code sockaddr_storage}. */
  public final MemorySegment address;

  /** An option's value, or another small struct. */
  public final MemorySegment value;

  private final boolean ownedByThread;
  private @Nullable MemorySegment copy; // made when a heap buffer first needs it, and kept
  private @Nullable Arena large; // holds a copy that is too large to keep, until done

  private boolean waited; // has the thread ever been about to wait in the kernel
  private long thread; // pthread_t of the thread in the call; constant where ownedByThread
  private @Nullable Object used; // by the thread in the call; ordered by the object's atomic state
  private @Nullable Object usedToo; // the second, of a call on two

  private CallFrame(boolean ownedByThread) {
    MemorySegment block = Arena.ofAuto().allocate(32 + ADDRESS_SIZE + VALUE_SIZE, Long.BYTES);
    this.ownedByThread = ownedByThread;
    errno = block.asSlice(0, Downcalls.STATE);
    length = block.asSlice(8, JAVA_INT);
    offset = block.asSlice(16, JAVA_LONG);
    address = block.asSlice(32, ADDRESS_SIZE);
    value = block.asSlice(32 + ADDRESS_SIZE, VALUE_SIZE);
    thread = ThreadCalls.pthread_self();
    ALL.add(this);
  }

  /** The calling thread's frame; {@link #done} gives it back. */
  public static CallFrame current() {
    return Thread.currentThread().isVirtual() ? borrow() : OWN.get();
  }

  /**
   * Each carrier leaves its frame in a place of its own, so it is mostly the first that is seen.
   */
  private static CallFrame borrow() {
    long here = ThreadCalls.pthread_self();
    for (int i = 0; i < POOL_SIZE; i++) {
      int place = place(here, i);
      CallFrame frame = POOL.get(place) == null ? null : POOL.getAndSet(place, null);
      if (frame != null) {
        frame.thread = here;
        return frame;
      }
    }
    var frame = new CallFrame(false);
    frame.nowHere();
    return frame;
  }

  private static int place(long thread, int i) {
    int hash =
        (int) (((thread >>> 12) * 0x9E3779B9L) >>> 20); // a thread's block begins with a page
    return (hash + i) & (POOL_SIZE - 1);
  }

  /**
   * Notes the thread again after anything that may have parked a virtual thread, as a contended
   * lock does: it may have come back on another carrier. The fence orders this before the system
   * call, so that a close either sees it or has replaced the descriptor before the call.
   */
  private void nowHere() {
    if (!ownedByThread) {
      thread = ThreadCalls.pthread_self();
      VarHandle.fullFence();
    }
  }

  /** The {@code pthread_t} of the thread in the call. */
  public long thread() {
    return thread;
  }

  /** Whether this thread, which has the frame for itself, has not asked this before. */
  public boolean firstWait() {
    boolean first = !waited;
    waited = true;
    return first;
  }

  /** Ends the use of this frame by the calling thread. */
  public void done() {
    closeLarge();
    if (ownedByThread) {
      return;
    }
    for (int i = 0; i < POOL_SIZE; i++) {
      int place = place(thread, i);
      if (POOL.get(place) == null && POOL.compareAndSet(place, null, this)) {
        return;
      }
    }
  }

  /** The number that the call left in {@link #errno}; only a call that has failed sets it. */
  public int errnoNumber() {
    return Downcalls.errno(errno);
  }

  private void closeLarge() {
    if (large != null) {
      large.close();
      large = null;
    }
  }

  /** Tells the kernel how much room {@link #address} has. */
  public void roomForAddress() {
    length.set(JAVA_INT, 0, ADDRESS_SIZE);
  }

  /**
   * The length that the kernel left: of the whole address, even where that is more than there was
   * room for.
   */
  public int addressLength() {
    return length.get(JAVA_INT, 0);
  }

  /**
   * Native memory of at least so many bytes, for a copy of a heap buffer; good until {@link #done}.
   */
  public MemorySegment copy(long bytes) {
    if (bytes > KEPT_COPY_SIZE) {
      closeLarge();
      Arena arena = Arena.ofConfined();
      large = arena;
      MemorySegment block = arena.allocate(bytes, Long.BYTES);
      nowHere();
      return block;
    }
    MemorySegment block = copy;
    if (block == null) {
      block = Arena.ofAuto().allocate(KEPT_COPY_SIZE, Long.BYTES);
      copy = block;
      nowHere();
    }
    return block;
  }

  /** What a call uses that is about more than two objects. */
  public interface Group {
    /** Whether {@code member} is one of them; called by any thread while the call goes on. */
    boolean contains(Object member);
  }

  /**
   * Notes what the thread is about to use, for {@link #forEachUsing}; at most two at a time, or a
   * {@link Group}.
   */
  public void using(Object what) {
    if (used == null) {
      used = what;
    } else {
      usedToo = what;
    }
  }

  /** Ends {@link #using}; of two, the later one first. */
  public void unusing() {
    if (usedToo != null) {
      usedToo = null;
    } else {
      used = null;
    }
  }

  /** Hands the {@code pthread_t} of every thread that is using {@code what} to {@code action}. */
  @SuppressWarnings("ReferenceEquality") // the very object is meant
  public static void forEachUsing(Object what, Consumer<Long> action) {
    synchronized (ALL) {
      for (CallFrame frame : ALL) {
        if (frame.used == what
            || frame.usedToo == what
            || (frame.used instanceof Group group && group.contains(what))) {
          action.accept(frame.thread);
        }
      }
    }
  }
}
