package org.llsocket.bench.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.llsocket.bench.result.JobResult;
import org.llsocket.bench.result.JobResult.SubjectResult;
import org.llsocket.bench.result.Metric;
import org.llsocket.bench.result.Ratio;
import org.llsocket.bench.result.Sample;

/** The jobs of a group, one row per subject; empty columns are omitted. */
final class Table {
  private final List<String> heads = new ArrayList<>();
  private final List<List<String>> columns = new ArrayList<>();

  Table(List<JobResult> jobs) {
    column("job", jobs, (job, one) -> first(job, one) ? job.about() : "");
    column("", jobs, (job, one) -> one.label());
    column("median", jobs, (job, one) -> job.metric().show(one.median(Sample::value)));
    column("relative to C (min to max)", jobs, (job, one) -> ratio(job, one));
    column("p50 µs", jobs, (job, one) -> number(one.median("p50") / 1e3));
    column("p99 µs", jobs, (job, one) -> number(one.median("p99") / 1e3));
    column("p99.9 µs", jobs, (job, one) -> number(one.median("p999") / 1e3));
    column("CPU relative to C", jobs, (job, one) -> cpu(job, one));
    column("B on the heap", jobs, (job, one) -> number(one.median("heap")));
    column("B off the heap", jobs, (job, one) -> number(one.median("native")));
    column("B allocated", jobs, (job, one) -> allocated(one));
  }

  private interface Cell {
    String of(JobResult job, SubjectResult one);
  }

  private void column(String head, List<JobResult> jobs, Cell cell) {
    List<String> texts =
        jobs.stream()
            .flatMap(job -> job.subjects().stream().map(one -> cell.of(job, one)))
            .toList();
    if (texts.stream().anyMatch(each -> !each.isEmpty())) {
      heads.add(head);
      columns.add(texts);
    }
  }

  private static boolean first(JobResult job, SubjectResult one) {
    return job.subjects().getFirst().equals(one);
  }

  private static String ratio(JobResult job, SubjectResult one) {
    return one.label().equals(JobResult.C) || job.metric() == Metric.BYTES
        ? ""
        : job.ratio(one.label(), JobResult.C).map(each -> shown(each, job)).orElse("");
  }

  /** A difference within the noise is marked ≈. */
  private static String shown(Ratio ratio, JobResult job) {
    return (Math.abs(ratio.median() - 1) <= job.noise() ? "≈ " : "") + ratio;
  }

  private static String cpu(JobResult job, SubjectResult one) {
    return job.cpuRatio(one.label(), JobResult.C)
        .map(Ratio::median)
        .filter(Double::isFinite)
        .map(Table::number)
        .orElse("");
  }

  private static String allocated(SubjectResult one) {
    double bytes = one.median("allocated");
    return Double.isNaN(bytes) ? "" : String.format(Locale.ROOT, "%.1f", bytes);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : Metric.number(value);
  }

  /** Prints aligned columns. */
  void print(String title, PrintWriter out) {
    out.println(title);
    lines("  ").forEach(line -> out.println("  " + line.stripTrailing()));
  }

  /** The table in Markdown. */
  List<String> markdown() {
    List<String> lines = new ArrayList<>(lines(" | "));
    lines.add(1, "|" + "---|".repeat(heads.size()));
    return lines.stream().map(each -> each.startsWith("|") ? each : "| " + each + " |").toList();
  }

  private List<String> lines(String gap) {
    List<String> lines = new ArrayList<>();
    for (int row = -1; row < columns.getFirst().size(); row++) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        String text = row < 0 ? heads.get(i) : columns.get(i).get(row);
        cells.add(padded(text, i));
      }
      lines.add(String.join(gap, cells));
    }
    return lines;
  }

  private String padded(String text, int column) {
    int width =
        Math.max(
            heads.get(column).length(),
            columns.get(column).stream().mapToInt(String::length).max().orElse(0));
    String space = " ".repeat(width - text.length());
    return column < 2 ? text + space : space + text;
  }
}
