package org.llsocket.bench.run;

import java.util.ArrayList;
import java.util.List;
import org.llsocket.bench.result.JobResult;

/**
 * Who does a job.
 *
 * @param label in the tables: {@code llsocket}, {@code nio virtual}
 * @param peer the program in C, or one of the Java peers
 * @param work what it does, by the name that peers know
 * @param variant what the label adds to the peer
 */
record Subject(String label, String peer, String work, String variant) {

  /**
   * Those named, with spaces between: {@code nio} does the job's own work, {@code nio/virtual}
   * another, {@code c/+threads} its own with something added; and C once more, for what it differs
   * by from itself is noise.
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
