package org.llsocket.bench.result;

import java.util.Locale;

/** What a number means. */
public enum Metric {
  /** Nanoseconds of CPU time an operation. */
  NANOS("ns", 1, false),
  /** Nanoseconds a round trip, shown as microseconds. */
  ROUND_TRIP("µs", 1e3, false),
  /** Operations a second, shown as thousands. */
  RATE("k/s", 1e3, true),
  /** Bytes a second. */
  THROUGHPUT("MB/s", 1e6, true),
  /** Bytes. */
  BYTES("B", 1, false),
  /** Nanoseconds, shown as milliseconds. */
  START("ms", 1e6, false);

  private final String unit;
  private final double scale;
  private final boolean more;

  Metric(String unit, double scale, boolean more) {
    this.unit = unit;
    this.scale = scale;
    this.more = more;
  }

  public String unit() {
    return unit;
  }

  /** How good {@code value} is, where {@code base} is 1. */
  public double ratio(double value, double base) {
    return more ? value / base : base / value;
  }

  /** The number with its unit. */
  public String show(double value) {
    return number(value / scale) + " " + unit;
  }

  /** Three digits, as many as are true. */
  public static String number(double value) {
    String format = value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%,.0f";
    return String.format(Locale.ROOT, format, value);
  }
}
