package org.llsocket.internal.lifecycle;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * Who may use a thing that is closed once and never while somebody uses it: one atomic word that
 * counts the uses and says whether it is closing. Of all that end a use or a closing, exactly one
 * is told that it has to do the closing itself, and only when nobody uses the thing any more.
 *
 * <p>A closing that finds users has work to do before they may go: it wakes them. Meanwhile the bit
 * {@code WAKING} tells them to wait, and none of them is the last.
 */
abstract class Usage {
  private static final int CLOSING = 1 << 31;
  private static final int WAKING = 1 << 30;
  private static final int USERS = WAKING - 1;
  private static final long PAUSE_NANOS = 20_000;
  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Usage.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // What a closing finds: no enum, whose classes could not be loaded where descriptors ran out.
  static final int FOUND_CLOSING = -1;
  static final int FOUND_NOBODY = 0;
  static final int FOUND_USERS = 1;

  private volatile int state; // CLOSING | WAKING | uses; CLOSING stays

  /** Whether no one has closed this or {@linkplain #endUnused ended} it. */
  public final boolean isOpen() {
    return (state & CLOSING) == 0;
  }

  /** Begins a use; false if it is closing. */
  final boolean beginUse() {
    int seen = state;
    while (seen >= 0) {
      if (STATE.compareAndSet(this, seen, seen + 1)) {
        return true;
      }
      seen = state;
    }
    return false;
  }

  /** Ends a use. True tells the caller to do the closing. */
  final boolean endUse() {
    int left = (int) STATE.getAndAdd(this, -1) - 1;
    return left < 0 && (left & (WAKING | USERS)) == 0;
  }

  /**
   * Begins the closing: from now on no use begins. Where it finds {@link #FOUND_NOBODY} the caller
   * does the closing, where it finds {@link #FOUND_USERS} it wakes them and then calls {@link
   * #endWaking}; where others are closing it has nothing to do.
   */
  final int beginClosing() {
    int seen;
    do {
      seen = state;
      if (seen < 0) {
        return FOUND_CLOSING;
      }
    } while (!STATE.compareAndSet(this, seen, seen | CLOSING | (seen == 0 ? 0 : WAKING)));
    return seen == 0 ? FOUND_NOBODY : FOUND_USERS;
  }

  /** The users are awake and may go. True tells the caller to do the closing. */
  final boolean endWaking() {
    int seen = (int) STATE.getAndBitwiseAnd(this, ~WAKING);
    return (seen & USERS) == 0;
  }

  /**
   * Ends this without a closing, unless it is in use.
   *
   * @return 0 if that is done; how many uses there are, or a negative number if it is closing
   */
  final int endUnused() {
    int seen = state;
    while (seen == 0 && !STATE.compareAndSet(this, 0, CLOSING)) {
      seen = state;
    }
    return seen;
  }

  /** Until no closing wakes those that it has found here. */
  public final void awaitWoken() {
    if ((state & WAKING) != 0) {
      pauseWhileWaking();
    }
  }

  /**
   * Virtual threads that only yield may keep their carriers for themselves: a carrier looks for
   * others' tasks when it has none of its own, and the closing thread may be such a task. So they
   * park, which an interrupt would make a spin.
   */
  @SuppressWarnings("ThreadPriorityCheck")
  private void pauseWhileWaking() {
    boolean parks = Thread.currentThread().isVirtual();
    boolean interrupted = false;
    while ((state & WAKING) != 0) {
      if (parks) {
        interrupted |= Thread.interrupted();
        LockSupport.parkNanos(PAUSE_NANOS);
      } else {
        Thread.yield();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
