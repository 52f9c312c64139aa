package org.llsocket.cli.demo;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.output.JsonObject;

/**
 * A check that {@code demo} runs.
 *
 * @param name the name of the check
 * @param action the check; throws {@link SkippedException} if this machine does not support it
 */
record DemoJob(String name, Action action) {
  /** The code of a job. */
  @FunctionalInterface
  interface Action {
    Done run() throws Exception;
  }

  /**
   * The description of a successful job.
   *
   * @param detail a short description
   * @param bytes the number of bytes transferred through sockets
   */
  record Done(String detail, long bytes) {}

  /** How a job ended. */
  enum Status {
    OK,
    SKIPPED,
    FAILED
  }

  /** The result of a job. */
  record Result(
      String name, Status status, String detail, long bytes, long nanos, @Nullable Throwable why) {
    Map<String, @Nullable Object> object() {
      return JsonObject.of(
          "name", name,
          "status", status.name().toLowerCase(java.util.Locale.ROOT),
          "detail", detail,
          "bytes", bytes,
          "seconds", nanos / 1e9);
    }
  }

  /** Runs the job; it fails if it takes longer than that. */
  Result run(int seconds) {
    var task = new FutureTask<>(action::run);
    long start = System.nanoTime();
    Thread.ofPlatform().daemon().name(name).start(task);
    try {
      Done done = task.get(seconds, TimeUnit.SECONDS);
      return new Result(
          name, Status.OK, done.detail(), done.bytes(), System.nanoTime() - start, null);
    } catch (ExecutionException e) {
      Throwable why = e.getCause() == null ? e : e.getCause();
      Status status = why instanceof SkippedException ? Status.SKIPPED : Status.FAILED;
      return new Result(name, status, Formats.oneLine(why), 0, System.nanoTime() - start, why);
    } catch (TimeoutException e) {
      return failed("timed out after " + seconds + " s", start, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed("interrupted", start, e);
    }
  }

  private Result failed(String detail, long start, Exception why) {
    return new Result(name, Status.FAILED, detail, 0, System.nanoTime() - start, why);
  }
}
