package org.llsocket.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.llsocket.bench.result.Results;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench/report}. */
@Command(
    name = "bench/report",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description = "Writes a result of bench/run into docs/performance.md, with plots beside it.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class ReportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The result, JSON.")
  private Path file;

  @Option(
      names = "--docs",
      paramLabel = "FOLDER",
      description = "The folder of performance.md (default: docs).")
  private Path docs = Path.of(System.getProperty("llsocket.bench.home", "."), "../docs");

  @Override
  public Integer call() throws IOException {
    Results results = Results.read(file);
    Path page = docs.resolve("performance.md");
    String text = Files.readString(page);
    Files.writeString(page, Markdown.into(text, results));
    Plots.write(results, docs);
    return 0;
  }
}
