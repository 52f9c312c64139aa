package org.llsocket.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llsocket.bench.result.Group;
import org.llsocket.bench.result.JobResult;
import org.llsocket.bench.result.JobResult.SubjectResult;
import org.llsocket.bench.result.Metric;
import org.llsocket.bench.result.Results;
import org.llsocket.bench.result.Sample;

/** Reports of results. */
class ReportTest {
  private static final String PAGE =
      "before\n<!-- bench/report writes from here -->\nold\n<!-- to here -->\nafter\n";

  @TempDir private Path folder;

  @Test
  void into_aPage_replacesWhatIsBetweenTheLines() {
    String page = Markdown.into(PAGE, results(call(200)));

    assertThat(page).startsWith("before\n").endsWith("after\n").doesNotContain("old");
    assertThat(page).contains("| kernel | Linux |", "a call", "(performance-calls.svg)");
    assertThat(Markdown.into(page, results(call(200)))).isEqualTo(page);
  }

  @Test
  void into_aPageWithoutTheLines_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Markdown.into("a page", results(call(200))))
        .withMessageContaining("lacks the lines");
  }

  @Test
  void check_knowsWhatIsMet_whatIsNot_whatIsNoise() {
    assertThat(verdicts(100)).containsExactly("met", "met", "met");
    assertThat(verdicts(110)).containsExactly("within noise", "met", "met");
    assertThat(verdicts(210)).containsExactly("not met", "within noise", "met");
  }

  @Test
  void write_ofResults_drawsAPlot() throws IOException {
    assumeTrue(Files.exists(Path.of("/etc/fonts/fonts.conf")), "the JDK finds no fonts");

    Plots.write(results(call(200)), folder);

    assertThat(folder.resolve("performance-calls.svg")).content().contains("<svg");
  }

  @Test
  void read_ofWhatWasWritten_isTheSame() throws IOException {
    Results results = results(call(200));
    Path file = folder.resolve("results.json");

    results.write(file);

    assertThat(Results.read(file)).isEqualTo(results);
  }

  /** The verdicts for the call: against C, against NIO, on allocation. */
  private static List<String> verdicts(double nanos) {
    return PerformanceTargets.check(results(call(nanos))).stream()
        .map(PerformanceTargets.Check::verdict)
        .toList();
  }

  /** A call that takes 100 ns in C, with 10 % noise, and 200 ns with NIO. */
  private static JobResult call(double nanos) {
    return new JobResult(
        "call",
        Group.CALLS,
        "a call",
        Metric.NANOS,
        List.of(
            of("c", 100, 100),
            of("llsocket", nanos, nanos),
            of("nio", 200, 200),
            of("c again", 110, 110)));
  }

  private static SubjectResult of(String label, double... values) {
    Map<String, Double> details = label.startsWith("c") ? Map.of() : Map.of("allocated", 0.0);
    return new SubjectResult(
        label, DoubleStream.of(values).mapToObj(each -> new Sample(each, details)).toList());
  }

  private static Results results(JobResult... jobs) {
    return new Results("now", "a plan", Map.of("kernel", "Linux"), List.of(jobs), List.of());
  }
}
