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
 * @param metric {@link Metric#NANOS} or {@link Metric#RATE} of operations
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
    var running = new Running(lab.command(subject, lab.args(subject, transport, size)));
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
    double nanos = result.getOrDefault("ns", 0L);
    double value = metric == Metric.RATE ? operations / nanos * 1e9 : nanos / operations;
    var sample =
        new Sample(value, Map.of()).with("cpu", result.getOrDefault("cpu", 0L) / operations);
    Long allocated = result.get("allocated");
    return allocated == null ? sample : sample.with("allocated", allocated / operations);
  }
}
