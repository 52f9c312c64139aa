package org.llsocket.uring;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Capability;

/** What the tests of rings share. */
public final class Rings {
  /** {@code io_uring(7)}. */
  public static final Capability IO_URING =
      Capability.named(
          "IO_URING",
          "no ring can be opened; Ring.support() has the reason",
          () -> Ring.support().available());

  /** Small, so that its limits are reached. */
  static final RingSetup SMALL = new RingSetup(16, 16, 64, Duration.ZERO);

  private Rings() {}

  /** Waits for completions until a condition holds. */
  static void until(Ring ring, BooleanSupplier over) throws IOException {
    long end = System.nanoTime() + Blocked.DEADLINE.toNanos();
    while (!over.getAsBoolean()) {
      ring.await(Duration.ofSeconds(1));
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + Blocked.DEADLINE + ": " + ring);
      }
    }
  }
}
