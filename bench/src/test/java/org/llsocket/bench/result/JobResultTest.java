package org.llsocket.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.llsocket.bench.result.JobResult.SubjectResult;

/** Statistics over rounds. */
class JobResultTest {
  private static final Offset<Double> EXACTLY = within(1e-9);

  @Test
  void ratio_ofCosts_isAboveOneForTheCheaper() {
    JobResult job = job(Metric.NANOS, of("c", 100, 200, 300), of("nio", 200, 200, 200));

    Ratio ratio = job.ratio("nio", "c").orElseThrow();

    assertThat(ratio.median()).isEqualTo(1, EXACTLY);
    assertThat(ratio.min()).isEqualTo(0.5, EXACTLY);
    assertThat(ratio.max()).isEqualTo(1.5, EXACTLY);
  }

  @Test
  void ratio_ofRates_isAboveOneForTheFaster() {
    JobResult job = job(Metric.RATE, of("c", 100, 100), of("nio", 120, 140));

    assertThat(job.ratio("nio", "c").orElseThrow().median()).isEqualTo(1.3, EXACTLY);
  }

  @Test
  void ratio_ofASubjectThatDidNotRun_isNone() {
    assertThat(job(Metric.RATE, of("c", 1)).ratio("nio", "c")).isEmpty();
  }

  @Test
  void noise_ofRoundsThatDifferBothWays_isWhatTheUsualOneDiffersBy() {
    JobResult job = job(Metric.RATE, of("c", 100, 100, 100), of("c again", 90, 100, 120));

    assertThat(job.noise()).isEqualTo(0.1, EXACTLY);
  }

  private static JobResult job(Metric metric, SubjectResult... subjects) {
    return new JobResult("name", Group.CALLS, "about", metric, List.of(subjects));
  }

  private static SubjectResult of(String label, double... values) {
    return new SubjectResult(
        label, DoubleStream.of(values).mapToObj(each -> new Sample(each, Map.of())).toList());
  }
}
