package org.llsocket.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.llsocket.ErrnoException;
import org.llsocket.LeakCheck;
import org.llsocket.OnInterrupt;
import org.llsocket.SHUT;
import org.llsocket.Socket;
import org.llsocket.option.SO;
import org.llsocket.testing.Waiter;

/** Every way to wait, on a platform and on a virtual thread, ended in every way. */
@ExtendWith(LeakCheck.class)
class WaitMatrixTest {
  private static final int ROUNDS = Integer.getInteger("llsocket.rounds", 1);

  @TempDir Path directory;

  static Stream<Arguments> rows() {
    return rows(kind -> true);
  }

  static Stream<Arguments> rowsEndedByShutdown() {
    return rows(kind -> kind.shutdown() != null);
  }

  /** The rows of calls that respect SO_RCVTIMEO or SO_SNDTIMEO. */
  static Stream<Arguments> rowsEndedByTimeout() {
    return rows(kind -> kind.timedOut() != null);
  }

  private static Stream<Arguments> rows(Predicate<WaitKind> which) {
    return WaitKind.ALL.stream()
        .filter(which)
        .flatMap(kind -> Stream.of(Arguments.of(kind, false), Arguments.of(kind, true)));
  }

  private interface Act {
    void on(WaitKind.Setup setup, Waiter waiter) throws Exception;
  }

  private Waiter.End ended(WaitKind kind, boolean virtual, Act act) throws Exception {
    try (WaitKind.Setup setup = kind.setup(directory)) {
      Waiter waiter = Waiter.start(virtual, setup.call()).untilWaiting(setup.fd());
      act.on(setup, waiter);
      Waiter.End end = waiter.end();
      assertThat(setup.descriptor().isOpen()).as("open after " + end).isFalse();
      return end;
    }
  }

