package org.llsocket.internal.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.llsocket.testing.Blocked;

class CallFrameTest {
  private static List<Long> threadsUsing(Object what) {
    List<Long> threads = new ArrayList<>();
    CallFrame.forEachUsing(what, threads::add);
    return threads;
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
  void forEachUsing_tellsTheThreadThatIsInTheCall() throws Exception {
    var what = new Object();
    for (boolean virtual : new boolean[] {false, true}) {
      Blocked<Integer> call =
          virtual ? Blocked.startVirtual(() -> use(what)) : Blocked.start(() -> use(what));
      assertThat(call.get()).isZero();
    }
    assertThat(threadsUsing(what)).isEmpty();
  }

  private static int use(Object what) {
    CallFrame frame = CallFrame.current();
    frame.using(what);
    frame.copy(1);
    assertThat(threadsUsing(what)).containsExactly(ThreadCalls.pthread_self());
    frame.unusing();
    frame.done();
    return 0;
  }

  @Test
  void using_two_bothAreTold() {
    var first = new Object();
    var second = new Object();
    CallFrame frame = CallFrame.current();
    frame.using(first);
    frame.using(second);
    assertThat(threadsUsing(first)).hasSize(1).isEqualTo(threadsUsing(second));
    frame.unusing();
    assertThat(threadsUsing(second)).isEmpty();
    assertThat(threadsUsing(first)).hasSize(1);
    frame.unusing();
    assertThat(threadsUsing(first)).isEmpty();
    frame.done();
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
