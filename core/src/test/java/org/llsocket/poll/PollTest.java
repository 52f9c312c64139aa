package org.llsocket.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.AF;
import org.llsocket.Descriptor;
import org.llsocket.LeakCheck;
import org.llsocket.Socket;
import org.llsocket.poll.Fixtures.Pipe;
import org.llsocket.testing.Allocations;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Loopback;

@ExtendWith(LeakCheck.class)
class PollTest {
  private final Poll poll = new Poll();

  /** A blocked call, and its thread for an interrupt. */
  private static final class Waiting {
    private volatile boolean begun;
    private volatile Thread thread = Thread.currentThread();
    private final Blocked<Integer> call;

    Waiting(boolean virtual, Callable<Integer> polls) {
      Callable<Integer> noted =
          () -> {
            thread = Thread.currentThread();
            begun = true;
            return polls.call();
          };
      call = virtual ? Blocked.startVirtual(noted) : Blocked.start(noted);
      Blocked.until("the call", () -> begun && Blocked.isInPoll());
    }
  }

  private Waiting waiting(boolean virtual) {
    return new Waiting(virtual, () -> poll.poll(Duration.ofMinutes(1)));
  }

  @Test
  void poll_severalKinds_reportsWhichAreReady() throws IOException {
    try (Pipe pipe = Pipe.open();
        Socket.Pair pair = Loopback.tcp(AF.INET);
        Descriptor event = Fixtures.eventfd(0);
        Descriptor file = Descriptor.openFile(Path.of("pom.xml"))) {
      assertThat(poll.add(pipe.reader(), Poll.IN)).isZero();
      assertThat(poll.add(pipe.writer(), Poll.OUT)).isEqualTo(1);
      assertThat(poll.add(pair.first(), Poll.IN | Poll.OUT | Poll.RDHUP)).isEqualTo(2);
      assertThat(poll.add(event, Poll.IN)).isEqualTo(3);
      assertThat(poll.add(file, Poll.IN)).isEqualTo(4);
      assertThat(poll.poll()).isEqualTo(3);
      assertThat(revents()).containsExactly("0", "POLLOUT", "POLLOUT", "0", "POLLIN");
      pipe.write();
      pair.second().close();
      assertThat(poll.poll()).isEqualTo(4);
      assertThat(poll.revents(0)).isEqualTo(Poll.IN);
      Blocked.until("the end", () -> polled(2) == (Poll.IN | Poll.OUT | Poll.RDHUP));
    }
  }

  private int polled(int index) {
    try {
      poll.poll(Duration.ZERO);
      return poll.revents(index);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> revents() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < poll.size(); i++) {
      all.add(Poll.eventNames(poll.revents(i)));
    }
    return all;
  }

