package org.llsocket.bench.result;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run.
 *
 * @param when it began, UTC
 * @param plan how long and how often was measured
 * @param machine processor, kernel, and the versions of everything
 * @param failures what did not run, and why
 */
public record Results(
    String when,
    String plan,
    Map<String, String> machine,
    List<JobResult> jobs,
    List<String> failures) {

  /** Reads what {@link #write} wrote. */
  public static Results read(Path file) throws IOException {
    return JSON.std.beanFrom(Results.class, Files.readAllBytes(file));
  }

  public void write(Path file) throws IOException {
    Files.write(file, JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asBytes(this));
  }

  public Optional<JobResult> job(String name) {
    return jobs.stream().filter(each -> each.name().equals(name)).findAny();
  }

  /** The jobs of a table. */
  public List<JobResult> of(Group group) {
    return jobs.stream().filter(each -> each.group() == group).toList();
  }
}
