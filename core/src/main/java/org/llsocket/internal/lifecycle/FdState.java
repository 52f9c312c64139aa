package org.llsocket.internal.lifecycle;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A reference count and the state of a close in one atomic word. The resource is closed exactly
 * once, and never while it is in use.
 *
 * <p>A close may fail half-way if memory or the stack runs out; the next one then repeats all of
 * its steps, so {@link #markClosing} returns false only once the resource is closed. Of all threads
 * that release a use or finish a close, exactly one gets true from {@link #claimClose}, when
 * neither a use nor a close is in progress, and closes the resource.
 */
abstract class FdState {
  private static final int CLOSING = 1 << 31;
  private static final int WAKING = 1 << 30; // a close is in progress
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

  /** Whether no close has begun, and this was not {@linkplain #tryDetach detached}. */
  public final boolean isOpen() {
    return state >= 0;
  }

  /** Whether the resource was closed or {@linkplain #tryDetach detached}. */
  final boolean isClosed() {
    return (state & CLOSED) != 0;
  }

  /** Begins a use; false if a close has begun. */
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

  /** The number of uses. */
  final int uses() {
    return state & USES;
  }

  /**
   * Begins a close, or begins an incomplete one again: no use begins from now on, and the resource
   * is not closed before {@link #finishSignalling}.
   *
   * @return false if the resource is closed
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

  /** All uses have been signalled after {@link #markClosing}; {@link #claimClose} comes next. */
  final void finishSignalling() {
    STATE.getAndBitwiseAnd(this, ~WAKING);
  }

  /** True once, when a close has begun and there is no use: the caller closes the resource. */
  final boolean claimClose() {
    return STATE.compareAndSet(this, CLOSING, CLOSING | CLOSED);
  }

  /**
   * Gives up the resource without closing it, unless it is in use.
   *
   * @return 0 if it is given up; otherwise the number of uses, or a negative number if a close has
   *     begun
   */
  final int tryDetach() {
    int seen = state;
    while (seen == 0 && !STATE.compareAndSet(this, 0, CLOSING | CLOSED)) {
      seen = state;
    }
    return seen;
  }
}
