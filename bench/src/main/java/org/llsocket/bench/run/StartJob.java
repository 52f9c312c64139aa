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
 * How long a program takes from its start to its first echo; {@code aot} with a cache of JDK 25
 * that an earlier start has left.
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
  public Trial begin(Subject subject, Lab lab) throws IOException {
    List<String> command;
    if (subject.peer().equals(JobResult.C)) {
      // The port comes last, in the place of the file.
      List<String> words = lab.command(subject, lab.args(subject, "tcp", 64));
      command = words.subList(0, words.size() - 1);
    } else if (subject.variant().equals("aot")) {
      Path cache = lab.newFile();
      start(lab, program(subject, lab, "-XX:AOTCacheOutput=" + cache));
      command = program(subject, lab, "-XX:AOTCache=" + cache);
    } else {
      command = program(subject, lab);
    }
    return new Trial() {
      @Override
      public Sample measure(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        List<Long> starts = new ArrayList<>();
        do {
          starts.add(start(lab, command));
        } while (System.nanoTime() < end);
        double mean = starts.stream().mapToLong(each -> each).average().orElseThrow();
        return new Sample(mean, Map.of());
      }

      @Override
      public void close() {}
    };
  }

  private static List<String> program(Subject subject, Lab lab, String... jvm) {
    Class<?> program = PROGRAMS.get(subject.peer());
    if (program == null) {
      throw new IllegalArgumentException("no program of " + subject.peer());
    }
    return lab.java(program, jvm);
  }

  private static long start(Lab lab, List<String> command) throws IOException {
    try (var running = new Running(lab.tool("start", command.toArray(String[]::new)))) {
      long nanos = running.result().getOrDefault("ns", 0L);
      running.finish();
      return nanos;
    }
  }
}
