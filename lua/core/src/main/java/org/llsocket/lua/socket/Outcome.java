package org.llsocket.lua.socket;

import org.jspecify.annotations.Nullable;
import org.llsocket.ErrnoException;

/** What an operation can come to beside one value. */
public sealed interface Outcome {
  /** Several values. */
  final class Values implements Outcome {
    private final @Nullable Object[] values;

    private Values(@Nullable Object[] values) {
      this.values = values;
    }

    /** The values, in an array of the caller's. */
    public @Nullable Object[] toArray() {
      return values.clone();
    }
  }

  /** A number of bytes less than what was to be moved. */
  record Partial(long moved) implements Outcome {}

  /** A number that tells of a failure, and the failure. */
  record Refused(int number, ErrnoException failure) implements Outcome {}

  /** Outcomes that carry nothing. */
  enum Plain implements Outcome {
    /** It would have to wait: EAGAIN, EWOULDBLOCK, EINTR. */
    AGAIN,
    /** The peer has closed. */
    CLOSED,
    /** The connection is under way: EINPROGRESS. */
    INPROGRESS
  }

  /** Several values. */
  static Outcome values(@Nullable Object... values) {
    return new Values(values);
  }
}
