package org.llsocket.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A JVM of its own, with the built agent. */
final class Jvm {
  static final String JAR = System.getProperty("llsocket.agent", "");
  private static final String PROGRAMS = System.getProperty("llsocket.programs", "");
  private static final long LIMIT_SECONDS = 300; // only a guard against hanging

  private final List<String> options =
      new ArrayList<>(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
  private String path = PROGRAMS;

  private Jvm() {}

  /** What a program printed, and its exit status. */
  record Result(int status, List<String> out, List<String> err) {}

  /** A JVM with the agent and these items. */
  static Jvm withAgent(String items) {
    return new Jvm().options("-javaagent:" + JAR + (items.isEmpty() ? "" : "=" + items));
  }

  /** A JVM with the agent's jar on the class path only. */
  static Jvm withoutAgent() {
    var jvm = new Jvm();
    jvm.path += File.pathSeparator + JAR;
    return jvm;
  }

  /** Adds the libraries of the tests to the class path, but nothing of this project. */
  Jvm withLibraries() {
    for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
      String file = String.valueOf(Path.of(entry).getFileName());
      if (file.endsWith(".jar") && !file.startsWith("llsocket")) {
        path += File.pathSeparator + entry;
      }
    }
    return this;
  }

  Jvm options(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  /** Runs the {@code main} method of a class. */
  Result run(Class<?> program, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", path, program.getName()));
    command.addAll(List.of(arguments));
    return run(command);
  }

  static Result run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).start();
    Executor later = CompletableFuture.delayedExecutor(LIMIT_SECONDS, TimeUnit.SECONDS);
    later.execute(process::destroyForcibly);
    process.getOutputStream().close();
    var err = CompletableFuture.supplyAsync(() -> lines(process.errorReader(UTF_8).lines()));
    List<String> out = lines(process.inputReader(UTF_8).lines());
    return new Result(process.waitFor(), out, err.join());
  }

  private static List<String> lines(Stream<String> lines) {
    return lines.toList();
  }
}
