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
 * @param metric {@link Metric#NANOS}, where nothing waits: the CPU time of the whole process, so
 *     that neither other processes count nor is the collector forgotten; or {@link Metric#RATE}, of
 *     two threads on a processor each
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
  public Trial begin(Subject subject, Lab lab) throws IOException {
    List<String> command = lab.command(subject, lab.args(subject, transport, size));
    var running = new Running(metric == Metric.RATE ? lab.onBoth(command) : command);
    running.expect("ready");
    return new Trial() {
      @Override
      public Sample measure(Duration time) throws IOException {
        return sample(running.ask("go " + time.toMillis()));
      }

      @Override
      public void close() {
        running.close();
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
