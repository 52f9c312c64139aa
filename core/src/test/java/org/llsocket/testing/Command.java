package org.llsocket.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Programs of this machine. */
public final class Command {
  private static final long LIMIT_SECONDS = 600; // only a guard against hanging

  private Command() {}

  /**
   * Runs a program and gives what it printed.
   *
   * @throws IllegalStateException with what it printed, if it fails or takes ten minutes
   * @throws UncheckedIOException if there is no such program
   */
  public static String output(List<String> command) {
    return output(command, LIMIT_SECONDS);
  }

  /** The same with another limit, in seconds. */
  public static String output(List<String> command, long limit) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      Executor later = CompletableFuture.delayedExecutor(limit, TimeUnit.SECONDS);
      later.execute(process::destroyForcibly);
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        throw new IllegalStateException(command + " ended with " + status + ":\n" + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(command + " was interrupted", e);
    }
  }

  static boolean works(List<String> command) {
    try {
      output(command);
      return true;
    } catch (IllegalStateException | UncheckedIOException failed) {
      return false;
    }
  }
}
