package org.llsocket.internal.lifecycle;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Points in time as {@link System#nanoTime} counts them, or none. */
public final class Deadline {
  /** No deadline. */
  public static final long NONE = Long.MAX_VALUE;

  /** What has passed, whatever the clock says: a look without a wait. */
  public static final long NOW = Long.MIN_VALUE;

  /** The longest wait: 146 years. */
  private static final long LONGEST = Long.MAX_VALUE / 2;

  private Deadline() {}

  /**
   * The deadline that ends in {@code timeout}, never {@link #NONE}.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public static long in(Duration timeout) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("timeout " + timeout + " is negative");
    }
    if (timeout.isZero()) {
      return NOW;
    }
    boolean isLong = timeout.compareTo(Duration.ofNanos(LONGEST)) >= 0;
    return inNanos(isLong ? LONGEST : timeout.toNanos());
  }

  /** The same, or {@link #NONE} for null. */
  public static long orNone(@Nullable Duration timeout) {
    return timeout == null ? NONE : in(timeout);
  }

  /** The deadline that ends in so many nanoseconds. */
  static long inNanos(long nanos) {
    long deadline = System.nanoTime() + nanos;
    return Math.clamp(deadline, NOW + 1, NONE - 1);
  }

  /** Nanoseconds until then, 0 or negative when it has passed. */
  public static long remaining(long deadline) {
    if (deadline == NOW) {
      return 0;
    }
    return deadline == NONE ? Long.MAX_VALUE : deadline - System.nanoTime();
  }

  /**
   * What poll(2) takes: milliseconds, rounded up so that the wait is never short, and -1 for none.
   */
  public static int millis(long deadline) {
    if (deadline == NONE) {
      return -1;
    }
    long nanos = Math.max(0, remaining(deadline));
    return (int) Math.min(Integer.MAX_VALUE, (nanos + 999_999) / 1_000_000);
  }
}
