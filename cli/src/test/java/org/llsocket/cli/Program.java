package org.llsocket.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;

/** A process: another program, or the command in a JVM of its own. */
public final class Program implements AutoCloseable {
  private static final Duration LIFETIME = Shell.DEADLINE.multipliedBy(5);

  private final Process process;

  private Program(Process process) {
    this.process = limited(process);
  }

  /** The process, which is killed in the end: a test that reads from a hung one fails then. */
  public static Process limited(Process process) {
    CompletableFuture.delayedExecutor(LIFETIME.toSeconds(), TimeUnit.SECONDS)
        .execute(process::destroyForcibly);
    return process;
  }

  /** Starts a program; the test is skipped if it is not installed. */
  public static Program start(String... command) throws IOException {
    Capability.program(command[0]).require();
    return new Program(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  /** Starts the command so that SIGINT ends it, even if the signal is ignored in this process. */
  public static Program interruptible(Path err, String... args) throws IOException {
    return run(err, interruptible(command(args)));
  }

  /** The same on a terminal of its own, on which the test types. */
  public static Program onTerminal(Path err, String... args) throws IOException {
    ProcessBuilder terminal = terminal(command(args));
    return new Program(terminal.redirectError(err.toFile()).start());
  }

  /** Starts a program on a terminal of its own, with standard error on it too. */
  public static Program onTerminal(Map<String, String> environment, List<String> command)
      throws IOException {
    ProcessBuilder terminal = terminal(command);
    terminal.environment().putAll(environment);
    return new Program(terminal.redirectErrorStream(true).start());
  }

  private static ProcessBuilder terminal(List<String> command) {
    Capability.program("script").require();
    return new ProcessBuilder("script", "-qefc", quoted(interruptible(command)), "/dev/null");
  }

  /** A shell command that replaces the shell: otherwise Ctrl-C would signal the shell too. */
  public static String quoted(List<String> command) {
    return command.stream()
        .map(word -> "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" ", "exec ", ""));
  }

  /** The command line that starts a program so that SIGINT ends it. */
  public static List<String> interruptible(List<String> command) {
    Capability.SIGINT.require();
    List<String> interruptible = new ArrayList<>(List.of("env", "--default-signal=INT"));
    interruptible.addAll(command);
    return interruptible;
  }

  /** Starts a program with its standard error redirected to a file. */
  public static Program run(Path err, List<String> command) throws IOException {
    return new Program(new ProcessBuilder(command).redirectError(err.toFile()).start());
  }

  /** Starts the command in the network namespace of another program. */
  public static Program beside(Program other, String... args) throws IOException {
    return beside(other, command(args));
  }

  /** Starts any program in the network namespace of another one. */
  public static Program beside(Program other, List<String> program) throws IOException {
    String pid = Long.toString(other.process.pid());
    List<String> command =
        new ArrayList<>(List.of("nsenter", "--preserve-credentials", "-U", "-n", "-t", pid));
    command.addAll(program);
    return new Program(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  /** The command line that starts the command. */
  public static List<String> command(String... args) {
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

  /** Writes this text to its standard input and closes it. */
  public Program input(String text) throws IOException {
    try (var stdin = process.getOutputStream()) {
      stdin.write(text.getBytes(UTF_8));
    }
    return this;
  }

  /** Everything that it writes until it exits. */
  public String output() throws IOException {
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }

  /** Reads its output until it contains this text. */
  public void awaitOutput(String text) throws IOException {
    var seen = new StringBuilder();
    var in = process.getInputStream();
    while (seen.indexOf(text) < 0) {
      int next = in.read();
      Assertions.assertTrue(next >= 0, () -> "no " + text + " in " + seen);
      seen.append((char) next);
    }
  }

  /** Reads the rest of a line of its output. */
  public String readLine() throws IOException {
    var line = new StringBuilder();
    var in = process.getInputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.append((char) next);
    }
    return line.toString();
  }

  /** Types this text on its terminal, or its standard input. */
  public void type(String text) throws IOException {
    process.getOutputStream().write(text.getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  /** Sends it a signal; Ctrl-C is INT. */
  public void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Waits until it has exited and returns its exit status. */
  public int status() throws InterruptedException {
    Assertions.assertTrue(
        process.waitFor(Shell.DEADLINE.toSeconds(), TimeUnit.SECONDS),
        "the program has not exited within the deadline");
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
