package org.llsocket.uring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.llsocket.Pipe;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.poll.Poll;
import org.llsocket.testing.Blocked;

/**
 * Cancellations reach operations wherever they are: in the kernel, behind another one that they are
 * linked to, without a buffer, or not submitted yet.
 */
class RingCancelTest extends WithRing {
  // ---- linked operations

  /** The kernel starts the second one only when the first has ended, so a cancel misses it. */
  @Test
  void ringClosed_aHardlinkedReceiveBehindAnother_endsBoth() throws IOException {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      RingFile file = ring.file(pair.first());
      ring.recv(file, ring.allocate(8), 0, 8, 0, note, "");
      ring.hardlink();
      ring.recv(file, ring.allocate(8), 0, 8, 0, note, "");
      assertThat(ring.await(Duration.ZERO)).isZero();
      ring.close();
      assertThat(results).containsExactly(-RingCore.ECANCELED, -RingCore.ECANCELED);
    }
  }

  @Test
  void cancel_aLinkedOperationThatHasNotBegun_endsItWhenItBegins() throws IOException {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      RingFile file = ring.file(pair.first());
      ring.recv(file, ring.allocate(8), 0, 8, 0, note, "");
      ring.link();
      long second = ring.recv(file, ring.allocate(8), 0, 8, 0, note, "");
      assertThat(ring.await(Duration.ZERO)).isZero();
      ring.cancel(second);
      assertThat(ring.await(Duration.ZERO)).isZero();
      pair.second().send(ByteBuffer.allocate(8));
      Rings.until(ring, () -> results.size() == 2);
      assertThat(results).containsExactly(8, -RingCore.ECANCELED);
    }
  }

  /** What the ring submits for itself does not become part of the chain. */
  @Test
  void link_withoutASuccessor_keepsWakeupsAndCancellations() throws IOException {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      long id = ring.recv(ring.file(pair.first()), ring.allocate(8), 0, 8, 0, note, "");
      ring.link();
      Blocked<Boolean> other =
          Blocked.start(() -> {
            Blocked.until("in io_uring_enter", RingCloseTest::inEnter);
            ring.wakeup();
            return true;
          });
      assertThat(ring.await(Duration.ofSeconds(20))).isZero();
      assertThat(other.get()).isTrue();
      ring.cancel(id);
      Rings.until(ring, () -> results.size() == 1);
      assertThat(results).containsExactly(-RingCore.ECANCELED);
    }
  }

  @Test
  void cancel_betweenLinkedOperations_leavesTheChain() throws IOException {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
        Pipe pipe = Pipe.open()) {
      long poll = ring.poll(ring.file(pipe.reader()), Poll.IN, note, "");
      assertThat(ring.await(Duration.ZERO)).isZero();
      ring.recv(ring.file(pair.first()), ring.allocate(8), 0, 8, 0, note, "");
      ring.link();
      ring.cancel(poll);
      ring.linkTimeout(Duration.ofMillis(5), (timeout, _) -> results.add(1), null);
      Rings.until(ring, () -> results.size() == 3);
      assertThat(results).contains(1).filteredOn(n -> n == -RingCore.ECANCELED).hasSize(2);
    }
  }

  // ---- other states

  @Test
  void cancel_beforeTheSubmission_endsTheOperation() throws IOException {
    try (Pipe pipe = Pipe.open()) {
      ring.cancel(ring.poll(ring.file(pipe.reader()), Poll.IN, note, ""));
      Rings.until(ring, () -> !results.isEmpty());
      assertThat(results).containsExactly(-RingCore.ECANCELED);
    }
  }

  /** The kernel has ended the receive for lack of a buffer, and the handler before cancels it. */
  @Test
  void cancel_aReceiveThatHasJustFoundNoBuffer_isACancellation() throws IOException {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      BufferRing buffers = ring.buffers(1, 4);
      long[] id = new long[1];
      id[0] =
          ring.recv(
              ring.file(pair.first()),
              buffers,
              0,
              (recv, _) -> {
                results.add(recv.result());
                if (recv.result() > 0) {
                  ring.cancel(id[0]);
                }
              },
              null);
      pair.second().send(ByteBuffer.allocate(12));
      Rings.until(ring, () -> ring.inFlight() == 0);
      assertThat(results).containsExactly(4, -RingCore.ECANCELED);
    }
  }

  @Test
  void cancel_aSplice_ofAnEmptyPipe_endsIt() throws IOException {
    try (Pipe from = Pipe.open();
        Pipe to = Pipe.open()) {
      long id =
          ring.splice(ring.file(from.reader()), -1, ring.file(to.writer()), -1, 10, 0, note, "");
      assertThat(ring.await(Duration.ofMillis(20))).isZero();
      ring.cancel(id);
      Rings.until(ring, () -> !results.isEmpty());
      assertThat(results).containsExactly(-RingCore.ECANCELED);
    }
  }

  @Test
  void fileClosed_theSourceOfASplice_endsIt() throws IOException {
    try (Pipe from = Pipe.open();
        Pipe to = Pipe.open()) {
      ring.splice(ring.file(from.reader()), -1, ring.file(to.writer()), -1, 10, 0, note, "");
      assertThat(ring.await(Duration.ofMillis(20))).isZero();
      from.reader().close();
      Rings.until(ring, () -> !results.isEmpty());
      assertThat(results).containsExactly(-RingCore.ECANCELED);
    }
  }

  @Test
  void fileClosed_readOfAPipe_endsIt() throws IOException {
    try (Pipe from = Pipe.open()) {
      ring.read(ring.file(from.reader()), ring.allocate(8), 0, 8, -1, note, "");
      assertThat(ring.await(Duration.ofMillis(20))).isZero();
      from.reader().close();
      Rings.until(ring, () -> !results.isEmpty());
      assertThat(results).containsExactly(-RingCore.ECANCELED);
    }
  }
}
