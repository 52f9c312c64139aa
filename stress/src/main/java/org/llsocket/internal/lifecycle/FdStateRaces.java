package org.llsocket.internal.lifecycle;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** What may come of it when threads use, close and end a {@link FdState} at the same time. */
final class FdStateRaces {
  private FdStateRaces() {}

  // what a user has met
  private static final int REFUSED = 0;
  private static final int SERVED = 1;
  private static final int USED_TOO_LATE = 2;

  /** A thing that is used and closed as {@link OwnedFd} does it. */
  @State
  public static class Thing extends FdState {
    private final AtomicInteger closings = new AtomicInteger();
    private boolean gone; // plain, as a number that is given back: the word has to order it

    /** What a call meets between its beginning and its end. */
    final int use() {
      return use(0);
    }

    /** The same, with that many more inside it. */
    final int use(int more) {
      if (!tryAcquire()) {
        return REFUSED;
      }
      int inner = more == 0 ? SERVED : use(more - 1);
      boolean late = gone || inner > SERVED;
      if (drop() && claimClose()) {
        giveBack();
      }
      return late ? USED_TOO_LATE : SERVED;
    }

    final void close() {
      synchronized (this) {
        if (!markClosing()) {
          return;
        }
        finishSignalling();
      }
      if (claimClose()) {
        giveBack();
      }
    }

    /** A close that runs out of memory half-way. */
    final synchronized void failToClose() {
      markClosing();
    }

    /** Whether the number is the caller's now. */
    final boolean release() {
      boolean released = tryDetach() == 0;
      if (released) {
        gone = true;
      }
      return released;
    }

    private void giveBack() {
      gone = true;
      closings.incrementAndGet();
    }

    final int closings() {
      return closings.get();
    }
  }

  @JCStressTest
  @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = "refused or served, closed once")
  @Outcome(expect = FORBIDDEN, desc = "used when gone or not closed once")
  public static class UseAndClose {
    @Actor
    public void user(Thing thing, II_Result r) {
      r.r1 = thing.use();
    }

    @Actor
    public void closer(Thing thing) {
      thing.close();
    }

    @Arbiter
    public void end(Thing thing, II_Result r) {
      r.r2 = thing.closings();
    }
  }

  @JCStressTest
  @Outcome(
      id = "[01], 1",
      expect = ACCEPTABLE,
      desc = "the second closing ends what the first began")
  @Outcome(expect = FORBIDDEN, desc = "used when gone, or not closed once")
  public static class UseAndFailingClose {
    @Actor
    public void user(Thing thing, II_Result r) {
      r.r1 = thing.use();
    }

    @Actor
    public void closer(Thing thing) {
      thing.failToClose();
    }

    @Arbiter
    public void end(Thing thing, II_Result r) {
      thing.close();
      r.r2 = thing.closings();
    }
  }

  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "one of two closes it")
  @Outcome(expect = FORBIDDEN, desc = "not closed once")
  public static class CloseAndClose {
    @Actor
    public void first(Thing thing) {
      thing.close();
    }

    @Actor
    public void second(Thing thing) {
      thing.close();
    }

    @Arbiter
    public void end(Thing thing, I_Result r) {
      r.r1 = thing.closings();
    }
  }

  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "released, and not closed")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "closed, and not released")
  @Outcome(expect = FORBIDDEN, desc = "both or none")
  public static class CloseAndRelease {
    @Actor
    public void closer(Thing thing) {
      thing.close();
    }

    @Actor
    public void taker(Thing thing, II_Result r) {
      r.r1 = thing.release() ? 1 : 0;
    }

    @Arbiter
    public void end(Thing thing, II_Result r) {
      r.r2 = thing.closings();
    }
  }

  @JCStressTest
  @Outcome(id = "[01], 1, 0", expect = ACCEPTABLE, desc = "released before or after the use")
  @Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "in use, so not released")
  @Outcome(expect = FORBIDDEN, desc = "used what was released, or refused for nothing, or closed")
  public static class UseAndRelease {
    @Actor
    public void user(Thing thing, III_Result r) {
      r.r1 = thing.use();
    }

    @Actor
    public void taker(Thing thing, III_Result r) {
      r.r2 = thing.release() ? 1 : 0;
    }

    @Arbiter
    public void end(Thing thing, III_Result r) {
      r.r3 = thing.closings();
    }
  }

  @JCStressTest
  @Outcome(id = "[01], [01], 1, 0", expect = ACCEPTABLE, desc = "closed once")
  @Outcome(id = "[01], [01], 0, 1", expect = ACCEPTABLE, desc = "released, and not closed")
  @Outcome(expect = FORBIDDEN, desc = "used when gone or not ended once")
  public static class UsesCloseAndUsesRelease {
    @Actor
    public void closer(Thing thing, IIII_Result r) {
      r.r1 = thing.use(1);
      thing.close();
    }

    @Actor
    public void taker(Thing thing, IIII_Result r) {
      r.r2 = thing.use(1);
      r.r4 = thing.release() ? 1 : 0;
      thing.close();
    }

    @Arbiter
    public void end(Thing thing, IIII_Result r) {
      r.r3 = thing.closings();
    }
  }

  // ---- on three processors or more

  @JCStressTest
  @Outcome(id = "[01], [01], 1", expect = ACCEPTABLE, desc = "refused or served, closed once")
  @Outcome(expect = FORBIDDEN, desc = "used when gone or not closed once")
  public static class TwoUsersAndClose {
    @Actor
    public void first(Thing thing, III_Result r) {
      r.r1 = thing.use();
    }

    @Actor
    public void second(Thing thing, III_Result r) {
      r.r2 = thing.use();
    }

    @Actor
    public void closer(Thing thing) {
      thing.close();
    }

    @Arbiter
    public void end(Thing thing, III_Result r) {
      r.r3 = thing.closings();
    }
  }

  @JCStressTest
  @Outcome(id = "[01], [01], 1, 0", expect = ACCEPTABLE, desc = "closed once")
  @Outcome(id = "[01], [01], 0, 1", expect = ACCEPTABLE, desc = "released, and not closed")
  @Outcome(expect = FORBIDDEN, desc = "used when gone or not ended once")
  public static class TwoUsersCloseCloseAndRelease {
    @Actor
    public void first(Thing thing, IIII_Result r) {
      r.r1 = thing.use();
      thing.close();
    }

    @Actor
    public void second(Thing thing, IIII_Result r) {
      r.r2 = thing.use();
      thing.close();
    }

    @Actor
    public void taker(Thing thing, IIII_Result r) {
      r.r4 = thing.release() ? 1 : 0;
    }

    @Arbiter
    public void end(Thing thing, IIII_Result r) {
      r.r3 = thing.closings();
    }
  }
}
