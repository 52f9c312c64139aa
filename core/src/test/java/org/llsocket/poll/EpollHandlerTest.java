package org.llsocket.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.llsocket.Descriptor;
import org.llsocket.LeakCheck;
import org.llsocket.testing.Blocked;

/** A handler may throw, wait, modify and close: no event and no wake-up is lost. */
@ExtendWith(LeakCheck.class)
class EpollHandlerTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final int ONCE = Epoll.IN | Epoll.ET;

  /** Thrown by the handlers of this test. */
  private static final class Thrown extends RuntimeException {}

  /** Throws at the first event, and records all. */
  private static final class ThrowsOnce implements Epoll.Handler<String> {
    private final List<String> seen = new ArrayList<>();

    @Override
    public void handle(Descriptor descriptor, int events, String name) {
      seen.add(name);
      if (seen.size() == 1) {
        throw new Thrown();
      }
    }
  }

  /** A wait of another thread, whose handler pauses at the first event and then throws. */
  private static final class Paused {
    private final CountDownLatch inHandler = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final Blocked<Integer> wait;

    Paused(Epoll<String> epoll) {
      wait =
          Blocked.start(() ->
              epoll.await((descriptor, events, name) -> {
                inHandler.countDown();
                EpollHandlerTest.await(goOn);
                throw new Thrown();
              }));
      EpollHandlerTest.await(inHandler);
    }

    void goOn() {
      goOn.countDown();
    }
  }

  private static List<Descriptor> ready(Epoll<String> epoll, int count) throws IOException {
    List<Descriptor> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(Fixtures.eventfd(1));
      epoll.add(all.get(i), ONCE, "e" + i);
    }
    return all;
  }

  private static void close(List<Descriptor> all) throws IOException {
    for (Descriptor each : all) {
      each.close();
    }
  }

  @Test
  void throw_withEventsUndelivered_leavesThemToTheNextWait() throws IOException {
    try (Epoll<String> epoll = Epoll.open()) {
      List<Descriptor> all = ready(epoll, 5);
      var handler = new ThrowsOnce();
      assertThatThrownBy(() -> epoll.await(handler)).isExactlyInstanceOf(Thrown.class);
      assertThat(epoll.await(handler, 3, Blocked.DEADLINE)).isEqualTo(3);
      assertThat(epoll.await(handler, Blocked.DEADLINE)).isEqualTo(1);
      assertThat(handler.seen).containsExactlyInAnyOrder("e0", "e1", "e2", "e3", "e4");
      assertThat(Fixtures.now(epoll)).isEmpty();
      close(all);
    }
  }

  /** The waiting thread is woken for the undelivered events, and does not return without them. */
  @ParameterizedTest
  @EnumSource
  void throw_whileAnotherThreadWaits_passesTheEventsOn(EpollWaitTest.Kind kind) throws Exception {
    try (Epoll<String> epoll = Epoll.open()) {
      List<Descriptor> all = ready(epoll, 3);
      var throwing = new Paused(epoll);
      var seen = ConcurrentHashMap.<String>newKeySet();
      Blocked<Integer> other = waiting(kind, epoll, seen);
      throwing.goOn();
      assertThat(throwing.wait.thrown()).isExactlyInstanceOf(Thrown.class);
      assertThat(other.get()).isEqualTo(2);
      assertThat(seen).hasSize(2);
      close(all);
    }
  }

  private static Blocked<Integer> waiting(
      EpollWaitTest.Kind kind, Epoll<String> epoll, Set<String> seen) {
    Epoll.Handler<String> notes = (descriptor, events, name) -> seen.add(name);
    return kind == EpollWaitTest.Kind.PLATFORM
        ? Blocked.start(() -> epoll.await(notes)).untilInKernel(epoll.descriptor().fd())
        : Blocked.startVirtual(() -> epoll.await(notes)).untilInKernel(epoll.descriptor().fd());
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(Blocked.DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("not counted down");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * The wait that throws has fetched an event, the wake-up, and another event; another thread
   * waits.
   */
  @ParameterizedTest
  @EnumSource
  void throw_withAWakeupFetched_losesNoWakeup(EpollWaitTest.Kind kind) throws Exception {
    try (Epoll<String> epoll = Epoll.open();
        Descriptor before = Fixtures.eventfd(0);
        Descriptor behind = Fixtures.eventfd(0)) {
      epoll.add(before, ONCE, "before");
      epoll.add(behind, ONCE, "behind");
      Fixtures.signal(before);
      epoll.wakeup();
      Fixtures.signal(behind);
      var throwing = new Paused(epoll);
      Set<String> seen = ConcurrentHashMap.newKeySet();
      Blocked<Integer> other = waiting(kind, epoll, seen);
      throwing.goOn();
      assertThat(throwing.wait.thrown()).isExactlyInstanceOf(Thrown.class);
      int delivered = other.get();
      assertThat(seen).as("the event behind the wake-up").containsExactly("behind");
      assertThat(delivered).isEqualTo(1);
      for (int i = 0; i < 3; i++) {
        Blocked<Integer> waits = waiting(kind, epoll, seen);
        epoll.wakeup();
        assertThat(waits.get()).isZero();
      }
    }
  }

  @Test
  void throw_byTheOnlyThread_leavesAWakeupToItsNextWait() throws IOException {
    try (Epoll<String> epoll = Epoll.open();
        Descriptor event = Fixtures.eventfd(1)) {
      epoll.add(event, ONCE, "e");
      epoll.wakeup();
      var handler = new ThrowsOnce();
      assertThatThrownBy(() -> epoll.await(handler)).isExactlyInstanceOf(Thrown.class);
      assertEndsAtOnce(epoll);
    }
  }

  private static void assertEndsAtOnce(Epoll<String> epoll) throws IOException {
    long begin = System.nanoTime();
    assertThat(epoll.await((d, e, a) -> {}, Blocked.DEADLINE)).isZero();
    assertThat(System.nanoTime() - begin).isLessThan(Blocked.DEADLINE.toNanos());
  }

  @Test
  void await_inAHandler_deliversTheUndeliveredEvents() throws IOException {
    try (Epoll<String> epoll = Epoll.open()) {
      List<Descriptor> all = ready(epoll, 4);
      List<String> outer = new ArrayList<>();
      List<String> inner = new ArrayList<>();
      epoll.await((descriptor, events, name) -> {
        outer.add(name);
        epoll.await((other, others, another) -> inner.add(another), 2, Duration.ZERO);
      });
      assertThat(inner).hasSize(2).doesNotContainAnyElementsOf(outer);
      assertThat(outer).hasSize(2);
      assertThat(Fixtures.now(epoll)).isEmpty();
      close(all);
    }
  }

  @Test
  void await_inAHandlerOfAWokenWait_isWokenToo() throws IOException {
    try (Epoll<String> epoll = Epoll.open();
        Descriptor event = Fixtures.eventfd(1)) {
      epoll.add(event, ONCE, "e");
      epoll.wakeup();
      int outer =
          epoll.await((descriptor, events, name) -> {
            epoll.wakeup();
            assertEndsAtOnce(epoll);
          });
      assertThat(outer).isEqualTo(1);
      long begin = System.nanoTime();
      assertThat(epoll.await((d, e, a) -> {}, Duration.ofMillis(20))).isZero();
      assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(20_000_000);
    }
  }

  /** A handler throws after it has changed registrations: the changes stay, no event is lost. */
  @Test
  void throw_afterDeleteAddAndModify_keepsTheChanges() throws IOException {
    try (Epoll<String> epoll = Epoll.open();
        Descriptor event = Fixtures.eventfd(1);
        Descriptor added = Fixtures.eventfd(1)) {
      epoll.add(event, ONCE, "e");
      assertThatThrownBy(() ->
              epoll.await((descriptor, events, name) -> {
                epoll.delete(descriptor);
                epoll.add(descriptor, ONCE, "again");
                epoll.modify(descriptor, Epoll.IN, "level");
                epoll.add(added, ONCE, "added");
                throw new Thrown();
              }))
          .isExactlyInstanceOf(Thrown.class);
      assertThat(Fixtures.now(epoll)).containsExactlyInAnyOrder("level:EPOLLIN", "added:EPOLLIN");
    }
  }

  @Test
  void close_ofTheEpollByItsHandler_deliversNoFurtherEvent() throws IOException {
    Epoll<String> epoll = Epoll.open();
    List<Descriptor> all = ready(epoll, 3);
    List<String> seen = new ArrayList<>();
    epoll.await((descriptor, events, name) -> {
      seen.add(name);
      epoll.close();
    });
    assertThat(seen).hasSize(1);
    close(all);
  }

  // ---- many threads, handlers that act at random

  /** An eventfd, registered one-shot; it stays ready until its counter is read. */
  private static final class Source {
    final Descriptor descriptor;
    final AtomicInteger signalled = new AtomicInteger();
    final AtomicInteger seen = new AtomicInteger();

    Source() throws IOException {
      descriptor = Fixtures.eventfd(0);
    }

    /** Makes it ready, and expects one more event. */
    void signal() throws IOException {
      signalled.incrementAndGet();
      Fixtures.signal(descriptor);
    }
  }

  /** The state that the threads share. */
  private static final class Shared {
    final Epoll<Source> epoll;
    final AtomicInteger left = new AtomicInteger(); // to do: events and jobs
    final ConcurrentLinkedQueue<Integer> jobs = new ConcurrentLinkedQueue<>();
    final AtomicInteger threads = new AtomicInteger(4);
    final CountDownLatch inHandler = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);

    Shared(Epoll<Source> epoll) {
      this.epoll = epoll;
    }

    /** Queues a job, which is not an event, and wakes a thread up for it. */
    void post(int job) {
      left.incrementAndGet();
      jobs.add(job);
      epoll.wakeup();
    }

    void doJobs() {
      while (jobs.poll() != null) {
        left.decrementAndGet();
      }
    }

    /** Whether the calling thread may end: another one is left. */
    boolean mayGo() {
      return threads.getAndUpdate(n -> Math.max(1, n - 1)) > 1;
    }
  }

  /** A thread that shares the epoll; its handler acts at random. */
  private static final class Worker implements Epoll.Handler<Source> {
    private final Epoll<Source> epoll;
    private final Random random;
    private final Shared shared;
    private int depth;

    Worker(Shared shared, long seed) {
      this.shared = shared;
      this.epoll = shared.epoll;
      this.random = new Random(seed);
    }

    /** Ends when its handler has thrown, without checking for jobs. */
    void run() throws IOException {
      boolean goes = false;
      while (shared.left.get() > 0 && !goes) {
        try {
          epoll.await(this, max(), LONG);
          shared.doJobs();
        } catch (Thrown e) {
          goes = shared.mayGo();
        }
      }
      if (shared.left.get() == 0) {
        epoll.wakeup(); // ends the next thread too, which finds nothing left
      }
    }

    /** The first wait fetches all events. */
    private int max() {
      return shared.goOn.getCount() > 0 ? 1024 : 1 + random.nextInt(8);
    }

    @Override
    public void handle(Descriptor descriptor, int events, Source source) throws IOException {
      source.seen.incrementAndGet();
      shared.inHandler.countDown();
      await(shared.goOn);
      int kind = random.nextInt(6);
      if (kind == 0) {
        epoll.delete(descriptor);
        epoll.add(descriptor, Epoll.IN | Epoll.ONESHOT, again(source));
      } else if (kind == 1) {
        epoll.modify(descriptor, Epoll.IN | Epoll.ONESHOT, again(source));
      } else {
        Fixtures.drain(descriptor);
        rearm(descriptor, source);
      }
      shared.left.decrementAndGet();
      if (kind == 2) {
        throw new Thrown();
      } else if (kind == 3) {
        epoll.wakeup();
      } else if (kind == 4 && depth < 3) {
        nest();
      }
    }

    private void rearm(Descriptor descriptor, Source source) throws IOException {
      epoll.modify(descriptor, Epoll.IN | Epoll.ONESHOT, source);
    }

    /** The counter was not read, so the event is reported again. */
    private Source again(Source source) {
      source.signalled.incrementAndGet();
      shared.left.incrementAndGet();
      return source;
    }

    private void nest() throws IOException {
      depth++;
      try {
        epoll.await(this, 1 + random.nextInt(3), Duration.ZERO);
        shared.doJobs();
      } finally {
        depth--;
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void handle_atRandomInManyThreads_seesEachEventAndEachWakeup(EpollWaitTest.Kind kind)
      throws Exception {
    for (int seed = 0; seed < 30; seed++) {
      try (Epoll<Source> epoll = Epoll.open()) {
        var shared = new Shared(epoll);
        List<Source> sources = sources(shared, new Random(seed).nextInt(30) + 3);
        List<Blocked<Integer>> workers = new ArrayList<>();
        workers.add(start(kind, new Worker(shared, seed * 10L)));
        await(shared.inHandler);
        for (int i = 1; i < 4; i++) {
          var worker = new Worker(shared, seed * 10L + i);
          workers.add(start(kind, worker).untilInKernel(epoll.descriptor().fd()));
        }
        shared.goOn.countDown();
        shared.post(0);
        for (Blocked<Integer> worker : workers) {
          assertThat(worker.get()).as("seed " + seed).isZero();
        }
        for (Source each : sources) {
          assertThat(each.seen.get()).as("seed " + seed).isEqualTo(each.signalled.get());
          each.descriptor.close();
        }
        assertThat(epoll.size()).isZero();
      }
    }
  }

  private static List<Source> sources(Shared shared, int count) throws IOException {
    List<Source> sources = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      var source = new Source();
      sources.add(source);
      shared.epoll.add(source.descriptor, Epoll.IN | Epoll.ONESHOT, source);
      shared.left.incrementAndGet();
    }
    for (Source each : sources) {
      each.signal();
      shared.post(0);
    }
    return sources;
  }

  private static Blocked<Integer> start(EpollWaitTest.Kind kind, Worker worker) {
    return kind == EpollWaitTest.Kind.PLATFORM
        ? Blocked.start(() -> run(worker))
        : Blocked.startVirtual(() -> run(worker));
  }

  private static int run(Worker worker) throws IOException {
    worker.run();
    return 0;
  }
}
