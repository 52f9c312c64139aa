package org.llsocket.bench.result;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The results of one run.
 *
 * @param when the start of the run, UTC
 * @param plan the number and the duration of the measurements
 * @param machine processor, kernel and software versions
 * @param failures the subjects that failed to run, with the reasons
 */
public record Results(
    String when,
    String plan,
    Map<String, String> machine,
    List<JobResult> jobs,
    List<String> failures) {

  /** Reads a file that {@link #write} has written. */
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
