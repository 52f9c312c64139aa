package org.llsocket.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Another program, as the peer of the command. */
final class Program implements AutoCloseable {
  private final Process process;

  private Program(Process process) {
    this.process = process;
  }

  /**
   * Starts a program; the test is skipped where the machine lacks it, and fails where the build
   * promised everything.
   */
  static Program start(String... command) throws IOException {
    boolean present =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, command[0])));
    if (!present && isExpected()) {
      Assertions.fail(command[0] + " is not installed");
    }
    Assumptions.assumeTrue(present, command[0] + " is not installed");
    return new Program(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  private static boolean isExpected() {
    return Boolean.getBoolean("llsocket.capabilities.strict")
        || List.of(Objects.requireNonNullElse(System.getenv("LLSOCKET_EXPECT"), "").split(",", -1))
            .contains("PROGRAMS");
  }

  /** Starts the command itself, in a JVM of its own. */
  static Program llsocket(Path err, String... args) throws IOException {
    return run(err, command(args));
  }

  /** Starts a program, whose standard error goes to a file. */
  static Program run(Path err, List<String> command) throws IOException {
    return new Program(new ProcessBuilder(command).redirectError(err.toFile()).start());
  }

  /** What starts the command itself. */
  static List<String> command(String... args) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=org.llsocket",
                "-p",
                System.getProperty("jdk.module.path"),
                "-m",
                "org.llsocket.cli/org.llsocket.cli.Main"));
    command.addAll(List.of(args));
    return command;
  }

  /** Gives it this and the end of its standard input. */
  Program input(String text) throws IOException {
    try (var stdin = process.getOutputStream()) {
      stdin.write(text.getBytes(UTF_8));
    }
    return this;
  }

  /** All that it writes until it ends. */
  String output() throws IOException {
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }

  /** Reads until what it writes holds this. */
  void awaitOutput(String text) throws IOException {
    var seen = new StringBuilder();
    var in = process.getInputStream();
    while (seen.indexOf(text) < 0) {
      int next = in.read();
      Assertions.assertTrue(next >= 0, () -> "no " + text + " in " + seen);
      seen.append((char) next);
    }
  }

  /** The signal of Ctrl-C. */
  void interrupt() throws Exception {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
  }

  int status() throws InterruptedException {
    Assertions.assertTrue(
        process.waitFor(Shell.DEADLINE.toSeconds(), TimeUnit.SECONDS), "the program has not ended");
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
