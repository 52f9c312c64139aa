package org.llsocket.cli;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One thing that {@code demo} shows.
 *
 * @param name of the job
 * @param action what is done; throws {@link Skip} where this machine cannot
 */
record DemoJob(String name, Action action) {
  private static final int DEADLINE_SECONDS = 10;

  /** What a job does. */
  @FunctionalInterface
  interface Action {
    Done run() throws Exception;
  }

  /**
   * What a job has done.
   *
   * @param detail in a few words
   * @param bytes that went through sockets
   */
  record Done(String detail, long bytes) {}

  /** How a job ended. */
  enum Status {
    OK,
    SKIPPED,
    FAILED
  }

  /** A job that has been run. */
  record Result(
      String name, Status status, String detail, long bytes, long nanos, @Nullable Throwable why) {
    Map<String, @Nullable Object> object() {
      return Output.object(
          "name", name,
          "status", status.name().toLowerCase(java.util.Locale.ROOT),
          "detail", detail,
          "bytes", bytes,
          "seconds", nanos / 1e9);
    }
  }

  /** Runs the job; one that hangs has failed. */
  Result run() {
    var task = new FutureTask<>(action::run);
    long start = System.nanoTime();
    Thread.ofPlatform().daemon().name(name).start(task);
    try {
      Done done = task.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
      return new Result(
          name, Status.OK, done.detail(), done.bytes(), System.nanoTime() - start, null);
    } catch (ExecutionException e) {
      Throwable why = e.getCause() == null ? e : e.getCause();
      Status status = why instanceof Skip ? Status.SKIPPED : Status.FAILED;
      return new Result(name, status, Main.oneLine(why), 0, System.nanoTime() - start, why);
    } catch (TimeoutException e) {
      return failed("no end within " + DEADLINE_SECONDS + " s", start, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed("interrupted", start, e);
    }
  }

  private Result failed(String detail, long start, Exception why) {
    return new Result(name, Status.FAILED, detail, 0, System.nanoTime() - start, why);
  }
}
