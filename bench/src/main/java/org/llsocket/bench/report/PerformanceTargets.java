package org.llsocket.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.llsocket.bench.result.Group;
import org.llsocket.bench.result.JobResult;
import org.llsocket.bench.result.JobResult.SubjectResult;
import org.llsocket.bench.result.Metric;
import org.llsocket.bench.result.Ratio;
import org.llsocket.bench.result.Results;
import org.llsocket.bench.result.Sample;

/** The performance targets of llsocket, and whether a run meets them. */
final class PerformanceTargets {
  private static final String US = "llsocket";
  private static final String VIRTUAL = "llsocket virtual";
  private static final List<String> JAVA_PEERS = List.of("nio", "netty", "junixsocket");

  /** Jobs whose operation creates an object for the user. */
  private static final Set<String> MAKES_OBJECTS = Set.of("accept", "connections");

  private final List<Check> checks = new ArrayList<>();

  private PerformanceTargets() {}

  /**
   * The result for one target.
   *
   * @param work the job
   * @param wanted the target
   * @param measured the value measured
   * @param verdict {@code met}, {@code not met}, {@code within noise}
   */
  record Check(String work, String wanted, String measured, String verdict) {
    @Override
    public String toString() {
      return String.format("%-42s %-28s %-24s %s", work, wanted, measured, verdict);
    }
  }

  /** The results for all targets whose jobs were run. */
  static List<Check> check(Results results) {
    var targets = new PerformanceTargets();
    for (JobResult job : results.jobs()) {
      targets.speed(job);
    }
    for (JobResult job : results.jobs()) {
      targets.allocation(job);
    }
    results.job("memory").ifPresent(targets::memory);
    results.job("start").ifPresent(targets::start);
    return targets.checks;
  }

  private void speed(JobResult job) {
    switch (job.group()) {
      case CALLS, STREAMS -> likeC(job);
      case PING_PONG -> {
        if (job.name().endsWith("-blocking")) {
          likeC(job);
        }
      }
      case ECHO -> {
        ratio(job, US, JobResult.C, 0.95);
        ratio(job, US, "netty", 1.1);
        ratio(job, VIRTUAL, JobResult.C, job.name().equals("echo-100") ? 0.85 : 0.9);
        ratio(job, VIRTUAL, "nio virtual", 1.1);
      }
      case DATAGRAMS -> {
        if (job.name().equals("datagrams-offload")) {
          ratio(job, US, "nio plain", 40);
        }
      }
      case CONNECTIONS, MEMORY, START -> {}
    }
  }

  /** As fast as C, and as the fastest of the Java peers; gathering is compared separately. */
  private void likeC(JobResult job) {
    for (String variant : List.of("", " gather")) {
      ratio(job, US + variant, JobResult.C + variant, 0.95);
      job.subjects().stream()
          .map(SubjectResult::label)
          .filter(each -> JAVA_PEERS.stream().anyMatch(peer -> each.equals(peer + variant)))
          .min(Comparator.comparingDouble(each -> median(job, US + variant, each)))
          .ifPresent(best -> ratio(job, US + variant, best, 1));
    }
  }

  private static double median(JobResult job, String subject, String peer) {
    return job.ratio(subject, peer).map(Ratio::median).orElse(Double.MAX_VALUE);
  }

  private void ratio(JobResult job, String subject, String base, double wanted) {
    Optional<Ratio> ratio = job.ratio(subject, base);
    if (ratio.isPresent()) {
      double median = ratio.get().median();
      checks.add(
          new Check(
              job.about() + variant(subject),
              "≥ " + Metric.number(wanted) + " of " + base,
              ratio.get().toString(),
              verdict(median >= wanted, median * (1 + job.noise()) >= wanted)));
    }
  }

  private static String variant(String subject) {
    return switch (subject) {
      case US -> "";
      case VIRTUAL -> ", virtual threads";
      default -> "," + subject.substring(US.length());
    };
  }

  private static String verdict(boolean met, boolean almost) {
    return met ? "met" : almost ? "within noise" : "not met";
  }

  private void allocation(JobResult job) {
    Optional<SubjectResult> us = job.subject(US);
    if (us.isEmpty() || MAKES_OBJECTS.contains(job.name())) {
      return;
    }
    double bytes = us.get().median("allocated");
    if (!Double.isNaN(bytes)) {
      checks.add(
          new Check(
              job.about(),
              "< 1 B allocated",
              String.format(Locale.ROOT, "%.2f B", bytes),
              verdict(bytes < 1, false)));
    }
  }

  private void memory(JobResult job) {
    job.subject(US)
        .ifPresent(us -> {
          double heap = us.median("heap");
          checks.add(
              new Check(
                  Group.MEMORY.title(),
                  "≤ 200 B on the heap",
                  Metric.BYTES.show(heap),
                  verdict(heap <= 200, false)));
        });
  }

  private void start(JobResult job) {
    job.subject("nio").ifPresent(nio -> start(job, nio));
  }

  private void start(JobResult job, SubjectResult nio) {
    for (String each : List.of(US, "llsocket aot")) {
      job.subject(each)
          .ifPresent(us -> {
            double more = us.median(Sample::value) - nio.median(Sample::value);
            checks.add(
                new Check(
                    each + ", " + job.about(),
                    "≤ 60 ms more than nio",
                    Metric.START.show(more) + " more",
                    verdict(more <= 60e6, false)));
          });
    }
  }
}
