package org.llsocket.bench.result;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The results of a job.
 *
 * @param subjects the subjects that ran, in the job's order
 */
public record JobResult(
    String name, Group group, String about, Metric metric, List<SubjectResult> subjects) {
  /** The baseline to which the others are compared. */
  public static final String C = "c";

  /** The second run of C, which shows the noise. */
  public static final String AGAIN = "c again";

  /**
   * The results of one subject.
   *
   * @param rounds in order; equal indexes belong to the same round of all subjects
   */
  public record SubjectResult(String label, List<Sample> rounds) {
    /** The median of a value. */
    public double median(java.util.function.ToDoubleFunction<Sample> value) {
      return Ratio.median(rounds.stream().mapToDouble(value).toArray());
    }

    /** The median of a detail; NaN if it was not measured. */
    public double median(String detail) {
      return median(each -> each.details().getOrDefault(detail, Double.NaN));
    }
  }

  public Optional<SubjectResult> subject(String label) {
    return subjects.stream().filter(each -> each.label().equals(label)).findAny();
  }

  /** The performance of a subject relative to {@code base}, round by round. */
  public Optional<Ratio> ratio(String label, String base) {
    return ratio(label, base, Sample::value, metric);
  }

  /** As {@link #ratio(String, String)}, for the server's CPU time per operation. */
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
   * The noise: how much the two runs of C differ, the larger of the difference of the medians and
   * the median difference of the rounds. A smaller difference is not significant.
   */
  public double noise() {
    return ratio(AGAIN, C).map(Ratio::distanceFromOne).orElse(Double.NaN);
  }
}
