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
 * The growth of a server process per connection after one echo: on the heap, after a collection,
 * and off the heap. Kernel memory is not included. The same number of connections is opened before
 * the measurement, to exclude one-time allocations.
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
  public Trial begin(Subject subject, Workspace workspace) {
    return new Trial() {
      @Override
      public Sample measure(Duration time) throws IOException {
        return grown(subject, workspace);
      }

      @Override
      public void close() {}
    };
  }

  /** In a new process, because a process does not return memory that it has used. */
  private Sample grown(Subject subject, Workspace workspace) throws IOException {
    Args args = workspace.args(subject, "tcp", 64);
    // The heap is resident from the start, and the compiler takes little memory of its own.
    List<String> command =
        workspace.command(subject, args, "-XX:+AlwaysPreTouch", "-XX:TieredStopAtLevel=1");
    try (var server = new LineProcess(command)) {
      String address = server.expect("ready");
      double heap;
      double resident;
      try (LineProcess _ = hold(workspace, address)) {
        heap = heap(subject, server);
        resident = resident(server);
        try (LineProcess _ = hold(workspace, address)) {
          heap = (heap(subject, server) - heap) / connections;
          resident = (resident(server) - resident) / connections;
        }
      }
      return new Sample(heap + resident, Map.of("heap", heap, "native", resident));
    }
  }

  private LineProcess hold(Workspace workspace, String address) throws IOException {
    var load =
        new LineProcess(
            workspace.tool(
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

  private static double heap(Subject subject, LineProcess server) throws IOException {
    return subject.isC() ? 0 : server.ask("heap").getOrDefault("heap", 0L);
  }

  /** The resident private memory of the process, in bytes. */
  private static double resident(LineProcess server) throws IOException {
    String line =
        Files.readAllLines(Path.of("/proc/" + server.pid() + "/status")).stream()
            .filter(each -> each.startsWith("RssAnon:"))
            .findAny()
            .orElseThrow(() -> new IOException("no RssAnon"));
    return Long.parseLong(line.replaceAll("\\D", "")) * 1024.0;
  }
}
