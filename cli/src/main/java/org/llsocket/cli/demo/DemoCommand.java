package org.llsocket.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.llsocket.cli.demo.DemoJob.Result;
import org.llsocket.cli.demo.DemoJob.Status;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.output.OutputOptions;
import org.llsocket.cli.process.CommandContext;
import org.llsocket.cli.process.ExitHook;
import org.llsocket.cli.process.SystemInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code llsocket demo}. */
@Command(
    name = "demo",
    description = {
      "Runs a self-check of the main socket features on the loopback interface, and prints the "
          + "result, the bytes transferred and the time of each.",
      "",
      "Features that this machine does not support are reported as skipped. Exits with 1 if a check "
          + "failed.",
      ""
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class DemoCommand implements Callable<Integer> {

  @ParentCommand private CommandContext context;
  @Spec private CommandSpec spec;
  @Mixin private OutputOptions output;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How long a check may take. Default: ${DEFAULT-VALUE}.")
  private int timeout;

  @Override
  public Integer call() throws IOException {
    if (timeout < 1) {
      throw new ParameterException(
          spec.commandLine(), "--timeout must be at least 1, not " + timeout);
    }
    long start = System.nanoTime();
    List<Result> results = new ArrayList<>();
    if (!output.json()) {
      output.out().println(SystemInfo.summary());
      output.out().println();
    }
    Path folder = Files.createTempDirectory("llsocket");
    try (var _ = new ExitHook(() -> delete(folder))) {
      for (DemoJob job : jobs(folder)) {
        Result result = job.run(timeout);
        results.add(result);
        if (!output.json()) {
          print(result);
        }
      }
    }
    var summary = new DemoSummary(results, System.nanoTime() - start);
    if (output.json()) {
      output.printJson(summary.object());
    } else {
      output.out().println();
      output.out().println(summary);
    }
    return summary.count(Status.FAILED) == 0 ? 0 : ExitCode.SOFTWARE;
  }

  private static List<DemoJob> jobs(Path folder) {
    var jobs = new ArrayList<DemoJob>();
    jobs.add(CallJobs.firstSocket()); // so that the time of class loading is in no other job
    jobs.addAll(new StreamJobs(folder).jobs());
    jobs.addAll(new DatagramJobs(folder).jobs());
    jobs.addAll(new MessageJobs(folder).jobs());
    jobs.addAll(OptionJobs.jobs());
    jobs.addAll(CallJobs.jobs());
    return jobs;
  }

  private void print(Result result) {
    String prefix =
        switch (result.status()) {
          case OK -> "";
          case SKIPPED -> "skipped: ";
          case FAILED -> "FAILED: ";
        };
    output
        .out()
        .printf(
            "%s %-20s %8s %8s  %s%n",
            Ansi.AUTO.string(mark(result.status())),
            result.name(),
            result.bytes() == 0 ? "" : Formats.bytes(result.bytes()),
            Formats.time(result.nanos()),
            prefix + result.detail());
    if (context.verbose() && result.why() != null) {
      result.why().printStackTrace(output.out());
    }
  }

  private String mark(Status status) {
    boolean unicode = context.streams().unicode();
    return switch (status) {
      case OK -> unicode ? "@|green ✓|@" : "ok  ";
      case SKIPPED -> unicode ? "@|yellow –|@" : "skip";
      case FAILED -> unicode ? "@|red ✗|@" : "FAIL";
    };
  }

  private static void delete(Path folder) {
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
