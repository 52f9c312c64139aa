package org.llsocket.bench.run;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.llsocket.bench.result.Group;
import org.llsocket.bench.result.Metric;
import org.llsocket.bench.result.Sample;

/**
 * A loop that the subject runs and counts itself.
 *
 * @param metric {@link Metric#NANOS} if nothing waits: the CPU time of the whole process, which
 *     excludes other processes and includes the collector; or {@link Metric#RATE}, for two threads
 *     on one processor each
 */
record CallJob(
    String name,
    Group group,
    String about,
    Metric metric,
    String transport,
    int size,
    List<Subject> subjects)
    implements Job {

  @Override
  public Job with(List<Subject> others) {
    return new CallJob(name, group, about, metric, transport, size, others);
  }

  @Override
  public Trial begin(Subject subject, Workspace workspace) throws IOException {
    List<String> command = workspace.command(subject, workspace.args(subject, transport, size));
    var process = new LineProcess(metric == Metric.RATE ? workspace.onBoth(command) : command);
    process.expect("ready");
    return new Trial() {
      @Override
      public Sample measure(Duration time) throws IOException {
        return sample(process.ask("go " + time.toMillis()));
      }

      @Override
      public void close() {
        process.close();
      }
    };
  }

  private Sample sample(Map<String, Long> result) {
    double operations = result.getOrDefault("ops", 0L);
    double nanos = result.getOrDefault(metric == Metric.NANOS ? "cpu" : "ns", 0L);
    double value = metric == Metric.NANOS ? nanos / operations : operations / nanos * 1e9;
    var sample = new Sample(value, Map.of());
    Long allocated = result.get("allocated");
    return allocated == null ? sample : sample.with("allocated", allocated / operations);
  }
}
