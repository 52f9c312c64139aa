package org.llsocket.bench.run;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.llsocket.bench.result.Group;
import org.llsocket.bench.result.Metric;
import org.llsocket.bench.result.Sample;

/**
 * Something that several subjects do, and how it is measured: a new one is a line in {@link Jobs}.
 */
interface Job {
  /** As on the command line. */
  String name();

  /** What jobs it stands with in the tables. */
  Group group();

  /** What is done, in a few words. */
  String about();

  Metric metric();

  /** Who does it; C, to which all are compared, is the first. */
  List<Subject> subjects();

  /** Whether one round a fork is enough, and none for warming up. */
  default boolean once() {
    return false;
  }

  /** The same job of other subjects. */
  Job with(List<Subject> others);

  /** Starts what is measured again and again. */
  Trial begin(Subject subject, Lab lab) throws IOException;

  /** A subject that is at work. */
  interface Trial extends AutoCloseable {
    Sample measure(Duration time) throws IOException;

    @Override
    void close();
  }
}
