package org.llsocket.lua.socket;

import org.jspecify.annotations.Nullable;
import org.llsocket.ErrnoException;

/** Results of an operation other than a single value. */
public sealed interface Outcome {
  /** Several values. */
  final class Values implements Outcome {
    private final @Nullable Object[] values;

    private Values(@Nullable Object[] values) {
      this.values = values;
    }

    /** The values, in a new array. */
    public @Nullable Object[] toArray() {
      return values.clone();
    }
  }

  /** The number of bytes moved, fewer than requested. */
  record Partial(long moved) implements Outcome {}

  /** A number that indicates a failure, and the failure. */
  record Refused(int number, ErrnoException failure) implements Outcome {}

  /** Outcomes that carry nothing. */
  enum Plain implements Outcome {
    /** The call would block: EAGAIN, EWOULDBLOCK, EINTR. */
    AGAIN,
    /** The peer has closed. */
    CLOSED,
    /** The connection is in progress: EINPROGRESS. */
    INPROGRESS
  }

  /** Several values. */
  static Outcome values(@Nullable Object... values) {
    return new Values(values);
  }
}
