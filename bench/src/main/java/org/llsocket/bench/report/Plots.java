package org.llsocket.bench.report;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.style.Styler;
import org.llsocket.bench.result.Group;
import org.llsocket.bench.result.JobResult;
import org.llsocket.bench.result.Ratio;
import org.llsocket.bench.result.Results;

/** Plots of the tables whose values are relative to C. */
final class Plots {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 420;

  private Plots() {}

  static boolean has(Group group) {
    return switch (group) {
      case CALLS, PING_PONG, ECHO, STREAMS, CONNECTIONS -> true;
      case DATAGRAMS, MEMORY, START -> false;
    };
  }

  static String file(Group group) {
    return "performance-" + group.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".svg";
  }

  static void write(Results results, Path folder) throws IOException {
    for (Group group : Group.values()) {
      List<JobResult> jobs = results.of(group);
      if (has(group) && !jobs.isEmpty()) {
        Files.write(folder.resolve(file(group)), ChartEncoder.getBytes(chart(group, jobs), "svg"));
      }
    }
  }

  private static CategoryChart chart(Group group, List<JobResult> jobs) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(group.title() + ": relative to C, higher is better")
            .yAxisTitle("of C")
            .build();
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
    chart.getStyler().setXAxisLabelRotation(jobs.size() > 4 ? 30 : 0);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setYAxisMin(0.0);
    List<String> names = jobs.stream().map(JobResult::name).toList();
    for (String label : labels(jobs)) {
      List<Double> ratios =
          jobs.stream()
              .map(job -> job.ratio(label, JobResult.C).map(Ratio::median).orElse(0.0))
              .toList();
      chart.addSeries(label, names, ratios);
    }
    return chart;
  }

  private static Set<String> labels(List<JobResult> jobs) {
    Set<String> labels = new LinkedHashSet<>();
    jobs.forEach(job -> job.subjects().forEach(each -> labels.add(each.label())));
    labels.remove(JobResult.C);
    labels.remove(JobResult.AGAIN);
    labels.removeIf(
        each -> each.endsWith(" gather")); // up to 30 times C, which would flatten the other bars
    return labels;
  }
}
