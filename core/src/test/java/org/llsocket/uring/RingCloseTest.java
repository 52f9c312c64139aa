package org.llsocket.uring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.AF;
import org.llsocket.LeakCheck;
import org.llsocket.MSG;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.ChildJvm;
import org.llsocket.testing.Loopback;

/** Closes, by any thread, with operations in flight; wake-ups and interrupts. */
@ExtendWith(LeakCheck.class)
class RingCloseTest {
  private final List<Integer> results = new ArrayList<>();
  private final Ring.Handler<Object> note = (operation, _) -> results.add(operation.result());

  @BeforeEach
  void require() {
    Rings.IO_URING.require();
  }

  /** A thread that waits for a ring of its own. */
  private static final class Loop implements AutoCloseable {
    interface Start {
      void with(Ring ring) throws IOException;
    }

    final CompletableFuture<Ring> ring = new CompletableFuture<>();
    final Blocked<Integer> thread;

    Loop(Start start) {
      thread =
          Blocked.start(() -> {
            Ring made = Ring.open(Rings.SMALL);
            start.with(made);
            ring.complete(made);
            while (true) {
              if (made.await() == 0) {
                return 0;
              }
            }
          });
    }

    Ring ring() {
      return ring.join();
    }

    @Override
    public void close() throws IOException {
      ring().close();
      assertThat(thread.thrown()).isInstanceOf(AsynchronousCloseException.class);
      assertThat(ring().inFlight()).isZero();
    }
  }

  // ---- a descriptor

  @Test
  void socketClosed_byTheOwner_endsItsOperationsAndThePeerSeesTheEnd() throws IOException {
    try (Ring ring = Ring.open(Rings.SMALL);
        Socket.Pair pair = Loopback.tcp(AF.INET)) {
      RingFile file = ring.file(pair.first());
      BufferRing buffers = ring.buffers(2, 16);
      ring.recv(file, buffers, 0, note, "");
      ring.poll(file, org.llsocket.poll.Poll.IN, note, "");
      assertThat(ring.await(Duration.ZERO)).isZero();
      assertThat(file.inFlight()).isEqualTo(2);
      pair.first().close();
      Rings.until(ring, () -> results.size() == 2);
      assertThat(results).containsOnly(-RingCore.ECANCELED);
      assertThat(ring.inFlight()).isZero();
      assertThat(pair.second().recv(ByteBuffer.allocate(1), 0, Blocked.DEADLINE))
          .isEqualTo(Socket.EOF);
    }
  }

