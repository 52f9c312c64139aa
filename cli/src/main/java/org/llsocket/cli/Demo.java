package org.llsocket.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.llsocket.cli.DemoJob.Result;
import org.llsocket.cli.DemoJob.Status;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code llsocket demo}. */
@Command(
    name = "demo",
    description = {
      "Does the main jobs of a socket library on this machine's loopback, and prints what was done, "
          + "how many bytes moved and how long it took.",
      "",
      "What this machine cannot do is skipped, and said to be. Ends with 1 if anything failed.",
      ""
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class Demo implements Callable<Integer> {

  @ParentCommand private Main main;
  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    List<Result> results = new ArrayList<>();
    if (!output.json) {
      output.out().println(Machine.line());
      output.out().println();
    }
    Path folder = Files.createTempDirectory("llsocket");
    try (var _ = new AtExit(() -> delete(folder))) {
      for (DemoJob job : jobs(folder)) {
        Result result = job.run();
        results.add(result);
        if (!output.json) {
          print(result);
        }
      }
    }
    var summary = new DemoSummary(results, System.nanoTime() - start);
    if (output.json) {
      output.json(summary.object());
    } else {
      output.out().println();
      output.out().println(summary);
    }
    return summary.count(Status.FAILED) == 0 ? 0 : Main.FAILED;
  }

  private static List<DemoJob> jobs(Path folder) {
    var jobs = new ArrayList<DemoJob>();
    jobs.add(DemoCalls.firstSocket()); // so that no other job's time is that of loading classes
    jobs.addAll(new DemoStreams(folder).jobs());
    jobs.addAll(new DemoDatagrams(folder).jobs());
    jobs.addAll(new DemoMessages(folder).jobs());
    jobs.addAll(DemoOptions.jobs());
    jobs.addAll(DemoCalls.jobs());
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
            result.bytes() == 0 ? "" : Text.bytes(result.bytes()),
            Text.time(result.nanos()),
            prefix + result.detail());
    if (main.verbose() && result.why() != null) {
      result.why().printStackTrace(output.out());
    }
  }

  private String mark(Status status) {
    boolean unicode = main.streams().unicode();
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
