package org.llsocket.bench.result;

import java.util.Map;
import java.util.TreeMap;

/**
 * What one round brought.
 *
 * @param value in the job's metric
 * @param details other numbers: {@code cpu} of the server in ns an operation, {@code allocated}
 *     bytes an operation, {@code p50}, {@code p99}, {@code p999} in ns, {@code heap} and {@code
 *     native} bytes
 */
public record Sample(double value, Map<String, Double> details) {
  /** With one number more. */
  public Sample with(String name, double number) {
    var more = new TreeMap<>(details);
    more.put(name, number);
    return new Sample(value, more);
  }
}
