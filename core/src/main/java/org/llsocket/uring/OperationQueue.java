package org.llsocket.uring;

import org.jspecify.annotations.Nullable;

/** Operations in the order in which they were added. An operation is in one queue at a time. */
final class OperationQueue {
  private @Nullable Operation first;
  private @Nullable Operation last;

  boolean isEmpty() {
    return first == null;
  }

  /** Adds an operation, which leaves the queue that it is in. */
  void add(Operation operation) {
    if (operation.queue != null) {
      operation.queue.remove(operation);
    }
    operation.queue = this;
    operation.previousQueued = last;
    if (last == null) {
      first = operation;
    } else {
      last.nextQueued = operation;
    }
    last = operation;
  }

  /** Removes an operation of this queue. */
  void remove(Operation operation) {
    Operation before = operation.previousQueued;
    Operation after = operation.nextQueued;
    if (before == null) {
      first = after;
    } else {
      before.nextQueued = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.previousQueued = before;
    }
    operation.previousQueued = null;
    operation.nextQueued = null;
    operation.queue = null;
  }

  /** Removes the first operation; null if there is none. */
  @Nullable Operation poll() {
    Operation polled = first;
    if (polled != null) {
      remove(polled);
    }
    return polled;
  }

  /** Moves all operations to the end of another queue. */
  void moveTo(OperationQueue other) {
    for (Operation each = poll(); each != null; each = poll()) {
      other.add(each);
    }
  }
}
