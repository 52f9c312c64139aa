package org.llsocket.bench.report;

import java.util.ArrayList;
import java.util.List;
import org.llsocket.bench.result.Group;
import org.llsocket.bench.result.JobResult;
import org.llsocket.bench.result.Results;

/** The generated part of a Markdown page. */
final class Markdown {
  private static final String BEGIN = "<!-- bench/report writes from here -->";
  private static final String END = "<!-- to here -->";

  private Markdown() {}

  /** Replaces the results in the page. */
  static String into(String page, Results results) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("the page lacks the lines " + BEGIN + " and " + END);
    }
    return page.substring(0, begin + BEGIN.length())
        + "\n\n"
        + String.join("\n", lines(results))
        + "\n\n"
        + page.substring(end);
  }

  private static List<String> lines(Results results) {
    List<String> lines = new ArrayList<>();
    lines.add("Measured " + results.when() + " UTC, " + results.plan() + ".");
    lines.add("");
    lines.add("| | |");
    lines.add("|---|---|");
    results.machine().forEach((name, value) -> lines.add("| " + name + " | " + value + " |"));
    lines.addAll(
        List.of("", "### Targets", "", "| job | target | measured | |", "|---|---|---|---|"));
    for (PerformanceTargets.Check each : PerformanceTargets.check(results)) {
      String verdict = each.verdict().equals("met") ? "met" : "**" + each.verdict() + "**";
      lines.add(
          String.join(" | ", "| " + each.work(), each.wanted(), each.measured(), verdict + " |"));
    }
    for (Group group : Group.values()) {
      List<JobResult> jobs = results.of(group);
      if (!jobs.isEmpty()) {
        lines.addAll(List.of("", "### " + group.title(), ""));
        if (Plots.has(group)) {
          lines.add("![" + group.title() + ", relative to C](" + Plots.file(group) + ")");
          lines.add("");
        }
        lines.addAll(new Table(jobs).markdown());
      }
    }
    results.failures().forEach(each -> lines.add("\nDid not run: " + each));
    return lines;
  }
}