  @Test
  void poll_afterAddRemoveAndModify_usesTheChangedSet() throws IOException {
    try (Pipe first = Pipe.open();
        Pipe second = Pipe.open()) {
      for (int i = 0; i < 20; i++) { // more than the initial capacity
        poll.add(first.reader(), Poll.IN);
      }
      int last = poll.add(second.reader(), Poll.IN);
      first.write();
      second.write();
      assertThat(poll.poll()).isEqualTo(21);
      for (int i = 0; i < 20; i++) {
        poll.remove(0);
      }
      assertThat(last).isEqualTo(20);
      assertThat(poll.size()).isEqualTo(1);
      assertThat(poll.descriptor(0)).isSameAs(second.reader());
      assertThat(poll.revents(0)).isEqualTo(Poll.IN);
      poll.modify(0, Poll.PRI);
      assertThat(poll.events(0)).isEqualTo(Poll.PRI);
      assertThat(poll.poll(Duration.ZERO)).isZero();
      poll.remove(0);
      assertThatThrownBy(() -> poll.remove(0)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> poll.modify(0, Poll.IN))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> poll.events(0)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> poll.descriptor(0)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> poll.revents(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void arguments_bad_areRefused() throws IOException {
    try (Descriptor event = Fixtures.eventfd(0)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> poll.add(event, 0x10000))
          .withMessageContaining("0x10000");
      poll.add(event, 0xffff);
      assertThat(poll.events(0)).isEqualTo(0xffff);
      assertThatIllegalArgumentException().isThrownBy(() -> poll.modify(0, -1));
      assertThatIllegalArgumentException().isThrownBy(() -> poll.poll(Duration.ofSeconds(-1)));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void poll_event_ends(boolean virtual) throws IOException {
    try (Pipe pipe = Pipe.open()) {
      poll.add(pipe.reader(), Poll.IN);
      Waiting waiting = waiting(virtual);
      pipe.write();
      assertThat(waiting.call.get()).isEqualTo(1);
      assertThat(poll.revents(0)).isEqualTo(Poll.IN);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void poll_timeout_ends(boolean virtual) throws IOException {
    try (Pipe pipe = Pipe.open()) {
      poll.add(pipe.reader(), Poll.IN);
      Callable<Long> timed =
          () -> {
            long begin = System.nanoTime();
            assertThat(poll.poll(Duration.ofMillis(20))).isZero();
            return System.nanoTime() - begin;
          };
      var call = virtual ? Blocked.startVirtual(timed) : Blocked.start(timed);
      assertThat(call.get()).isGreaterThanOrEqualTo(20_000_000);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void wakeup_duringACall_endsIt(boolean virtual) throws IOException {
    try (Pipe pipe = Pipe.open()) {
      poll.add(pipe.reader(), Poll.IN);
      Waiting waiting = waiting(virtual);
      poll.wakeup();
      assertThat(waiting.call.get()).isZero();
      poll.wakeup();
      assertThat(poll.poll()).isZero();
      assertThat(poll.poll(Duration.ZERO)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void interrupt_duringACall_endsItAndClosesNothing(boolean virtual) throws IOException {
    try (Pipe pipe = Pipe.open()) {
      poll.add(pipe.reader(), Poll.IN);
      for (int i = 0; i < 5; i++) {
        Waiting waiting = waiting(virtual);
        waiting.thread.interrupt();
        assertThat(waiting.call.thrown()).isExactlyInstanceOf(InterruptedIOException.class);
      }
      assertThat(pipe.reader().isOpen()).isTrue();
      pipe.write();
      assertThat(poll.poll()).isEqualTo(1);
    }
  }

  @Test
  void poll_inAnInterruptedThread_doesNotBegin() throws IOException {
    try (Descriptor ready = Fixtures.eventfd(1)) {
      poll.add(ready, Poll.IN);
      Thread.currentThread().interrupt();
      assertThatThrownBy(poll::poll).isExactlyInstanceOf(InterruptedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(poll.poll()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void close_ofADescriptorDuringACall_endsItWithNval(boolean virtual) throws IOException {
    for (int i = 0; i < 5; i++) {
      try (Pipe first = Pipe.open();
          Pipe second = Pipe.open()) {
        var each = new Poll();
        each.add(first.reader(), Poll.IN);
        each.add(second.reader(), Poll.IN);
        Waiting waiting = new Waiting(virtual, each::poll);
        second.reader().close();
        assertThat(waiting.call.get()).isEqualTo(1);
        assertThat(each.revents(0)).isZero();
        assertThat(each.revents(1)).isEqualTo(Poll.NVAL);
      }
    }
  }

  @Test
  void poll_closedDescriptor_isNvalUntilRemoved() throws IOException {
    try (Pipe pipe = Pipe.open()) {
      poll.add(pipe.reader(), Poll.IN);
      poll.add(pipe.writer(), Poll.OUT);
      pipe.reader().close();
      assertThat(poll.poll()).isEqualTo(2);
      assertThat(revents()).containsExactly("POLLNVAL", "POLLOUT|POLLERR");
      assertThat(poll.poll()).isEqualTo(2);
      poll.remove(0);
      assertThat(poll.poll()).isEqualTo(1);
    }
  }

  /** The fd is reused for another file, which is not polled in place of the closed one. */
  @Test
  void poll_closedDescriptorWhoseFdIsReused_isNval() throws IOException {
    Descriptor first = Fixtures.highEventfd(0);
    poll.add(first, Poll.IN);
    int fd = first.fd();
    first.close();
    try (Descriptor reused = Fixtures.highEventfd(1)) {
      assertThat(reused.fd()).isEqualTo(fd);
      assertThat(poll.poll()).isEqualTo(1);
      assertThat(poll.revents(0)).isEqualTo(Poll.NVAL);
    }
  }

  @Test
  void use_whileAnotherThreadPolls_isRefused() throws IOException {
    try (Pipe pipe = Pipe.open()) {
      poll.add(pipe.reader(), Poll.IN);
      Waiting waiting = waiting(false);
      assertThatIllegalStateException().isThrownBy(() -> poll.add(pipe.writer(), Poll.OUT));
      assertThatIllegalStateException().isThrownBy(() -> poll.remove(0));
      assertThatIllegalStateException().isThrownBy(() -> poll.modify(0, Poll.PRI));
      assertThatIllegalStateException().isThrownBy(() -> poll.poll(Duration.ZERO));
      poll.wakeup();
      assertThat(waiting.call.get()).isZero();
    }
  }

  @Test
  void poll_steadily_allocatesNothing() throws IOException {
    try (Descriptor first = Fixtures.eventfd(1);
        Descriptor second = Fixtures.eventfd(0)) {
      poll.add(first, Poll.IN);
      poll.add(second, Poll.IN);
      Duration aWhile = Duration.ofSeconds(1);
      Allocations.assertNone(() -> {
        poll.poll();
        poll.poll(aWhile);
      });
      assertThat(revents()).containsExactly("POLLIN", "0");
    }
  }
}
