package org.llsocket.bench.run;

import java.util.ArrayList;
import java.util.List;
import org.llsocket.bench.result.JobResult;

/**
 * A peer with a workload, as one row of a job.
 *
 * @param label the label in the tables: {@code llsocket}, {@code nio virtual}
 * @param peer C, or one of the Java peers
 * @param work the name of the workload
 * @param variant the suffix that the label adds to the peer
 */
record Subject(String label, String peer, String work, String variant) {

  /**
   * Parses names separated by spaces: {@code nio} runs the job's own workload, {@code nio/virtual}
   * another one, {@code c/+threads} its own with an addition. C is added a second time, to measure
   * the noise.
   */
  static List<Subject> of(String work, String names) {
    List<Subject> all = new ArrayList<>();
    for (String name : names.split(" ", -1)) {
      int slash = name.indexOf('/');
      String peer = slash < 0 ? name : name.substring(0, slash);
      String variant = slash < 0 ? "" : name.substring(slash + 1);
      all.add(new Subject(label(name), peer, workOf(work, variant), variant));
    }
    all.add(new Subject(JobResult.AGAIN, JobResult.C, work, ""));
    return List.copyOf(all);
  }

  private static String label(String name) {
    return name.replace("/+", " ").replace('/', ' ');
  }

  private static String workOf(String work, String variant) {
    return variant.isEmpty() || variant.startsWith("+") ? work + variant : variant;
  }

  boolean isC() {
    return peer.equals(JobResult.C);
  }
}
