package org.llsocket.bench.run;

import java.time.Duration;
import org.llsocket.bench.result.Group;

/**
 * How long and how often is measured.
 *
 * @param forks how often every process is started anew
 * @param rounds how often each subject has its turn in a fork
 * @param warmup of every process
 * @param round how long a turn is
 */
record Plan(int forks, int rounds, Duration warmup, Duration round) {
  static final Plan FULL = new Plan(2, 4, Duration.ofMillis(2000), Duration.ofMillis(500));
  static final Plan QUICK = new Plan(1, 3, Duration.ofMillis(1000), Duration.ofMillis(300));

  /** Too short to mean anything: shows that everything runs. */
  static final Plan SMOKE = new Plan(1, 1, Duration.ofMillis(1), Duration.ofMillis(20));

  private static final Duration START = Duration.ofMillis(500);
  private static final Duration ONCE = Duration.ofSeconds(4);

  /** About how long a job takes. */
  Duration expected(Job job) {
    if (job.once()) {
      return ONCE.multipliedBy((long) forks * job.subjects().size());
    }
    Duration turns = round.plus(Duration.ofMillis(50)).multipliedBy(rounds);
    return START.plus(warmup(job)).plus(turns).multipliedBy((long) forks * job.subjects().size());
  }

  /** A server of many connections has more to compile, on the processor that it serves with. */
  Duration warmup(Job job) {
    return job.group() == Group.ECHO ? warmup.multipliedBy(2) : warmup;
  }

  /** How often each subject of a job has its turn in a fork. */
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
        + " ms of warming up";
  }
}