  @Test
  void socketClosed_byAnotherThread_wakesTheOwnerAndThePeerSeesTheEnd() throws IOException {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      var ended = new CompletableFuture<Integer>();
      try (var _ =
          new Loop(ring ->
              ring.recv(
                  ring.file(pair.first()),
                  ring.buffers(2, 16),
                  0,
                  (recv, _) -> ended.complete(recv.result()),
                  null))) {
        pair.second().send(ByteBuffer.allocate(0));
        untilReceiving(pair.first());
        pair.first().close();
        assertThat(ended.join()).isEqualTo(-RingCore.ECANCELED);
        assertThat(pair.second().recv(ByteBuffer.allocate(1), 0, Blocked.DEADLINE))
            .isEqualTo(Socket.EOF);
      }
    }
  }

  /** The ring has submitted the receive once it waits. */
  private static void untilReceiving(Socket socket) {
    Blocked.until("in io_uring_enter", () -> inEnter());
    assertThat(socket.isOpen()).isTrue();
  }

  static boolean inEnter() {
    try (var tasks = java.nio.file.Files.list(java.nio.file.Path.of("/proc/self/task"))) {
      return tasks.anyMatch(task -> {
        try {
          return java.nio.file.Files.readString(task.resolve("syscall")).startsWith("426 ");
        } catch (IOException gone) {
          return false;
        }
      });
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Not submitted yet: the element has an fd that the close replaces. */
  @Test
  void socketClosed_beforeTheSubmission_noOtherFileIsUsed() throws IOException {
    try (Ring ring = Ring.open(Rings.SMALL);
        Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      RingBuffer buffer = ring.allocate(1);
      ring.send(ring.file(pair.first()), buffer, 0, 1, 0, note, "");
      pair.first().close();
      try (Socket.Pair other = Socket.pair(SOCK.STREAM)) {
        Rings.until(ring, () -> results.size() == 1);
        assertThat(results.getFirst()).isNegative();
        assertThat(other.first().recv(ByteBuffer.allocate(1), MSG.DONTWAIT))
            .isEqualTo(Socket.AGAIN);
        assertThat(other.second().recv(ByteBuffer.allocate(1), MSG.DONTWAIT))
            .isEqualTo(Socket.AGAIN);
      }
    }
  }

  /** One thread closes what another receives from, thousands of times. */
  @Test
  void sockets_closedWhileTheyReceive_eachOperationEndsOnce() throws Exception {
    int count = 500;
    List<Socket.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pairs.add(Socket.pair(SOCK.STREAM));
    }
    int[] ends = new int[count];
    var all = new CountDownLatch(count);
    try (var loop =
        new Loop(ring -> {
          BufferRing buffers = ring.buffers(8, 16);
          for (int i = 0; i < count; i++) {
            ring.recv(
                ring.file(pairs.get(i).first()),
                buffers,
                0,
                (recv, index) -> {
                  if (recv.isLast()) {
                    ends[index]++;
                    all.countDown();
                  }
                },
                i);
          }
        })) {
      assertThat(loop.ring().isOpen()).isTrue(); // it has begun
      for (Socket.Pair pair : pairs) {
        pair.second().send(ByteBuffer.allocate(3));
        pair.first().close();
      }
      assertThat(all.await(1, TimeUnit.MINUTES)).isTrue();
      for (Socket.Pair pair : pairs) {
        assertThat(drained(pair.second())).isTrue();
        pair.close();
      }
    }
    assertThat(ends).containsOnly(1);
  }

  private static boolean drained(Socket socket) throws IOException {
    try {
      return socket.recv(ByteBuffer.allocate(8), 0, Blocked.DEADLINE) == Socket.EOF;
    } catch (org.llsocket.ErrnoException reset) { // there were bytes that were not received
      return reset.errno().equals(org.llsocket.Errno.ECONNRESET);
    }
  }

  @Test
  void registeredFile_closedByAnotherThread_endsItsOperations() throws IOException {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      var file = new CompletableFuture<RingFile>();
      var ended = new CompletableFuture<Integer>();
      try (var _ =
          new Loop(ring -> {
            RingFile registered = ring.register(pair.first());
            pair.first().close();
            ring.recv(
                registered, ring.buffers(2, 16), 0, (r, _) -> ended.complete(r.result()), null);
            file.complete(registered);
          })) {
        file.join().close();
        file.join().close();
        assertThat(ended.join()).isEqualTo(-RingCore.ECANCELED);
        assertThat(pair.second().recv(ByteBuffer.allocate(1), 0, Blocked.DEADLINE))
            .isEqualTo(Socket.EOF);
      }
    }
  }

  // ---- the ring

  @Test
  void ringClosed_withOperationsInFlight_eachEndsAndThePeersSeeTheEnd() throws IOException {
    List<Socket> peers = new ArrayList<>();
    Ring ring = Ring.open(Rings.SMALL);
    try (Socket listener = Loopback.listener(AF.INET)) {
      BufferRing buffers = ring.buffers(4, 16);
      ring.acceptDirect(
          ring.file(listener),
          (accept, _) -> {
            if (accept.acceptedFile() == null) {
              results.add(accept.result());
            } else {
              ring.recv(accept.acceptedFile(), buffers, 0, note, "");
            }
          },
          null);
      for (int i = 0; i < 20; i++) {
        Socket peer = Socket.open(AF.INET, SOCK.STREAM);
        peers.add(peer);
        peer.connect(listener.getsockname());
        int expected = i + 2;
        Rings.until(ring, () -> ring.inFlight() == expected);
      }
      ring.close();
      ring.close();
      assertThat(results).hasSize(21).containsOnly(-RingCore.ECANCELED);
      for (Socket peer : peers) {
        assertThat(peer.recv(ByteBuffer.allocate(1), 0, Blocked.DEADLINE)).isEqualTo(Socket.EOF);
        peer.close();
      }
    }
    assertThatThrownBy(ring::await).isInstanceOf(ClosedChannelException.class);
  }

  @Test
  void ringClosed_byItsHandler_endsAfterTheHandler() throws IOException {
    Ring ring = Ring.open(Rings.SMALL);
    ring.nop(
        (_, _) -> {
          ring.close();
          assertThat(ring.isOpen()).isFalse();
          results.add(0);
        },
        null);
    assertThat(ring.await()).isEqualTo(1);
    assertThat(results).containsExactly(0);
    assertThatThrownBy(ring::await).isInstanceOf(ClosedChannelException.class);
  }

  @Test
  void ringClosed_byAnotherThreadBetweenWaits_isClosedByTheNext() throws IOException {
    Ring ring = Ring.open(Rings.SMALL);
    RingBuffer buffer = ring.allocate(1);
    assertThat(Blocked.start(() -> closed(ring)).get()).isTrue();
    assertThat(ring.isOpen()).isFalse();
    assertThatThrownBy(ring::await).isInstanceOf(ClosedChannelException.class);
    assertThat(buffer.memory().scope().isAlive()).isFalse();
  }

  private static boolean closed(Ring ring) throws IOException {
    ring.close();
    return true;
  }

  @Test
  void ringClosed_afterItsThreadHasEnded_givesEverythingBack() throws IOException {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      var ring = new CompletableFuture<Ring>();
      Thread owner =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  Ring made = Ring.open(Rings.SMALL);
                  made.recv(made.file(pair.first()), made.buffers(1, 8), 0, note, "");
                  made.await(Duration.ZERO);
                  ring.complete(made);
                } catch (IOException e) {
                  ring.completeExceptionally(e);
                }
              });
      join(owner);
      ring.join().close();
      pair.first().close();
      assertThat(pair.second().recv(ByteBuffer.allocate(1), 0, Blocked.DEADLINE))
          .isEqualTo(Socket.EOF);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"forgotten", "forgotten-thread"})
  void ringForgotten_withAReceiveInFlight_givesEverythingBack(String what) {
    assertThat(ChildJvm.of(ForgottenProgram.class).arguments(what).output()).contains("given back");
  }

  // ---- wake-ups and interrupts

  @Test
  void wakeup_byAnotherThread_endsOneWait() throws IOException {
    try (Ring ring = Ring.open(Rings.SMALL)) {
      Blocked<Boolean> other =
          Blocked.start(() -> {
            Blocked.until("in io_uring_enter", RingCloseTest::inEnter);
            ring.wakeup();
            return true;
          });
      assertThat(ring.await()).isZero();
      assertThat(other.get()).isTrue();
      ring.wakeup();
      ring.wakeup();
      assertThat(ring.await()).isZero();
      assertThat(ring.await(Duration.ofMillis(10))).isZero();
    }
  }

  @Test
  void interrupt_ofAWait_keepsTheRingAndLosesNothing() throws IOException {
    try (Ring ring = Ring.open(Rings.SMALL)) {
      Thread.currentThread().interrupt();
      ring.nop(note, "");
      assertThatThrownBy(ring::await).isInstanceOf(InterruptedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(ring.isOpen()).isTrue();
      Rings.until(ring, () -> results.size() == 1);
      Thread here = Thread.currentThread();
      Blocked<Boolean> other =
          Blocked.start(() -> {
            Blocked.until("in io_uring_enter", RingCloseTest::inEnter);
            here.interrupt();
            return true;
          });
      assertThatThrownBy(ring::await).isInstanceOf(InterruptedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(other.get()).isTrue();
      ring.nop(note, "");
      Rings.until(ring, () -> results.size() == 2);
    }
  }

  @Test
  void interrupted_close_stillWaitsForTheEnd() throws IOException {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      Ring ring = Ring.open(Rings.SMALL);
      ring.recv(ring.file(pair.first()), ring.buffers(1, 8), 0, note, "");
      ring.await(Duration.ZERO);
      Thread.currentThread().interrupt();
      ring.close();
      assertThat(Thread.interrupted()).isTrue();
      assertThat(results).containsExactly(-RingCore.ECANCELED);
      assertThat(Objects.requireNonNull(pair.first()).isOpen()).isTrue();
    }
  }
}
