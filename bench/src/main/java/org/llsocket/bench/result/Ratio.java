package org.llsocket.bench.result;

import java.util.Arrays;
import java.util.Locale;

/**
 * The performance of a subject relative to another one, over all rounds.
 *
 * @param median the median round
 * @param min the worst round
 * @param max the best round
 * @param distanceFromOne how far the ratio is from 1: the larger of the median's distance and the
 *     median distance of the rounds
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
