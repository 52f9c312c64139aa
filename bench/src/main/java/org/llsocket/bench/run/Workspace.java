package org.llsocket.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.llsocket.bench.subject.Args;
import org.llsocket.bench.subject.Child;

/**
 * Builds and launches the programs of a run: it compiles the C programs, pins all processes, and
 * keeps files in a temporary folder that {@link #close} removes.
 */
final class Workspace implements AutoCloseable {
  /** The JVM flags of every Java subject: a heap of fixed size, one collector thread. */
  private static final List<String> JVM =
      List.of(
          "-Xms256m",
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dio.netty.leakDetection.level=disabled");

  private static final List<String> SUBJECT =
      List.of("subject.c", "calls.c", "serve.c", "uring.c", "datagrams.c");
  private static final int FILE_SIZE = 16 << 20;

  private final Path folder;
  private final Path file;
  private final String serverCpu;
  private final String loadCpu;
  private final AtomicInteger names = new AtomicInteger();

  private Workspace(Path folder, Path file) {
    this.folder = folder;
    this.file = file;
    serverCpu = "0";
    loadCpu = Runtime.getRuntime().availableProcessors() > 1 ? "1" : "0";
  }

  /** Compiles the C programs of the module in {@code home}. */
  static Workspace open(Path home) throws IOException {
    Path folder = Files.createTempDirectory("llsocket-bench");
    Path file = Files.write(folder.resolve("file"), new byte[FILE_SIZE]);
    var workspace = new Workspace(folder, file);
    Path sources = home.resolve("src/main/c");
    workspace.compile(sources, "subject", SUBJECT);
    workspace.compile(sources, "load", List.of("load.c"));
    workspace.compile(sources, "start", List.of("start.c"));
    return workspace;
  }

  private void compile(Path sources, String program, List<String> files) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("cc", "-O2", "-Wall", "-pthread", "-o", folder.resolve(program).toString()));
    files.forEach(each -> command.add(sources.resolve(each).toString()));
    LineProcess.toEnd(command);
  }

  /** The arguments of a workload, with its own address and file. */
  Args args(Subject subject, String transport, int size) {
    String address =
        transport.startsWith("unix")
            ? folder.resolve("s" + names.incrementAndGet()).toString()
            : "0";
    return new Args(subject.work(), transport, address, size, file.toString());
  }

  /** The command that starts a subject on the servers' processor. */
  List<String> command(Subject subject, Args args, String... jvm) {
    List<String> command = new ArrayList<>();
    if (subject.isC()) {
      command.addAll(pinned(serverCpu, program("subject")));
    } else {
      List<String> flags = new ArrayList<>(JVM);
      flags.addAll(List.of(jvm));
      command.addAll(java(Child.class, flags.toArray(String[]::new)));
      command.add(subject.peer());
    }
    command.addAll(args.words());
    return command;
  }

  /** The command that starts a Java program on the servers' processor. */
  List<String> java(Class<?> program, String... jvm) {
    List<String> command =
        pinned(serverCpu, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of(jvm));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    return command;
  }

  /** The command, pinned to both processors. */
  List<String> onBoth(List<String> command) {
    List<String> both = new ArrayList<>(command);
    both.set(2, serverCpu + "," + loadCpu);
    return both;
  }

  private static List<String> pinned(String cpus, String program) {
    return new ArrayList<>(List.of("taskset", "-c", cpus, program));
  }

  /** The command that starts a C program of the harness on the other processor. */
  List<String> tool(String program, String... arguments) {
    List<String> command = pinned(loadCpu, program(program));
    command.addAll(List.of(arguments));
    return command;
  }

  /** A file that does not exist yet. */
  Path newFile() {
    return folder.resolve("f" + names.incrementAndGet());
  }

  private String program(String name) {
    return folder.resolve(name).toString();
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      for (Path each : all.toList()) {
        Files.delete(each);
      }
    }
    Files.delete(folder);
  }
}
