package org.llsocket.internal.lifecycle;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.llsocket.internal.sys.StackHeadroom;

/**
 * Allows one thread at a time to use an object, and releases the object once: by its close, or if a
 * thread is using it then, at the end of that use.
 */
public final class SingleUse {
  private static final int FREE = 0;
  private static final int BUSY = 1;
  private static final int CLOSING = 2; // and busy
  private static final int CLOSED = 3;

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(SingleUse.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final String object;
  private final Runnable release;
  private volatile int state;

  /**
   * A guard of an object that is free.
   *
   * @param object how error messages name the object: {@code the message}
   * @param release gives up what the object owns; called when no thread uses it, and again only if
   *     it has failed
   */
  public SingleUse(String object, Runnable release) {
    this.object = object;
    this.release = release;
  }

  /**
   * Begins a use, which {@link #end} ends.
   *
   * @throws IllegalStateException if another use has not ended, or the object is closed
   */
  public void begin() {
    StackHeadroom.require();
    int seen = (int) STATE.compareAndExchange(this, FREE, BUSY);
    if (seen != FREE) {
      throw new IllegalStateException(object + (seen == CLOSED ? " is closed" : " is in use"));
    }
  }

  /** Ends a use, and releases the object if it was closed meanwhile. */
  public void end() {
    if (!STATE.compareAndSet(this, BUSY, FREE)) {
      releaseOrReopen();
    }
  }

  /** Releases the object, now or at the end of the current use. Later calls have no effect. */
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
    StackHeadroom.require();
    boolean closes = STATE.compareAndSet(this, FREE, CLOSED);
    if (closes) {
      releaseOrReopen();
    }
    return closes;
  }

  /** A release that runs out of memory is repeated by the next close. */
  private void releaseOrReopen() {
    boolean released = false;
    try {
      release.run();
      released = true;
    } finally {
      state = released ? CLOSED : FREE;
    }
  }
}