  private static void assertThrown(
      Waiter.End end, Class<? extends Throwable> expected, boolean flag) {
    assertThat(end.thrown()).as(end.toString()).isExactlyInstanceOf(expected);
    assertThat(end.interrupted()).as("interrupted: " + end).isEqualTo(flag);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void close_duringTheWait_isAsynchronousClose(WaitKind kind, boolean virtual) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Waiter.End end = ended(kind, virtual, (setup, waiter) -> setup.descriptor().close());
      assertThrown(end, AsynchronousCloseException.class, false);
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void interrupt_duringTheWait_closes(WaitKind kind, boolean virtual) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Waiter.End end = ended(kind, virtual, (setup, waiter) -> waiter.thread().interrupt());
      assertThrown(end, ClosedByInterruptException.class, true);
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void interrupt_keptOpen_leavesItToBeUsed(WaitKind kind, boolean virtual) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      try (WaitKind.Setup setup = kind.setup(directory)) {
        setup.descriptor().onInterrupt(OnInterrupt.KEEP_OPEN);
        Waiter waiter = Waiter.start(virtual, setup.call()).untilWaiting(setup.fd());
        waiter.thread().interrupt();
        assertThrown(waiter.end(), InterruptedIOException.class, true);
        assertThat(setup.descriptor().isOpen()).isTrue();
        if (kind.waitsAgain()) {
          Waiter again = Waiter.start(virtual, setup.call()).untilWaiting(setup.fd());
          setup.descriptor().close();
          Waiter.End end = again.end();
          if (kind.mapsFirst()) { // the close may come before the send
            assertThat(end.thrown()).isInstanceOf(ClosedChannelException.class);
          } else {
            assertThrown(end, AsynchronousCloseException.class, false);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void interrupt_beforeTheCall_counts(WaitKind kind, boolean virtual) throws Exception {
    for (boolean closes : new boolean[] {true, false}) {
      try (WaitKind.Setup setup = kind.setup(directory)) {
        setup.descriptor().onInterrupt(closes ? OnInterrupt.CLOSE : OnInterrupt.KEEP_OPEN);
        Waiter.End end = Waiter.startInterrupted(virtual, setup.call()).end();
        assertThrown(
            end, closes ? ClosedByInterruptException.class : InterruptedIOException.class, true);
        assertThat(setup.descriptor().isOpen()).isEqualTo(!closes);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rowsEndedByShutdown")
  void shutdown_duringTheWait_isWhatTheKernelMakesOfIt(WaitKind kind, boolean virtual)
      throws Exception {
    String expected = kind.shutdown();
    try (WaitKind.Setup setup = kind.setup(directory)) {
      Waiter waiter = Waiter.start(virtual, setup.call()).untilWaiting(setup.fd());
      shutdown(setup.socket());
      Waiter.End end = waiter.end();
      assertThat(outcome(end)).as(end.toString()).isEqualTo(expected);
      assertThat(setup.descriptor().isOpen()).isTrue();
    }
  }

  private static void shutdown(Socket socket) throws IOException {
    try {
      socket.shutdown(SHUT.RDWR);
    } catch (ErrnoException notConnected) {
      assertThat(notConnected.errno().toString()).isEqualTo("ENOTCONN");
    }
  }

  private static String outcome(Waiter.End end) {
    return end.thrown() instanceof ErrnoException e ? e.errno().toString() : end.what();
  }

  @ParameterizedTest
  @MethodSource("rowsEndedByTimeout")
  void timeoutOfTheKernel_passes_isAgain(WaitKind kind, boolean virtual) throws Exception {
    String expected = kind.timedOut();
    Duration limit = Duration.ofMillis(60);
    try (WaitKind.Setup setup = kind.setup(directory)) {
      Socket socket = setup.socket();
      socket.set(SO.RCVTIMEO, limit).set(SO.SNDTIMEO, limit);
      long start = System.nanoTime();
      Waiter.End end = Waiter.start(virtual, setup.call()).end();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      assertThat(outcome(end)).as(end.toString()).isEqualTo(expected);
      assertThat(took).isGreaterThanOrEqualTo(limit.minusMillis(12)); // ticks of the kernel
      assertThat(socket.isOpen()).isTrue();
      assertThat(socket.nonblock()).isFalse();
    }
  }

  /** The call waits on, and a shutdown, or a close if that does not end it, ends it as ever. */
  @ParameterizedTest
  @MethodSource("rows")
  void interrupt_ignored_waitsOnAndStaysSet(WaitKind kind, boolean virtual) throws Exception {
    for (boolean before : new boolean[] {false, true}) {
      if (before && kind.mapsFirst()) {
        continue; // an interrupted thread closes the channel of the JDK that it maps
      }
      try (WaitKind.Setup setup = kind.setup(directory)) {
        setup.descriptor().onInterrupt(OnInterrupt.IGNORE);
        int fd = setup.fd();
        Waiter waiter =
            before
                ? Waiter.startInterrupted(virtual, setup.call())
                : Waiter.start(virtual, setup.call());
        waiter.untilWaiting(fd);
        for (int i = 0; i < 100; i++) {
          waiter.thread().interrupt();
        }
        waiter.untilWaiting(fd);
        if (kind.shutdown() != null) {
          shutdown(setup.socket());
          Waiter.End end = waiter.end();
          assertThat(outcome(end)).as(end.toString()).isEqualTo(kind.shutdown());
          assertThat(end.interrupted()).as(end.toString()).isTrue();
        } else {
          setup.descriptor().close();
          assertThrown(waiter.end(), AsynchronousCloseException.class, true);
        }
      }
    }
  }

  /** The close or the interrupt comes before the call, as it begins, or while it waits. */
  @ParameterizedTest
  @MethodSource("rows")
  void anyEnd_atAnyMoment_endsTheCall(WaitKind kind, boolean virtual) throws Exception {
    var random = new Random(kind.hashCode());
    for (int round = 0; round < 3 * ROUNDS; round++) {
      int how = round % 3;
      try (WaitKind.Setup setup = kind.setup(directory)) {
        setup.descriptor().onInterrupt(how == 2 ? OnInterrupt.KEEP_OPEN : OnInterrupt.CLOSE);
        Waiter waiter = Waiter.start(virtual, setup.call());
        long until = System.nanoTime() + random.nextInt(400_000);
        while (System.nanoTime() < until) {
          Thread.onSpinWait();
        }
        if (how == 0) {
          setup.descriptor().close();
        } else {
          waiter.thread().interrupt();
        }
        Waiter.End end = waiter.end();
        assertThat(end.thrown()).as(end.toString()).isInstanceOfAny(expected(how));
        assertThat(setup.descriptor().isOpen()).isEqualTo(how == 2);
      }
    }
  }

  private static Class<?>[] expected(int how) {
    List<Class<?>> all =
        switch (how) {
          case 0 -> List.of(ClosedChannelException.class);
          case 1 -> List.of(ClosedByInterruptException.class);
          default -> List.of(InterruptedIOException.class);
        };
    return all.toArray(Class<?>[]::new);
  }
}
