package org.llsocket.internal.lifecycle;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.sys.CallScratch;
import org.llsocket.internal.sys.StackHeadroom;
import org.llsocket.internal.sys.ThreadCalls;

/**
 * A call in flight: its native memory, its thread, and the descriptors that it uses. A platform
 * thread has a frame of its own. Virtual threads borrow one from a pool, because a thread-local
 * would cost native memory per virtual thread.
 *
 * <p>A frame is used by one call at a time: between {@link #current} and {@link #done} no user code
 * runs. All frames are in the list of {@link InFlightCalls}.
 */
public final class CallFrame extends CallScratch {
  /** What a {@linkplain #takeSpare spare} object is of: send, recv and their variants. */
  public static final int TRANSFER = 0;

  /** readv and writev. */
  public static final int VECTOR = 1;

  private static final int POOL_SIZE = 64;

  /**
   * A platform thread holds its frame weakly: a thread that outlives the class loader of this class
   * would keep the loader from being unloaded.
   */
  private static final ThreadLocal<WeakReference<CallFrame>> OWN = new ThreadLocal<>();

  private static final AtomicReferenceArray<@Nullable CallFrame> POOL =
      new AtomicReferenceArray<>(POOL_SIZE);

  /** The kernel's id of the platform thread that owns this; 0 if virtual threads borrow it. */
  final int tid;

  /** The place of this frame in the list of all. */
  final InFlightCalls.Entry entry;

  /** The waits of the thread that owns this; null before its first. */
  volatile @Nullable KernelWait kernelWait;

  private final @Nullable Object[] spares = new Object[2]; // used by the thread in the call
  private long home; // pthread_t of the carrier that borrows this
  private @Nullable Object used; // by the thread in the call; ordered by the object's atomic state
  private @Nullable Object usedToo; // the second, of a call on two

  private CallFrame(@Nullable Thread owner) {
    tid = owner == null ? 0 : ThreadCalls.gettid();
    entry =
        owner == null ? new InFlightCalls.Entry(this, null) : new InFlightCalls.Entry(owner, this);
  }

  /**
   * The calling thread's frame; {@link #done} gives it back.
   *
   * @throws StackOverflowError if there is no {@linkplain StackHeadroom stack} left to give it back
   */
  public static CallFrame current() {
    StackHeadroom.require();
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

  /** Each carrier returns its frame to a slot of its own, so the first slot usually has it. */
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

  /** An object that an earlier call of that kind has {@linkplain #keepSpare kept}, or null. */
  public @Nullable Object takeSpare(int kind) {
    Object kept = spares[kind];
    spares[kind] = null;
    return kept;
  }

  /** Keeps an object for a later call of that kind: {@link #TRANSFER} or {@link #VECTOR}. */
  public void keepSpare(int kind, Object kept) {
    spares[kind] = kept;
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

  /** The objects of a call that uses more than two. */
  public interface Group {
    /** Whether {@code member} is one of them; called by any thread during the call. */
    boolean contains(Object member);
  }

  /**
   * Notes an object that the thread is about to use, for {@link #uses}; at most two at a time, or a
   * {@link Group}.
   */
  public void using(Object what) {
    if (used == null) {
      used = what;
    } else {
      usedToo = what;
    }
  }

  /** Ends {@link #using}; the later one first. */
  public void unusing() {
    if (usedToo != null) {
      usedToo = null;
    } else {
      used = null;
    }
  }

  /** Whether the thread of this frame is noted as using {@code what}. */
  @SuppressWarnings("ReferenceEquality") // the very object is meant
  public boolean uses(Object what) {
    Object first = used;
    return first == what
        || usedToo == what
        || (first instanceof Group group && group.contains(what));
  }
}
