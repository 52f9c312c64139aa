package org.llsocket.bench.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.llsocket.bench.result.Group;
import org.llsocket.bench.result.Metric;
import org.llsocket.bench.result.Sample;
import org.llsocket.bench.subject.Args;

/**
 * A server under the load of the C program {@code load}, which counts the operations.
 *
 * @param load the kind of load
 * @param connections the number of concurrent connections
 * @param size the size of a message or a block, in bytes
 */
record ServerJob(
    String name,
    Group group,
    String about,
    Metric metric,
    String transport,
    Load load,
    int connections,
    int size,
    List<Subject> subjects)
    implements Job {

  /** The kinds of load in {@code load.c}. */
  enum Load {
    ECHO,
    TAKE,
    GIVE,
    KNOCK;

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  @Override
  public Job with(List<Subject> others) {
    return new ServerJob(name, group, about, metric, transport, load, connections, size, others);
  }

  @Override
  public Trial begin(Subject subject, Workspace workspace) throws IOException {
    Args args = workspace.args(subject, transport, size);
    var process = new LineProcess(workspace.command(subject, args));
    String address = process.expect("ready");
    return new Trial() {
      @Override
      public Sample measure(Duration time) throws IOException {
        return load(subject, process, address, workspace, time);
      }

      @Override
      public void close() {
        process.close();
      }
    };
  }

  private Sample load(
      Subject subject, LineProcess server, String address, Workspace workspace, Duration time)
      throws IOException {
    Path samples = load == Load.ECHO ? workspace.newFile() : Path.of("-");
    long allocated;
    Map<String, Long> result;
    try (var generator =
        new LineProcess(
            workspace.tool(
                "load",
                load.word(),
                transport,
                address,
                Integer.toString(connections),
                Integer.toString(size),
                Long.toString(time.toMillis()),
                Long.toString(server.pid()),
                samples.toString()))) {
      generator.expect("started");
      long before = allocated(subject, server);
      result = generator.result();
      allocated = allocated(subject, server) - before;
      generator.finish();
    }
    double operations = result.getOrDefault("ops", 0L);
    double nanos = result.getOrDefault("ns", 0L);
    var sample =
        new Sample(
                metric == Metric.ROUND_TRIP ? nanos / operations : operations / nanos * 1e9,
                Map.of())
            .with("cpu", result.getOrDefault("cpu", 0L) / operations);
    if (!subject.isC()) {
      sample = sample.with("allocated", allocated / operations);
    }
    return load == Load.ECHO ? withPercentiles(sample, samples) : sample;
  }

  private static long allocated(Subject subject, LineProcess server) throws IOException {
    return subject.isC() ? 0 : server.ask("stat").getOrDefault("allocated", 0L);
  }

  private static Sample withPercentiles(Sample sample, Path file) throws IOException {
    var histogram = new Histogram(3);
    var nanos =
        ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder()).asIntBuffer();
    while (nanos.hasRemaining()) {
      histogram.recordValue(Integer.toUnsignedLong(nanos.get()));
    }
    Files.delete(file);
    return sample
        .with("p50", (double) histogram.getValueAtPercentile(50))
        .with("p99", (double) histogram.getValueAtPercentile(99))
        .with("p999", (double) histogram.getValueAtPercentile(99.9));
  }
}
