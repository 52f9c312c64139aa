package org.llsocket.uring;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code struct io_uring_params}: the sizes of a ring that is to be opened. {@link #DEFAULT} suits
 * a server with thousands of connections.
 *
 * <pre>{@code
 * Ring ring = Ring.open(RingSetup.DEFAULT.withEntries(64).withFiles(0));
 * }</pre>
 *
 * @param entries {@code sq_entries}: how many operations are submitted by one system call, a power
 *     of two from 1 to 32768
 * @param cqEntries {@code cq_entries}: how many completions the ring holds, a power of two from
 *     {@code entries} to 65536; those beyond it are kept by the kernel, at a higher cost
 * @param files how many files can be {@linkplain Ring#register registered} at a time, 0 to 1048576
 * @param batchWait after a batch of completions, how long a wait may go on to collect another
 *     batch; zero never. It lowers the cost of each completion under load, and delays the first of
 *     them by this time at most. Needs Linux 6.12.
 */
public record RingSetup(int entries, int cqEntries, int files, Duration batchWait) {
  private static final int MAX_ENTRIES = 32_768;
  private static final int MAX_FILES = 1 << 20;
  private static final Duration LONGEST = Duration.ofMillis(10);
  private static final int LEAST = 16; // entries

  /** 1024 entries, 8192 completions, 16384 files, batches within 50 microseconds. */
  public static final RingSetup DEFAULT =
      new RingSetup(1024, 8192, 16_384, Duration.ofNanos(50_000));

  /** Checks the sizes. */
  public RingSetup {
    checkPower("entries", entries, 1, MAX_ENTRIES);
    checkPower("cqEntries", cqEntries, entries, 2 * MAX_ENTRIES);
    if (files < 0 || files > MAX_FILES) {
      throw new IllegalArgumentException("files " + files + " is not 0 to " + MAX_FILES);
    }
    if (batchWait.isNegative() || batchWait.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("batchWait " + batchWait + " is not 0 to " + LONGEST);
    }
  }

  private static void checkPower(String what, int value, int least, int most) {
    if (value < least || value > most || Integer.bitCount(value) != 1) {
      throw new IllegalArgumentException(
          what + " " + value + " is not a power of two from " + least + " to " + most);
    }
  }

  /** The same with other entries; {@code cqEntries} is raised to them if it is smaller. */
  public RingSetup withEntries(int count) {
    return new RingSetup(count, Math.max(count, cqEntries), files, batchWait);
  }

  /** The same with another number of completions. */
  public RingSetup withCqEntries(int count) {
    return new RingSetup(entries, count, files, batchWait);
  }

  /** The same with another number of files. */
  public RingSetup withFiles(int count) {
    return new RingSetup(entries, cqEntries, count, batchWait);
  }

  /** The same with another wait for batches. */
  public RingSetup withBatchWait(Duration wait) {
    return new RingSetup(entries, cqEntries, files, wait);
  }

  /** Half of the entries and completions; null if that would be too few. */
  @Nullable RingSetup halved() {
    return entries <= LEAST ? null : new RingSetup(entries / 2, cqEntries / 2, files, batchWait);
  }
}
