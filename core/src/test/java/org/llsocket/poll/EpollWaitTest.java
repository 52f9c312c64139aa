package org.llsocket.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.llsocket.Descriptor;
import org.llsocket.LeakCheck;
import org.llsocket.OnInterrupt;
import org.llsocket.poll.Fixtures.Pipe;
import org.llsocket.testing.Allocations;
import org.llsocket.testing.Blocked;

/** The ways in which a wait ends, on both kinds of threads. */
@ExtendWith(LeakCheck.class)
class EpollWaitTest {
  /** The kinds of threads. */
  enum Kind {
    PLATFORM,
    VIRTUAL;

    Thread start(Runnable task) {
      return this == PLATFORM
          ? Thread.ofPlatform().daemon().start(task)
          : Thread.ofVirtual().start(task);
    }
  }

  /** A thread that is blocked in a wait. */
  private static final class Waiting {
    final AtomicReference<Object> result = new AtomicReference<>();
    final Thread thread;

    Waiting(Kind kind, Epoll<String> epoll, Callable<?> call) {
      thread =
          kind.start(() -> {
            try {
              result.set(call.call() + (Thread.currentThread().isInterrupted() ? "!" : ""));
            } catch (Exception e) {
              result.set(e);
            }
          });
      if (kind == Kind.PLATFORM) {
        int fd = epoll.descriptor().fd();
        Blocked.until("the wait", () -> Blocked.isInKernel(fd));
      } else {
        Blocked.until(
            "the wait",
            () ->
                thread.getState() == Thread.State.WAITING
                    || thread.getState() == Thread.State.TIMED_WAITING);
      }
    }

    Object result() {
      Blocked.until("the end of the wait", () -> result.get() != null);
      return result.get();
    }
  }

  private static Waiting waiting(Kind kind, Epoll<String> epoll) {
    return new Waiting(kind, epoll, () -> Fixtures.events(epoll, Duration.ofMinutes(1)));
  }

