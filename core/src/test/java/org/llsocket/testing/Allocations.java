package org.llsocket.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** What the calling thread allocates. */
public final class Allocations {
  private static final int WARM_UP = 60_000;
  private static final int ROUNDS = 20_000;

  private Allocations() {}

  /** What is to allocate nothing. */
  @FunctionalInterface
  public interface Round {
    void run() throws IOException;
  }

  /** Less than a byte a round. */
  public static void assertNone(Round round) throws IOException {
    assertThat(bytesPerRound(round)).as("bytes allocated a round").isZero();
  }

  /** The least of several attempts, for the JVM may allocate in this thread now and then. */
  public static long bytesPerRound(Round round) throws IOException {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    repeat(round, WARM_UP);
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 100 && least >= ROUNDS; attempt++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      repeat(round, ROUNDS);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least / ROUNDS;
  }

  private static void repeat(Round round, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      round.run();
    }
  }
}
