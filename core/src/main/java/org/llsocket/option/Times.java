package org.llsocket.option;

import java.time.Duration;

/** Durations as counts of a unit. A fraction of the unit is rounded up: it never becomes 0. */
final class Times {
  private static final long NANOS_OF_SECOND = 1_000_000_000L;

  private Times() {}

  private static long nanosOf(String unit) {
    return switch (unit) {
      case "s" -> NANOS_OF_SECOND;
      case "ms" -> 1_000_000;
      case "µs" -> 1_000;
      default -> throw new IllegalArgumentException("not a unit of time: " + unit);
    };
  }

  static Duration duration(long count, String unit) {
    long nanos = nanosOf(unit);
    long perSecond = NANOS_OF_SECOND / nanos;
    return Duration.ofSeconds(
        Math.floorDiv(count, perSecond), Math.floorMod(count, perSecond) * nanos);
  }

  static int count(String name, Duration value, String unit, int min, int max) {
    long nanos = nanosOf(unit);
    long perSecond = NANOS_OF_SECOND / nanos;
    long count =
        Math.abs(value.getSeconds()) > Integer.MAX_VALUE
            ? Long.MAX_VALUE
            : value.getSeconds() * perSecond + Math.ceilDiv(value.getNano(), nanos);
    if (value.isNegative() || count < min || count > max) {
      throw Ranges.outside(name, value, Ranges.text(min, max) + " " + unit);
    }
    return (int) count;
  }
}
