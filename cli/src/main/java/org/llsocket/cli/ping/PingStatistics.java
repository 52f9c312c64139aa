package org.llsocket.cli.ping;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llsocket.cli.output.JsonObject;

/**
 * Counts of requests, replies and errors, and round-trip times. Safe for use by several threads.
 */
final class PingStatistics {
  private static final double NANOS_PER_MILLI = 1e6;

  private final long started = System.nanoTime();
  private long transmitted;
  private long received;
  private long duplicates;
  private long errors;
  private long min = Long.MAX_VALUE;
  private long max;
  private double sum;
  private double squares;

  synchronized void sent() {
    transmitted++;
  }

  synchronized void answered(long nanos) {
    received++;
    min = Math.min(min, nanos);
    max = Math.max(max, nanos);
    sum += nanos;
    squares += (double) nanos * nanos;
  }

  synchronized void duplicated() {
    duplicates++;
  }

  synchronized void failed() {
    errors++;
  }

  synchronized long received() {
    return received;
  }

  /** The percentage of requests without a reply. */
  private double loss() {
    return transmitted == 0 ? 0 : 100.0 * (transmitted - received) / transmitted;
  }

  private double average() {
    return sum / received;
  }

  /** The standard deviation, which ping calls mdev. */
  private double deviation() {
    return Math.sqrt(Math.max(0, squares / received - average() * average()));
  }

  /** Prints the summary of ping(8): the counts and, if there was a reply, round-trip times. */
  synchronized void print(PrintWriter out, String host) {
    long millis = (System.nanoTime() - started) / 1_000_000;
    out.println();
    out.println("--- " + host + " ping statistics ---");
    out.println(
        transmitted
            + " packets transmitted, "
            + received
            + " received, "
            + (duplicates == 0 ? "" : "+" + duplicates + " duplicates, ")
            + (errors == 0 ? "" : "+" + errors + " errors, ")
            + percent(loss())
            + "% packet loss, time "
            + millis
            + "ms");
    if (received > 0) {
      out.println(
          "rtt min/avg/max/mdev = "
              + millis((double) min)
              + "/"
              + millis(average())
              + "/"
              + millis((double) max)
              + "/"
              + millis(deviation())
              + " ms");
    }
  }

  /** A JSON object with times in seconds. */
  synchronized Map<String, @Nullable Object> object() {
    return JsonObject.of(
        "transmitted", transmitted,
        "received", received,
        "duplicates", duplicates,
        "errors", errors,
        "loss", loss() / 100,
        "seconds", (System.nanoTime() - started) / 1e9,
        "rtt",
            received == 0
                ? null
                : JsonObject.of(
                    "min", min / 1e9,
                    "avg", average() / 1e9,
                    "max", max / 1e9,
                    "mdev", deviation() / 1e9));
  }

  private static String percent(double value) {
    return number("%.4f", value).replaceFirst("\\.?0+$", "");
  }

  private static String millis(double nanos) {
    return number("%.3f", nanos / NANOS_PER_MILLI);
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  /** A time in milliseconds with three significant digits, but without dropping integer digits. */
  static String time(long nanos) {
    double millis = nanos / NANOS_PER_MILLI;
    int decimals = millis >= 99.95 ? 0 : millis >= 9.995 ? 1 : millis >= 0.9995 ? 2 : 3;
    return number("%." + decimals + "f", millis);
  }
}
