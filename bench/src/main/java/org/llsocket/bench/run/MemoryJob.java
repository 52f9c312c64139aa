package org.llsocket.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.llsocket.bench.result.Group;
import org.llsocket.bench.result.Metric;
import org.llsocket.bench.result.Sample;
import org.llsocket.bench.subject.Args;

/**
 * What a server's process grows by for a connection that has had one echo: on the heap, after a
 * collection, and outside of it. The kernel's memory does not count. As many connections as are
 * measured are there before, so that what is made once is made.
 */
record MemoryJob(String name, String about, int connections, List<Subject> subjects)
    implements Job {
  @Override
  public Group group() {
    return Group.MEMORY;
  }

  @Override
  public Metric metric() {
    return Metric.BYTES;
  }

  @Override
  public boolean once() {
    return true;
  }

  @Override
  public Job with(List<Subject> others) {
    return new MemoryJob(name, about, connections, others);
  }

  @Override
  public Trial begin(Subject subject, Lab lab) {
    return new Trial() {
      @Override
      public Sample measure(Duration time) throws IOException {
        return grown(subject, lab);
      }

      @Override
      public void close() {}
    };
  }

  /** In a new process, for memory once used is not given back. */
  private Sample grown(Subject subject, Lab lab) throws IOException {
    Args args = lab.args(subject, "tcp", 64);
    // The heap is resident from the start, and the compiler takes little memory of its own.
    List<String> command =
        lab.command(subject, args, "-XX:+AlwaysPreTouch", "-XX:TieredStopAtLevel=1");
    try (var server = new Running(command)) {
      String address = server.expect("ready");
      double heap;
      double resident;
      try (Running _ = hold(lab, address)) {
        heap = heap(subject, server);
        resident = resident(server);
        try (Running _ = hold(lab, address)) {
          heap = (heap(subject, server) - heap) / connections;
          resident = (resident(server) - resident) / connections;
        }
      }
      return new Sample(heap + resident, Map.of("heap", heap, "native", resident));
    }
  }

  private Running hold(Lab lab, String address) throws IOException {
    var load =
        new Running(
            lab.tool(
                "load",
                "hold",
                "tcp",
                address,
                Integer.toString(connections),
                "64",
                "0",
                "0",
                "-"));
    load.expect("holding");
    return load;
  }

  private static double heap(Subject subject, Running server) throws IOException {
    return subject.isC() ? 0 : server.ask("heap").getOrDefault("heap", 0L);
  }

  /** Bytes of the process's own memory. */
  private static double resident(Running server) throws IOException {
    String line =
        Files.readAllLines(Path.of("/proc/" + server.pid() + "/status")).stream()
            .filter(each -> each.startsWith("RssAnon:"))
            .findAny()
            .orElseThrow(() -> new IOException("no RssAnon"));
    return Long.parseLong(line.replaceAll("\\D", "")) * 1024.0;
  }
}
