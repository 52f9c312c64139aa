package org.llsocket.bench.run;

import java.time.Duration;
import org.llsocket.bench.result.Group;

/**
 * The number and the duration of the measurements.
 *
 * @param forks how many times every process is started
 * @param rounds the rounds of each subject per fork
 * @param warmup the warm-up time of every process
 * @param round the duration of a round
 */
record Plan(int forks, int rounds, Duration warmup, Duration round) {
  static final Plan FULL = new Plan(2, 4, Duration.ofMillis(2000), Duration.ofMillis(500));
  static final Plan QUICK = new Plan(1, 3, Duration.ofMillis(1000), Duration.ofMillis(300));

  /** Too short for meaningful values: checks that everything runs. */
  static final Plan SMOKE = new Plan(1, 1, Duration.ofMillis(1), Duration.ofMillis(20));

  private static final Duration START = Duration.ofMillis(500);
  private static final Duration ONCE = Duration.ofSeconds(4);

  /** The approximate duration of a job. */
  Duration expected(Job job) {
    if (job.once()) {
      return ONCE.multipliedBy((long) forks * job.subjects().size());
    }
    Duration turns = round.plus(Duration.ofMillis(50)).multipliedBy(rounds);
    return START.plus(warmup(job)).plus(turns).multipliedBy((long) forks * job.subjects().size());
  }

  /**
   * A server with many connections needs a longer warm-up: the JIT compiles on the processor that
   * serves.
   */
  Duration warmup(Job job) {
    return job.group() == Group.ECHO ? warmup.multipliedBy(2) : warmup;
  }

  /** The rounds of each subject of a job per fork. */
  int rounds(Job job) {
    return job.once() ? 1 : rounds;
  }

  @Override
  public String toString() {
    return forks
        + " forks of "
        + rounds
        + " rounds of "
        + round.toMillis()
        + " ms, after "
        + warmup.toMillis()
        + " ms of warm-up";
  }
}
