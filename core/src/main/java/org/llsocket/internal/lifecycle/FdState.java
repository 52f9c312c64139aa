package org.llsocket.internal.lifecycle;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Who may use a thing that is closed once and never while it is in use: one atomic word that counts
 * the uses and says how far a closing has come.
 *
 * <p>A closing may fail half-way, where memory or the stack ends, and another one then does all of
 * it again: {@link #markClosing} returns false only once the thing is closed. Of all that end a use
 * or a closing, exactly one is returned true by {@link #claimClose}, when there is neither a use
 * nor a closing under way, and gives the thing back.
 */
abstract class FdState {
  private static final int CLOSING = 1 << 31;
  private static final int WAKING = 1 << 30; // a closing is under way
  private static final int CLOSED = 1 << 29;
  private static final int USES = CLOSED - 1;
  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(FdState.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile int state; // CLOSING | WAKING | CLOSED | uses; CLOSING stays, and so does CLOSED

  /** Whether no closing has begun, nor was this {@linkplain #tryDetach ended}. */
  public final boolean isOpen() {
    return state >= 0;
  }

  /** Whether the thing was given back, or {@linkplain #tryDetach ended}. */
  final boolean isClosed() {
    return (state & CLOSED) != 0;
  }

  /** Begins a use; false if it is closing. */
  final boolean tryAcquire() {
    int seen = state;
    while (seen >= 0) {
      if (STATE.compareAndSet(this, seen, seen + 1)) {
        return true;
      }
      seen = state;
    }
    return false;
  }

  /** Ends a use; true if the caller is to {@link #claimClose}. */
  final boolean drop() {
    return (int) STATE.getAndAdd(this, -1) - 1 == CLOSING;
  }

  /** How many uses there are. */
  final int uses() {
    return state & USES;
  }

  /**
   * Begins a closing, or begins once more one that has not come to its end: from now on no use
   * begins, and nothing is given back before {@link #finishSignalling}.
   *
   * @return false if this is closed
   */
  final boolean markClosing() {
    int seen = state;
    while ((seen & CLOSED) == 0) {
      if (STATE.compareAndSet(this, seen, seen | CLOSING | WAKING)) {
        return true;
      }
      seen = state;
    }
    return false;
  }

  /** Ends what {@link #markClosing} began: who uses this has been woken; the caller claims. */
  final void finishSignalling() {
    STATE.getAndBitwiseAnd(this, ~WAKING);
  }

  /** True once, and the caller gives the thing back: it is closing, and nothing uses it. */
  final boolean claimClose() {
    return STATE.compareAndSet(this, CLOSING, CLOSING | CLOSED);
  }

  /**
   * Ends this without a closing, unless it is in use.
   *
   * @return 0 if that is done; how many uses there are, or a negative number if it is closing
   */
  final int tryDetach() {
    int seen = state;
    while (seen == 0 && !STATE.compareAndSet(this, 0, CLOSING | CLOSED)) {
      seen = state;
    }
    return seen;
  }
}
