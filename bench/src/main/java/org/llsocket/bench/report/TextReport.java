package org.llsocket.bench.report;

import java.io.PrintWriter;
import java.util.List;
import org.llsocket.bench.result.Group;
import org.llsocket.bench.result.JobResult;
import org.llsocket.bench.result.Results;

/** The tables as text, for a terminal. */
public final class TextReport {
  private TextReport() {}

  public static void print(Results results, PrintWriter out) {
    for (Group group : Group.values()) {
      List<JobResult> jobs = results.of(group);
      if (!jobs.isEmpty()) {
        out.println();
        new Table(jobs).print(group.title(), out);
      }
    }
    out.println();
    out.println("Targets");
    PerformanceTargets.check(results).forEach(each -> out.println("  " + each));
    results.failures().forEach(each -> out.println("FAILED: " + each));
  }
}
