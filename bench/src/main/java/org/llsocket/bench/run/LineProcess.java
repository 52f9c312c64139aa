package org.llsocket.bench.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A process that answers requests line by line; {@link #close} ends it. */
final class LineProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process process;
  private final BufferedReader answers;
  private final Writer questions;

  LineProcess(List<String> command) throws IOException {
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    answers = process.inputReader(UTF_8);
    questions = process.outputWriter(UTF_8);
  }

  /** Runs a program to its end and returns its output, or throws with the output if it fails. */
  static String toEnd(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    int status = process.onExit().join().exitValue();
    if (status != 0) {
      throw new IOException(command + " ended with " + status + ": " + said);
    }
    return said;
  }

  long pid() {
    return process.pid();
  }

  /** The rest of the next line of output, which has to begin with {@code word}. */
  String expect(String word) throws IOException {
    String line = nextLine();
    if (!line.startsWith(word)) {
      throw new IOException("expected " + word + ", received: " + line);
    }
    return line.substring(word.length()).strip();
  }

  /** The values in a line {@code result a=1 b=2}. */
  Map<String, Long> result() throws IOException {
    Map<String, Long> numbers = new HashMap<>();
    for (String each : expect("result").split(" ", -1)) {
      int equals = each.indexOf('=');
      numbers.put(each.substring(0, equals), Long.parseLong(each.substring(equals + 1)));
    }
    return numbers;
  }

  /** Sends a request and returns the values of the answer. */
  Map<String, Long> ask(String question) throws IOException {
    questions.write(question + "\n");
    questions.flush();
    return result();
  }

  /** Closes the process's input, and waits for it to exit. */
  void finish() throws IOException {
    questions.close();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), SECONDS) || process.exitValue() != 0) {
        throw new IOException("the process did not exit normally");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private String nextLine() throws IOException {
    // The timer kills the process, which ends the read.
    CompletableFuture<?> timer =
        CompletableFuture.runAsync(
            process::destroyForcibly,
            CompletableFuture.delayedExecutor(PATIENCE.toSeconds(), SECONDS));
    try {
      @Nullable String line = answers.readLine();
      if (line == null) {
        throw new IOException(
            "the process ended, or printed nothing for " + PATIENCE.toSeconds() + " s");
      }
      return line;
    } finally {
      timer.cancel(false);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(PATIENCE.toSeconds(), SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
