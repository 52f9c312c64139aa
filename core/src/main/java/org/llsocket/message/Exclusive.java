package org.llsocket.message;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.llsocket.internal.sys.StackRoom;

/** Something of native memory that one thread at a time uses; not a type of its own. */
abstract class Exclusive implements AutoCloseable {
  private static final int FREE = 0;
  private static final int BUSY = 1;
  private static final int CLOSING = 2; // and busy
  private static final int CLOSED = 3;

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Exclusive.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile int state;

  Exclusive() {}

  /** What it is called in a sentence: {@code the message}. */
  abstract String what();

  /** Gives up what it owns; called once, when nobody uses it. */
  abstract void release();

  final void begin() {
    StackRoom.require();
    int seen = (int) STATE.compareAndExchange(this, FREE, BUSY);
    if (seen != FREE) {
      String why = seen == CLOSED ? " is closed" : " is in use";
      throw new IllegalStateException(what() + why);
    }
  }

  final void end() {
    if (!STATE.compareAndSet(this, BUSY, FREE)) {
      releaseOrStay();
    }
  }

  /**
   * Closes the descriptors that came and were not taken. It cannot be used any more; during a call
   * this takes effect when that has ended.
   */
  @Override
  public void close() {
    while (true) {
      int seen = state;
      if (seen == CLOSING || seen == CLOSED) {
        return;
      }
      if (seen == BUSY ? STATE.compareAndSet(this, BUSY, CLOSING) : closeFree()) {
        return;
      }
    }
  }

  private boolean closeFree() {
    StackRoom.require();
    boolean closes = STATE.compareAndSet(this, FREE, CLOSED);
    if (closes) {
      releaseOrStay();
    }
    return closes;
  }

  /** What runs out of memory is done again by the next close. */
  private void releaseOrStay() {
    boolean released = false;
    try {
      release();
      released = true;
    } finally {
      state = released ? CLOSED : FREE;
    }
  }
}
