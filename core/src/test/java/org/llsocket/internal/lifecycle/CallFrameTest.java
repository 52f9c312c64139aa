package org.llsocket.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.llsocket.internal.sys.ThreadCalls;
import org.llsocket.testing.Blocked;

class CallFrameTest {
  private static List<CallFrame> framesUsing(Object what) {
    List<CallFrame> frames = new ArrayList<>();
    for (CallFrame each = InFlightCalls.next(null); each != null; each = InFlightCalls.next(each)) {
      if (each.uses(what)) {
        frames.add(each);
      }
    }
    return frames;
  }

  @Test
  void current_platformThread_isItsOwn() throws Exception {
    CallFrame frame = CallFrame.current();
    frame.done();
    assertThat(CallFrame.current()).isSameAs(frame);
    assertThat(Blocked.start(CallFrame::current).get()).isNotSameAs(frame);
  }

  @Test
  void current_virtualThread_isTheCallsAloneAndGivenBack() throws Exception {
    Blocked.startVirtual(
            () -> {
              CallFrame first = CallFrame.current();
              CallFrame second = CallFrame.current();
              assertThat(second).isNotSameAs(first);
              second.done();
              first.done();
              return 0;
            })
        .get();
  }

  @Test
  void next_frameThatUses_isFoundUntilItDoesNot() throws Exception {
    var what = new Object();
    for (boolean virtual : new boolean[] {false, true}) {
      Blocked<Integer> call =
          virtual ? Blocked.startVirtual(() -> use(what)) : Blocked.start(() -> use(what));
      assertThat(call.get()).isZero();
    }
    assertThat(framesUsing(what)).isEmpty();
  }

  private static int use(Object what) {
    CallFrame frame = CallFrame.current();
    frame.using(what);
    assertThat(framesUsing(what)).containsExactly(frame);
    boolean virtual = Thread.currentThread().isVirtual();
    assertThat(frame.tid).isEqualTo(virtual ? 0 : ThreadCalls.gettid());
    frame.unusing();
    frame.done();
    return 0;
  }

  @Test
  void using_two_bothAreFound() {
    var first = new Object();
    var second = new Object();
    CallFrame frame = CallFrame.current();
    frame.using(first);
    frame.using(second);
    assertThat(framesUsing(first)).hasSize(1).isEqualTo(framesUsing(second));
    frame.unusing();
    assertThat(framesUsing(second)).isEmpty();
    assertThat(framesUsing(first)).hasSize(1);
    frame.unusing();
    assertThat(framesUsing(first)).isEmpty();
    frame.done();
  }

  @Test
  void next_threadsThatHaveEnded_areDropped() throws Exception {
    List<WeakReference<CallFrame>> ended = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      ended.add(Blocked.start(() -> new WeakReference<>(CallFrame.current())).get());
    }
    Blocked.until(
        "frames of threads that have ended are gone",
        () -> {
          System.gc();
          InFlightCalls.dropGone();
          return ended.stream().allMatch(each -> each.refersTo(null));
        });
  }

  @Test
  void tgkill_threadThatHasEnded_isRefused() throws Exception {
    int tid = Blocked.start(ThreadCalls::gettid).get();
    Blocked.until("the thread has ended", () -> ThreadCalls.tgkill(tid, 0) < 0);
    assertThat(ThreadCalls.tgkill(ThreadCalls.gettid(), 0)).isZero();
  }

  @Test
  void copy_small_isKept_large_endsWithTheCall() {
    CallFrame frame = CallFrame.current();
    MemorySegment small = frame.copy(10);
    frame.done();
    assertThat(frame.copy(100)).isEqualTo(small);
    MemorySegment large = frame.copy(1 << 20);
    assertThat(large.byteSize()).isEqualTo(1 << 20);
    MemorySegment larger = frame.copy(2 << 20);
    assertThatIllegalStateException().isThrownBy(() -> large.fill((byte) 1));
    larger.fill((byte) 1);
    frame.done();
    assertThatIllegalStateException().isThrownBy(() -> larger.fill((byte) 1));
    small.fill((byte) 1);
  }
}
