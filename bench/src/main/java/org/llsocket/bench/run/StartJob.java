package org.llsocket.bench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.llsocket.bench.result.Group;
import org.llsocket.bench.result.JobResult;
import org.llsocket.bench.result.Metric;
import org.llsocket.bench.result.Sample;
import org.llsocket.bench.subject.LlsocketHello;
import org.llsocket.bench.subject.NioHello;

/**
 * The time from the start of a program to its first echo; {@code aot} uses an AOT cache that an
 * earlier run has written.
 */
record StartJob(String name, String about, List<Subject> subjects) implements Job {
  private static final Map<String, Class<?>> PROGRAMS =
      Map.of("llsocket", LlsocketHello.class, "nio", NioHello.class);

  @Override
  public Group group() {
    return Group.START;
  }

  @Override
  public Metric metric() {
    return Metric.START;
  }

  @Override
  public Job with(List<Subject> others) {
    return new StartJob(name, about, others);
  }

  @Override
  public Trial begin(Subject subject, Workspace workspace) throws IOException {
    List<String> command;
    if (subject.peer().equals(JobResult.C)) {
      // The port is the last argument, in place of the file.
      List<String> words = workspace.command(subject, workspace.args(subject, "tcp", 64));
      command = words.subList(0, words.size() - 1);
    } else if (subject.variant().equals("aot")) {
      Path cache = workspace.newFile();
      start(workspace, program(subject, workspace, "-XX:AOTCacheOutput=" + cache));
      command = program(subject, workspace, "-XX:AOTCache=" + cache);
    } else {
      command = program(subject, workspace);
    }
    return new Trial() {
      @Override
      public Sample measure(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        List<Long> starts = new ArrayList<>();
        do {
          starts.add(start(workspace, command));
        } while (System.nanoTime() < end);
        double mean = starts.stream().mapToLong(each -> each).average().orElseThrow();
        return new Sample(mean, Map.of());
      }

      @Override
      public void close() {}
    };
  }

  private static List<String> program(Subject subject, Workspace workspace, String... jvm) {
    Class<?> program = PROGRAMS.get(subject.peer());
    if (program == null) {
      throw new IllegalArgumentException("no start-up program for " + subject.peer());
    }
    return workspace.java(program, jvm);
  }

  private static long start(Workspace workspace, List<String> command) throws IOException {
    try (var process = new LineProcess(workspace.tool("start", command.toArray(String[]::new)))) {
      long nanos = process.result().getOrDefault("ns", 0L);
      process.finish();
      return nanos;
    }
  }
}
