package org.llsocket.bench.result;

import java.util.Locale;

/** The unit and the direction of a value. */
public enum Metric {
  /** Nanoseconds of CPU time per operation. */
  NANOS("ns", 1, false),
  /** Nanoseconds per round trip, printed as microseconds. */
  ROUND_TRIP("µs", 1e3, false),
  /** Operations per second, printed as thousands. */
  RATE("k/s", 1e3, true),
  /** Bytes per second. */
  THROUGHPUT("MB/s", 1e6, true),
  /** Bytes. */
  BYTES("B", 1, false),
  /** Nanoseconds, printed as milliseconds. */
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

  /** The performance of {@code value} relative to {@code base}. */
  public double ratio(double value, double base) {
    return more ? value / base : base / value;
  }

  /** The value with its unit. */
  public String show(double value) {
    return number(value / scale) + " " + unit;
  }

  /** Formats a value with three significant digits. */
  public static String number(double value) {
    String format = value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%,.0f";
    return String.format(Locale.ROOT, format, value);
  }
}
