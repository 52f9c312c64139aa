package org.llsocket.cli.demo;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llsocket.cli.demo.DemoJob.Result;
import org.llsocket.cli.demo.DemoJob.Status;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.output.JsonObject;
import org.llsocket.cli.process.SystemInfo;

/**
 * The results of a run.
 *
 * @param results the results of all jobs
 * @param nanos the duration of the run
 */
record DemoSummary(List<Result> results, long nanos) {
  long count(Status status) {
    return results.stream().filter(result -> result.status() == status).count();
  }

  private long bytes() {
    return results.stream().mapToLong(Result::bytes).sum();
  }

  Map<String, @Nullable Object> object() {
    return JsonObject.of(
        "machine", SystemInfo.summary(),
        "jobs", results.stream().map(Result::object).toList(),
        "ok", count(Status.OK),
        "skipped", count(Status.SKIPPED),
        "failed", count(Status.FAILED),
        "bytes", bytes(),
        "seconds", nanos / 1e9);
  }

  /** {@code 15 jobs: 14 ok, 1 skipped, 0 failed; 72 MiB through sockets in 0.4 s}. */
  @Override
  public String toString() {
    return Formats.count(results.size(), "job")
        + ": "
        + count(Status.OK)
        + " ok, "
        + count(Status.SKIPPED)
        + " skipped, "
        + count(Status.FAILED)
        + " failed; "
        + Formats.bytes(bytes())
        + " through sockets in "
        + Formats.time(nanos);
  }
}
