package org.llsocket.internal.sys;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
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

  /**
   * A platform thread holds its frame weakly: a thread that lives longer than this class's loader
   * would keep all of it.
   */
  private static final ThreadLocal<WeakReference<CallFrame>> OWN = new ThreadLocal<>();

  private static final AtomicReferenceArray<@Nullable CallFrame> POOL =
      new AtomicReferenceArray<>(POOL_SIZE);

  /** The newest of all frames, each with the one before it. */
  private static volatile @Nullable Entry newest; // written under the lock of its queue

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

  /** The kernel's number of the platform thread that owns this; 0 where virtual threads borrow. */
  public final int tid;

  private final Entry entry;
  private @Nullable MemorySegment copy; // made when a heap buffer first needs it, and kept
  private @Nullable Arena large; // holds a copy that is too large to keep, until done

  private @Nullable Object spare; // of whoever keeps it; used by the thread in the call
  private volatile @Nullable Object wait; // of the thread that owns this: how its waits are ended
  private long home; // pthread_t of the carrier that borrows this
  private @Nullable Object used; // by the thread in the call; ordered by the object's atomic state
  private @Nullable Object usedToo; // the second, of a call on two

  private CallFrame(@Nullable Thread owner) {
    MemorySegment block = Arena.ofAuto().allocate(32 + ADDRESS_SIZE + VALUE_SIZE, Long.BYTES);
    this.tid = owner == null ? 0 : ThreadCalls.gettid();
    entry = owner == null ? new Entry(this, null) : new Entry(owner, this);
    errno = block.asSlice(0, Downcalls.STATE);
    length = block.asSlice(8, JAVA_INT);
    offset = block.asSlice(16, JAVA_LONG);
    address = block.asSlice(32, ADDRESS_SIZE);
    value = block.asSlice(32 + ADDRESS_SIZE, VALUE_SIZE);
  }

  /**
   * The calling thread's frame; {@link #done} gives it back.
   *
   * @throws StackOverflowError if there is no {@linkplain StackRoom room} to give it back
   */
  public static CallFrame current() {
    StackRoom.require();
    return Thread.currentThread().isVirtual() ? borrow() : own();
  }

  private static CallFrame own() {
    WeakReference<CallFrame> kept = OWN.get();
    CallFrame frame = kept == null ? null : kept.get();
    return frame == null ? makeOwn() : frame;
  }

  private static CallFrame makeOwn() {
    var frame = new CallFrame(Thread.currentThread());
    OWN.set(new WeakReference<>(frame));
    frame.entry.add();
    return frame;
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
        frame.home = here;
        return frame;
      }
    }
    var frame = new CallFrame(null);
    frame.home = here;
    frame.entry.add();
    return frame;
  }

  private static int place(long thread, int i) {
    int hash =
        (int) (((thread >>> 12) * 0x9E3779B9L) >>> 20); // a thread's block begins with a page
    return (hash + i) & (POOL_SIZE - 1);
  }

  /** How waits of the thread that owns this are ended, as {@link #keepWait} has it. */
  public @Nullable Object keptWait() {
    return wait;
  }

  public void keepWait(Object made) {
    wait = made;
  }

  /** An object that an earlier call has {@linkplain #keepSpare kept}, or null. */
  public @Nullable Object takeSpare() {
    Object kept = spare;
    spare = null;
    return kept;
  }

  /** Keeps an object for a later call. */
  public void keepSpare(Object kept) {
    spare = kept;
  }

  /** Ends the use of this frame by the calling thread. */
  public void done() {
    closeLarge();
    if (tid != 0) {
      return;
    }
    for (int i = 0; i < POOL_SIZE; i++) {
      int place = place(home, i);
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
      return block;
    }
    MemorySegment block = copy;
    if (block == null) {
      block = Arena.ofAuto().allocate(KEPT_COPY_SIZE, Long.BYTES);
      copy = block;
    }
    return block;
  }

  /** What a call uses that is about more than two objects. */
  public interface Group {
    /** Whether {@code member} is one of them; called by any thread while the call goes on. */
    boolean contains(Object member);
  }

  /**
   * Notes what the thread is about to use, for {@link #uses}; at most two at a time, or a {@link
   * Group}.
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

  /** Whether the thread of this frame is noted to use it. */
  @SuppressWarnings("ReferenceEquality") // the very object is meant
  public boolean uses(Object what) {
    Object first = used;
    return first == what
        || usedToo == what
        || (first instanceof Group group && group.contains(what));
  }

  /**
   * The frames of all threads, one after the other: the first, or the one behind {@code after};
   * null at the end. A walk needs no lock and allocates nothing, for a close must not fail.
   */
  public static @Nullable CallFrame next(@Nullable CallFrame after) {
    Entry entry = after == null ? newest : after.entry.next;
    CallFrame frame = null;
    while (entry != null && frame == null) {
      frame = entry.frame();
      entry = entry.next;
    }
    return frame;
  }

  /** Drops the frames of threads that are gone. */
  public static void dropGone() {
    if (Entry.GONE.poll() != null) {
      Entry.drop();
    }
  }

  /**
   * A frame in the list of all. It is held as long as the thread that owns it lives; one of the
   * pool as long as others hold it.
   */
  private static final class Entry extends WeakReference<Object> {
    static final ReferenceQueue<Object> GONE = new ReferenceQueue<>();

    private final @Nullable CallFrame owned;
    private volatile @Nullable Entry next; // the one before; written under the lock of its queue

    Entry(Object lives, @Nullable CallFrame owned) {
      super(lives, GONE);
      this.owned = owned;
    }

    @Nullable CallFrame frame() {
      return owned != null ? owned : (CallFrame) get();
    }

    void add() {
      synchronized (GONE) {
        next = newest;
        newest = this;
      }
      dropGone();
    }

    static void drop() {
      synchronized (GONE) {
        newest = living(newest);
        for (Entry each = newest; each != null; each = each.next) {
          each.next = living(each.next);
        }
      }
    }

    /** The first of the list that is not gone. */
    private static @Nullable Entry living(@Nullable Entry list) {
      Entry first = list;
      while (first != null && first.refersTo(null)) {
        first = first.next;
      }
      return first;
    }
  }
}
