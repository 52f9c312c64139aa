package org.llsocket.internal.lifecycle;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Deadlines: points in time as {@link System#nanoTime} counts them, or {@link #NONE}. */
public final class Deadline {
  /** No deadline. */
  public static final long NONE = Long.MAX_VALUE;

  /** A deadline that has always passed: poll once, do not block. */
  public static final long NOW = Long.MIN_VALUE;

  /** The longest timeout that is kept apart from {@link #NONE}: 146 years. */
  private static final long LONGEST = Long.MAX_VALUE / 2;

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private Deadline() {}

  /**
   * The deadline {@code timeout} from now, never {@link #NONE}.
   *
   * @throws IllegalArgumentException if the timeout is negative
   */
  public static long in(Duration timeout) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("timeout " + timeout + " is negative");
    }
    if (timeout.isZero()) {
      return NOW;
    }
    boolean isLong = timeout.toSeconds() >= LONGEST / NANOS_PER_SECOND;
    return inNanos(isLong ? LONGEST : timeout.toNanos());
  }

  /** The same, or {@link #NONE} for null. */
  public static long orNone(@Nullable Duration timeout) {
    return timeout == null ? NONE : in(timeout);
  }

  /** The deadline {@code nanos} nanoseconds from now. */
  static long inNanos(long nanos) {
    long deadline = System.nanoTime() + nanos;
    return Math.clamp(deadline, NOW + 1, NONE - 1);
  }

  /** Nanoseconds until the deadline; 0 or negative once it has passed. */
  public static long remaining(long deadline) {
    if (deadline == NOW) {
      return 0;
    }
    return deadline == NONE ? Long.MAX_VALUE : deadline - System.nanoTime();
  }

  /**
   * The timeout argument of poll(2): milliseconds until the deadline, rounded up so that the wait
   * is never too short; -1 for {@link #NONE}.
   */
  public static int millis(long deadline) {
    if (deadline == NONE) {
      return -1;
    }
    long nanos = Math.max(0, remaining(deadline));
    return (int) Math.min(Integer.MAX_VALUE, (nanos + 999_999) / 1_000_000);
  }
}
