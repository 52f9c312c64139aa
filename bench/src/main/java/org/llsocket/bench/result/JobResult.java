package org.llsocket.bench.result;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a job brought.
 *
 * @param subjects in the job's order, those that ran
 */
public record JobResult(
    String name, Group group, String about, Metric metric, List<SubjectResult> subjects) {
  /** The subject that the others are compared to. */
  public static final String C = "c";

  /** C once more. */
  public static final String AGAIN = "c again";

  /**
   * What one subject brought.
   *
   * @param rounds in order; the same number is the same time for all subjects
   */
  public record SubjectResult(String label, List<Sample> rounds) {
    /** The median of a value. */
    public double median(java.util.function.ToDoubleFunction<Sample> value) {
      return Ratio.median(rounds.stream().mapToDouble(value).toArray());
    }

    /** The median of a detail; not a number where there is none. */
    public double median(String detail) {
      return median(each -> each.details().getOrDefault(detail, Double.NaN));
    }
  }

  public Optional<SubjectResult> subject(String label) {
    return subjects.stream().filter(each -> each.label().equals(label)).findAny();
  }

  /** How good a subject is where {@code base} is 1, by the rounds of both. */
  public Optional<Ratio> ratio(String label, String base) {
    return ratio(label, base, Sample::value, metric);
  }

  /** As {@link #ratio(String, String)}, of the server's CPU time an operation. */
  public Optional<Ratio> cpuRatio(String label, String base) {
    return ratio(label, base, each -> each.details().getOrDefault("cpu", Double.NaN), Metric.NANOS);
  }

  private Optional<Ratio> ratio(
      String label,
      String base,
      java.util.function.ToDoubleFunction<Sample> value,
      Metric meaning) {
    return subject(label)
        .flatMap(one ->
            subject(base)
                .map(other ->
                    Ratio.of(
                        IntStream.range(0, Math.min(one.rounds().size(), other.rounds().size()))
                            .mapToDouble(i ->
                                meaning.ratio(
                                    value.applyAsDouble(one.rounds().get(i)),
                                    value.applyAsDouble(other.rounds().get(i))))
                            .toArray())));
  }

  /**
   * How much C differs from itself: the larger of what the medians and what the usual two rounds
   * differ by. A difference that is not larger is none.
   */
  public double noise() {
    return ratio(AGAIN, C).map(Ratio::distanceFromOne).orElse(Double.NaN);
  }
}
