package org.llsocket.bench.run;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.llsocket.bench.result.Group;
import org.llsocket.bench.result.Metric;
import org.llsocket.bench.result.Sample;

/** A task of several subjects, and how it is measured: a new job is a line in {@link Jobs}. */
interface Job {
  /** The name on the command line. */
  String name();

  /** The table that it belongs to. */
  Group group();

  /** A short description for the tables. */
  String about();

  Metric metric();

  /** The subjects; the first is C, the baseline. */
  List<Subject> subjects();

  /** Whether one round per fork is enough, without warm-up. */
  default boolean once() {
    return false;
  }

  /** The same job with other subjects. */
  Job with(List<Subject> others);

  /** Starts a subject, for repeated measurements. */
  Trial begin(Subject subject, Workspace workspace) throws IOException;

  /** A started subject. */
  interface Trial extends AutoCloseable {
    Sample measure(Duration time) throws IOException;

    @Override
    void close();
  }
}
