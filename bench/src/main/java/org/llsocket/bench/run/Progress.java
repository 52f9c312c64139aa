package org.llsocket.bench.run;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Progress and remaining time, in one line that is overwritten. */
final class Progress {
  private final PrintStream out;
  private final Plan plan;
  private final List<Job> jobs;
  private final boolean terminal = Boolean.getBoolean("llsocket.bench.terminal");
  private final Instant start = Instant.now();
  private int index = -1;
  private Duration left = Duration.ZERO;
  private Instant jobStart = start;

  Progress(PrintStream out, Plan plan, List<Job> jobs) {
    this.out = out;
    this.plan = plan;
    this.jobs = jobs;
  }

  /** The next job begins. */
  void next() {
    index++;
    jobStart = Instant.now();
    left =
        jobs.subList(index, jobs.size()).stream()
            .map(plan::expected)
            .reduce(Duration.ZERO, Duration::plus);
    if (!terminal) {
      out.println(line(""));
    }
  }

  void show(Job job, Subject subject, String doing) {
    if (terminal) {
      out.print("\r\033[K" + line(job.about() + ": " + subject.label() + ", " + doing));
      out.flush();
    }
  }

  void end() {
    if (terminal) {
      out.print("\r\033[K");
    }
    out.println("measured for " + text(Duration.between(start, Instant.now())));
  }

  private String line(String what) {
    Duration now = left.minus(Duration.between(jobStart, Instant.now()));
    return "["
        + (index + 1)
        + "/"
        + jobs.size()
        + ", "
        + text(now.isNegative() ? Duration.ZERO : now)
        + " left] "
        + (what.isEmpty() ? jobs.get(index).name() : what);
  }

  private static String text(Duration time) {
    return String.format("%d:%02d", time.toMinutes(), time.toSecondsPart());
  }
}
