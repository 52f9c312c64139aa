package org.llsocket.bench.result;

import java.util.Map;
import java.util.TreeMap;

/**
 * The result of one round.
 *
 * @param value in the job's metric
 * @param details other values: {@code cpu} of the server in ns per operation, {@code allocated}
 *     bytes per operation, {@code p50}, {@code p99}, {@code p999} in ns, {@code heap} and {@code
 *     native} bytes
 */
public record Sample(double value, Map<String, Double> details) {
  /** The sample with one more detail. */
  public Sample with(String name, double number) {
    var more = new TreeMap<>(details);
    more.put(name, number);
    return new Sample(value, more);
  }
}