  @ParameterizedTest
  @EnumSource
  void await_event_ends(Kind kind) throws IOException {
    try (Epoll<String> epoll = Epoll.open();
        Pipe pipe = Pipe.open()) {
      epoll.add(pipe.reader(), Epoll.IN, "r");
      for (int i = 0; i < 20; i++) {
        Waiting waiting = waiting(kind, epoll);
        pipe.write();
        assertThat(waiting.result()).isEqualTo("[r:EPOLLIN]");
        pipe.read();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void await_readyDescriptorAddedMeanwhile_ends(Kind kind) throws IOException {
    try (Epoll<String> epoll = Epoll.open();
        Descriptor ready = Fixtures.eventfd(1)) {
      Waiting waiting = waiting(kind, epoll);
      epoll.add(ready, Epoll.IN, "e");
      assertThat(waiting.result()).isEqualTo("[e:EPOLLIN]");
    }
  }

  @ParameterizedTest
  @EnumSource
  void await_timeout_ends(Kind kind) throws Exception {
    try (Epoll<String> epoll = Epoll.open()) {
      long begin = System.nanoTime();
      var call = new AtomicReference<Object>();
      Thread thread =
          kind.start(() -> {
            try {
              call.set(Fixtures.events(epoll, Duration.ofMillis(30)));
            } catch (IOException e) {
              call.set(e);
            }
          });
      thread.join();
      assertThat(call.get()).isEqualTo(List.of());
      assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(30_000_000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void wakeup_duringAWait_endsIt(Kind kind) throws IOException {
    try (Epoll<String> epoll = Epoll.open()) {
      for (int i = 0; i < 20; i++) {
        Waiting waiting = waiting(kind, epoll);
        epoll.wakeup();
        assertThat(waiting.result()).isEqualTo("[]");
      }
    }
  }

  @Test
  void wakeup_beforeTheWait_endsOneWait() throws IOException {
    try (Epoll<String> epoll = Epoll.open()) {
      epoll.wakeup();
      epoll.wakeup();
      assertThat(Fixtures.events(epoll, Blocked.DEADLINE)).isEmpty();
      long begin = System.nanoTime();
      assertThat(Fixtures.events(epoll, Duration.ofMillis(20))).isEmpty();
      assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(20_000_000);
    }
  }

  @Test
  void wakeup_byAnInterruptedThread_endsTheWait() throws IOException {
    try (Epoll<String> epoll = Epoll.open()) {
      Waiting waiting = waiting(Kind.PLATFORM, epoll);
      Thread.currentThread().interrupt();
      epoll.wakeup();
      assertThat(Thread.interrupted()).isTrue();
      assertThat(waiting.result()).isEqualTo("[]");
    }
  }

  /** After each wake-up, a wait begins or returns. */
  @ParameterizedTest
  @EnumSource
  void wakeup_racingWithWaits_isNeverLost(Kind kind) throws Exception {
    try (Epoll<String> epoll = Epoll.open()) {
      var work = new ConcurrentLinkedQueue<Integer>();
      var done = new AtomicInteger();
      int all = 20_000;
      Thread worker =
          kind.start(() -> {
            try {
              while (done.get() < all) {
                epoll.await((d, e, a) -> {}, Blocked.DEADLINE);
                while (work.poll() != null) {
                  done.incrementAndGet();
                }
              }
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          });
      for (int i = 0; i < all; i++) {
        work.add(i);
        epoll.wakeup();
      }
      worker.join(Blocked.DEADLINE);
      assertThat(done).hasValue(all);
    }
  }

  @ParameterizedTest
  @EnumSource
  void close_duringAWait_endsIt(Kind kind) throws IOException {
    for (int i = 0; i < 10; i++) {
      try (Epoll<String> epoll = Epoll.open();
          Pipe pipe = Pipe.open()) {
        epoll.add(pipe.reader(), Epoll.IN, "r");
        Waiting waiting = waiting(kind, epoll);
        quietly(i % 2 == 0 ? epoll::close : epoll.descriptor()::close);
        assertThat(waiting.result()).isExactlyInstanceOf(AsynchronousCloseException.class);
        assertThat(pipe.reader().isOpen()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void close_ofARegisteredDescriptor_leavesTheWait(Kind kind) throws IOException {
    try (Epoll<String> epoll = Epoll.open();
        Pipe pipe = Pipe.open()) {
      epoll.add(pipe.reader(), Epoll.IN, "r");
      Waiting waiting = waiting(kind, epoll);
      pipe.reader().close();
      assertThat(epoll.size()).isZero();
      epoll.wakeup();
      assertThat(waiting.result()).isEqualTo("[]");
    }
  }

  @ParameterizedTest
  @EnumSource
  void interrupt_duringAWait_endsItAndClosesNothing(Kind kind) throws IOException {
    try (Epoll<String> epoll = Epoll.open();
        Pipe pipe = Pipe.open()) {
      epoll.add(pipe.reader(), Epoll.IN, "r");
      for (int i = 0; i < 10; i++) {
        Waiting waiting = waiting(kind, epoll);
        waiting.thread.interrupt();
        assertThat(waiting.result()).isExactlyInstanceOf(InterruptedIOException.class);
      }
      pipe.write();
      assertThat(Fixtures.now(epoll)).containsExactly("r:EPOLLIN");
    }
  }

  @ParameterizedTest
  @EnumSource
  void interrupt_withClosesOnInterrupt_closes(Kind kind) throws IOException {
    try (Epoll<String> epoll = Epoll.open()) {
      epoll.descriptor().onInterrupt(OnInterrupt.CLOSE);
      Waiting waiting = waiting(kind, epoll);
      waiting.thread.interrupt();
      assertThat(waiting.result()).isExactlyInstanceOf(ClosedByInterruptException.class);
      assertThat(epoll.isOpen()).isFalse();
    }
  }

  @Test
  void await_inAnInterruptedThread_doesNotBegin() throws IOException {
    try (Epoll<String> epoll = Epoll.open();
        Descriptor ready = Fixtures.eventfd(1)) {
      epoll.add(ready, Epoll.IN | Epoll.ONESHOT, "e");
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> Fixtures.now(epoll))
          .isExactlyInstanceOf(InterruptedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(Fixtures.now(epoll)).containsExactly("e:EPOLLIN");
    }
  }

  /** An interrupt of one of two threads that share an epoll ends that one's wait. */
  @Test
  void interrupt_ofOneOfTwo_leavesTheOther() throws IOException {
    try (Epoll<String> epoll = Epoll.open()) {
      Waiting first = waiting(Kind.PLATFORM, epoll);
      Waiting second = waiting(Kind.PLATFORM, epoll);
      first.thread.interrupt();
      assertThat(first.result()).isExactlyInstanceOf(InterruptedIOException.class);
      assertThat(second.result.get()).isNull();
      epoll.wakeup();
      assertThat(second.result()).isEqualTo("[]");
    }
  }

  @ParameterizedTest
  @EnumSource
  void await_oneShotEventsInManyThreads_reportsEachOnce(Kind kind) throws Exception {
    int threads = 4;
    int descriptors = 200;
    try (Epoll<String> epoll = Epoll.open()) {
      List<Descriptor> all = new ArrayList<>();
      List<Thread> workers = new ArrayList<>();
      var reported = new ConcurrentLinkedQueue<String>();
      for (int i = 0; i < threads; i++) {
        workers.add(
            kind.start(() -> {
              try {
                while (reported.size() < descriptors) {
                  epoll.await((d, e, name) -> reported.add(name), 1, Duration.ofMillis(50));
                }
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            }));
      }
      for (int i = 0; i < descriptors; i++) {
        all.add(Fixtures.eventfd(1));
        epoll.add(all.get(i), Epoll.IN | Epoll.ONESHOT, "e" + i);
      }
      for (Thread worker : workers) {
        assertThat(worker.join(Blocked.DEADLINE)).isTrue();
      }
      assertThat(reported).hasSize(descriptors).doesNotHaveDuplicates();
      for (Descriptor each : all) {
        each.close();
      }
      assertThat(epoll.size()).isZero();
    }
  }

  // ---- fds that are reused

  /** The event of a descriptor has been fetched when a handler closes it. */
  @Test
  void close_withItsEventFetched_reportsNothingForTheReusedFd() throws IOException {
    try (Epoll<String> epoll = Epoll.open();
        Descriptor first = Fixtures.highEventfd(1);
        Descriptor second = Fixtures.highEventfd(1)) {
      epoll.add(first, Epoll.IN, "first");
      epoll.add(second, Epoll.IN, "second");
      List<String> reported = new ArrayList<>();
      var reusing = new ArrayList<Descriptor>();
      epoll.await((descriptor, events, name) -> {
        reported.add(name);
        Descriptor other = descriptor.equals(first) ? second : first;
        int fd = other.fd();
        other.close();
        Descriptor reused = Fixtures.highEventfd(0);
        reusing.add(reused);
        assertThat(reused.fd()).isEqualTo(fd);
        epoll.add(reused, Epoll.IN, "reused");
      });
      assertThat(reported).hasSize(1).doesNotContain("reused");
      assertThat(Fixtures.now(epoll)).containsExactly(reported.getFirst() + ":EPOLLIN");
      reusing.getFirst().close();
      assertThat(epoll.size()).isEqualTo(1);
    }
  }

  /** The kernel reports events until the last duplicate is closed; this epoll does not. */
  @Test
  void close_withADuplicateLeft_endsTheRegistration() throws IOException {
    try (Epoll<String> epoll = Epoll.open();
        Pipe pipe = Pipe.open();
        Descriptor duplicate = pipe.reader().dup()) {
      epoll.add(pipe.reader(), Epoll.IN, "r");
      pipe.write();
      assertThat(Fixtures.now(epoll)).containsExactly("r:EPOLLIN");
      pipe.reader().close();
      assertThat(Fixtures.now(epoll)).isEmpty();
      assertThat(duplicate.isOpen()).isTrue();
    }
  }

  @Test
  void release_registeredDescriptor_endsTheRegistration() throws IOException {
    try (Epoll<String> epoll = Epoll.open();
        Pipe pipe = Pipe.open()) {
      epoll.add(pipe.reader(), Epoll.IN, "r");
      pipe.write();
      try (Descriptor reused = Descriptor.adopt(pipe.reader().detach())) {
        assertThat(Fixtures.now(epoll)).isEmpty();
        assertThat(epoll.size()).isZero();
        epoll.add(reused, Epoll.IN, "reused");
        assertThat(Fixtures.now(epoll)).containsExactly("reused:EPOLLIN");
      }
    }
  }

  /** Threads add, close and reuse fds while another waits: each event has its own descriptor. */
  @Test
  void close_andReuseWhileAnotherThreadWaits_eventsHaveTheirDescriptor() throws Exception {
    var wrong = new AtomicReference<Object>();
    var reported = new AtomicInteger();
    try (Epoll<Descriptor> epoll = Epoll.open();
        Descriptor always = Fixtures.eventfd(1)) {
      epoll.add(always, Epoll.IN, always);
      Thread waiter =
          Kind.PLATFORM.start(() -> {
            try {
              while (true) {
                epoll.await((descriptor, events, same) -> {
                  reported.incrementAndGet();
                  if (!descriptor.equals(same)) {
                    wrong.set(descriptor);
                  }
                });
              }
            } catch (ClosedChannelException end) {
              // closed by the test
            } catch (IOException e) {
              wrong.set(e);
            }
          });
      List<Thread> churners = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        churners.add(
            Kind.PLATFORM.start(() -> {
              try {
                for (int round = 0; round < 3000; round++) {
                  try (Descriptor each = Fixtures.eventfd(round & 1)) {
                    epoll.add(each, Epoll.IN, each);
                  }
                }
              } catch (IOException e) {
                wrong.set(e);
              }
            }));
      }
      for (Thread churner : churners) {
        churner.join();
      }
      assertThat(epoll.size()).isEqualTo(1);
      quietly(epoll::close);
      assertThat(waiter.join(Blocked.DEADLINE)).isTrue();
    }
    assertThat(wrong.get()).isNull();
    assertThat(reported.get()).isPositive();
  }

  @Test
  void close_ofBothAtOnce_neverHangs() throws Exception {
    for (int round = 0; round < 500; round++) {
      Epoll<String> epoll = Epoll.open();
      Descriptor each = Fixtures.eventfd(1);
      Thread adder =
          Kind.PLATFORM.start(() -> {
            try {
              epoll.add(each, Epoll.IN, "e");
            } catch (IOException closed) {
              // the close was first
            }
          });
      Thread closer = Kind.PLATFORM.start(() -> quietly(epoll::close));
      quietly(each::close);
      assertThat(adder.join(Blocked.DEADLINE)).isTrue();
      assertThat(closer.join(Blocked.DEADLINE)).isTrue();
    }
  }

  private interface Closing {
    void close() throws IOException;
  }

  private static void quietly(Closing closing) {
    try {
      closing.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  // ---- garbage

  @Test
  void await_steadily_allocatesNothing() throws IOException {
    try (Epoll<String> epoll = Epoll.open();
        Descriptor ready = Fixtures.eventfd(1)) {
      epoll.add(ready, Epoll.IN, "e");
      var reported = new int[1];
      Epoll.Handler<String> handler = (descriptor, events, name) -> reported[0] += name.length();
      Duration aWhile = Duration.ofSeconds(1);
      Allocations.assertNone(() -> {
        epoll.await(handler);
        epoll.await(handler, aWhile);
        epoll.modify(ready, Epoll.IN);
        epoll.wakeup();
        epoll.await(handler, Duration.ZERO);
      });
      assertThat(reported[0]).isPositive();
    }
  }

  /** Another thread re-enables the registration after each event, so each wait blocks. */
  @Test
  void await_blockedInTheKernel_allocatesNothing() throws Exception {
    try (Epoll<String> epoll = Epoll.open();
        Descriptor ready = Fixtures.eventfd(1)) {
      epoll.add(ready, Epoll.IN | Epoll.ONESHOT, "e");
      var reported = new AtomicInteger();
      Epoll.Handler<String> handler = (descriptor, events, name) -> reported.incrementAndGet();
      Thread arming =
          Kind.PLATFORM.start(() -> {
            try {
              for (int seen = 0; epoll.isOpen(); ) {
                if (reported.get() != seen) {
                  seen = reported.get();
                  epoll.modify(ready, Epoll.IN | Epoll.ONESHOT);
                }
                Thread.onSpinWait();
              }
            } catch (IOException closed) {
              // the test has ended
            }
          });
      Allocations.assertNone(() -> epoll.await(handler));
      quietly(epoll::close);
      assertThat(arming.join(Blocked.DEADLINE)).isTrue();
    }
  }
}
