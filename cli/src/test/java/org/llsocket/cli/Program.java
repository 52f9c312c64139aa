package org.llsocket.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;

/** Another program, as the peer of the command. */
final class Program implements AutoCloseable {
  private final Process process;

  private Program(Process process) {
    this.process = process;
  }

  /** Starts a program, which the test requires. */
  static Program start(String... command) throws IOException {
    Capability.program(command[0]).require();
    return new Program(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  /** Starts the command itself, in a JVM of its own. */
  static Program llsocket(Path err, String... args) throws IOException {
    return run(err, command(args));
  }

  /** Starts the command itself so that SIGINT ends it, even where it is ignored. */
  static Program interruptible(Path err, String... args) throws IOException {
    return run(err, interruptible(args));
  }

  /** The same on a terminal of its own, to which the test types. */
  static Program onTerminal(Path err, String... args) throws IOException {
    Capability.program("script").require();
    String line = quoted(interruptible(args));
    return run(err, List.of("script", "-qec", line, "/dev/null"));
  }

  /** These words as a line of a shell, which becomes the program: else Ctrl-C is told to both. */
  static String quoted(List<String> command) {
    return command.stream()
        .map(word -> "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" ", "exec ", ""));
  }

  private static List<String> interruptible(String... args) {
    Capability.SIGINT.require();
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.addAll(command(args));
    return command;
  }

  /** Starts a program, whose standard error goes to a file. */
  static Program run(Path err, List<String> command) throws IOException {
    return new Program(new ProcessBuilder(command).redirectError(err.toFile()).start());
  }

  /** Starts the command itself in the network of another program. */
  static Program beside(Program other, String... args) throws IOException {
    String pid = Long.toString(other.process.pid());
    List<String> command =
        new ArrayList<>(List.of("nsenter", "--preserve-credentials", "-U", "-n", "-t", pid));
    command.addAll(command(args));
    return new Program(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
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

  /** Types this, where it has a terminal. */
  void type(String text) throws IOException {
    process.getOutputStream().write(text.getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  /** Sends it a signal: INT is that of Ctrl-C. */
  void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
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
