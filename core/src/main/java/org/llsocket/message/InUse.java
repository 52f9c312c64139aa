package org.llsocket.message;

import java.util.concurrent.atomic.AtomicInteger;

/** Keeps an object to one thread at a time, and says when it is closed. */
final class InUse {
  private static final int FREE = 0;
  private static final int BUSY = 1;
  private static final int CLOSING = 2; // and busy
  private static final int CLOSED = 3;

  private final AtomicInteger state = new AtomicInteger(FREE);

  /**
   * Begins a use.
   *
   * @throws IllegalStateException if there is one, or this is closed
   */
  void begin() {
    int seen = state.compareAndExchange(FREE, BUSY);
    if (seen != FREE) {
      throw new IllegalStateException(
          seen == CLOSED ? "the message is closed" : "the message is in use by another thread");
    }
  }

  /** Ends a use. True tells the caller to do the closing that was asked for meanwhile. */
  boolean end() {
    if (state.compareAndSet(BUSY, FREE)) {
      return false;
    }
    state.set(CLOSED);
    return true;
  }

  /** Closes; where there is a use, when it ends. True tells the caller to do the closing. */
  boolean close() {
    while (true) {
      int seen = state.get();
      if (seen == CLOSING || seen == CLOSED) {
        return false;
      }
      if (state.compareAndSet(seen, seen == FREE ? CLOSED : CLOSING)) {
        return seen == FREE;
      }
    }
  }
}
