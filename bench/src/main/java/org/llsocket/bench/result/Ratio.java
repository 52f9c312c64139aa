package org.llsocket.bench.result;

import java.util.Arrays;
import java.util.Locale;

/**
 * What rounds brought, compared to another subject's.
 *
 * @param median the usual round
 * @param min the worst
 * @param max the best
 * @param distanceFromOne the larger of the median's and of the usual round's
 */
public record Ratio(double median, double min, double max, double distanceFromOne) {
  static Ratio of(double[] rounds) {
    double median = median(rounds);
    double usual = median(Arrays.stream(rounds).map(each -> Math.abs(each - 1)).toArray());
    return new Ratio(
        median,
        Arrays.stream(rounds).min().orElse(Double.NaN),
        Arrays.stream(rounds).max().orElse(Double.NaN),
        Math.max(Math.abs(median - 1), usual));
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  /** {@code 0.97 (0.95 to 0.99)}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", median, min, max);
  }
}
