package org.llsocket.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llsocket.cli.DemoJob.Result;
import org.llsocket.cli.DemoJob.Status;

/**
 * How a demo went.
 *
 * @param results of all jobs
 * @param nanos that it took
 */
record DemoSummary(List<Result> results, long nanos) {
  long count(Status status) {
    return results.stream().filter(result -> result.status() == status).count();
  }

  private long bytes() {
    return results.stream().mapToLong(Result::bytes).sum();
  }

  Map<String, @Nullable Object> object() {
    return Output.object(
        "machine", Machine.line(),
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
    return Text.count(results.size(), "job")
        + ": "
        + count(Status.OK)
        + " ok, "
        + count(Status.SKIPPED)
        + " skipped, "
        + count(Status.FAILED)
        + " failed; "
        + Text.bytes(bytes())
        + " through sockets in "
        + Text.time(nanos);
  }
}
