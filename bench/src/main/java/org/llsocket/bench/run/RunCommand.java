package org.llsocket.bench.run;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.llsocket.bench.report.TextReport;
import org.llsocket.bench.result.JobResult;
import org.llsocket.bench.result.Results;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench/run}. */
@Command(
    name = "bench/run",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description = {
      "The same work in C, llsocket, the JDK's NIO, Netty and junixsocket, in turns, on this machine.",
      "The table shows ratios: 1 is C, higher is better."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:all ran", "1:a subject failed to run", "2:wrong usage"})
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class RunCommand implements Callable<Integer> {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmmss").withZone(ZoneOffset.UTC);

  @Option(names = "--quick", description = "The main jobs only, within 3 minutes.")
  private boolean quick;

  @Option(
      names = "--smoke",
      hidden = true,
      description = "Checks that everything runs; the values are meaningless.")
  private boolean smoke;

  @Option(
      names = "--job",
      paramLabel = "NAME",
      description = "Only this job, or the jobs with this prefix; repeatable.")
  private List<String> chosen = new ArrayList<>();

  @Option(names = "--peer", paramLabel = "NAME", description = "Only this peer and C; repeatable.")
  private List<String> peers = new ArrayList<>();

  @Option(names = "--list", description = "Lists the jobs with their subjects, and runs nothing.")
  private boolean list;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The JSON file for the results (default: in bench/results).")
  private @Nullable Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter screen = spec.commandLine().getOut();
    List<Job> jobs = jobs();
    if (list) {
      jobs.forEach(each -> screen.println(line(each)));
      screen.flush();
      return 0;
    }
    Path home = Path.of(System.getProperty("llsocket.bench.home", "."));
    Plan plan = smoke ? Plan.SMOKE : quick ? Plan.QUICK : Plan.FULL;
    Results results = measure(home, plan, jobs);
    Path file = out == null ? home.resolve("results/" + results.when() + ".json") : out;
    Files.createDirectories(file.toAbsolutePath().getParent());
    results.write(file);
    TextReport.print(results, screen);
    screen.println("results written to " + file);
    screen.flush();
    return results.failures().isEmpty() ? 0 : 1;
  }

  private static Results measure(Path home, Plan plan, List<Job> jobs) throws IOException {
    String when = STAMP.format(Instant.now());
    List<JobResult> measured = new ArrayList<>();
    try (Workspace workspace = Workspace.open(home)) {
      var progress = new Progress(new PrintStream(System.err, true), plan, jobs);
      var harness = new Harness(workspace, plan, progress);
      for (Job job : jobs) {
        progress.next();
        measured.add(harness.run(job));
      }
      progress.end();
      return new Results(
          when, plan.toString(), Machine.describe(home), measured, harness.failures());
    }
  }

  private List<Subject> subjects(Job job) {
    return job.subjects().stream()
        .filter(each -> each.isC() || peers.contains(each.peer()))
        .toList();
  }

  private static String line(Job job) {
    return String.format(
        "%-18s %-40s %s",
        job.name(),
        job.about(),
        String.join(", ", job.subjects().stream().map(Subject::label).toList()));
  }

  private List<Job> jobs() {
    List<Job> all =
        Jobs.all().stream()
            .filter(each -> chosen.isEmpty() || chosen.stream().anyMatch(each.name()::startsWith))
            .filter(each -> !quick || !chosen.isEmpty() || Jobs.isQuick(each))
            .map(each -> peers.isEmpty() ? each : each.with(subjects(each)))
            .filter(each -> each.subjects().stream().anyMatch(subject -> !subject.isC()))
            .toList();
    if (all.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "no such job or peer; --list shows them all");
    }
    return all;
  }
}
