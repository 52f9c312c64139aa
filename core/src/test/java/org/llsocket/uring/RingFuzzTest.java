package org.llsocket.uring;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.llsocket.LeakCheck;
import org.llsocket.SOCK;
import org.llsocket.Socket;

/**
 * The memory that the kernel shares is not trusted: what a broken kernel could write there ends in
 * an exception or is ignored. Completions are written by the test into the queue of a real ring.
 */
@ExtendWith(LeakCheck.class)
class RingFuzzTest {
  private static final int ROUNDS = 3000;

  private final List<Integer> results = new ArrayList<>();

  @BeforeEach
  void require() {
    Rings.IO_URING.require();
  }

  /** Writes a completion where the kernel would write its next one. */
  private static void inject(Ring ring, long userData, int res, int flags) {
    RingQueues.Layout layout = ring.core().queues().layout();
    int tail = layout.rings().get(JAVA_INT, layout.cqTail());
    long at = layout.cqes() + (tail & (layout.cqEntries() - 1)) * 16L;
    layout.rings().set(JAVA_LONG, at, userData);
    layout.rings().set(JAVA_INT, at + 8, res);
    layout.rings().set(JAVA_INT, at + 12, flags);
    injectTail(ring, tail + 1);
  }

  private static void injectTail(Ring ring, int tail) {
    RingQueues.Layout layout = ring.core().queues().layout();
    layout.rings().set(JAVA_INT, layout.cqTail(), tail);
  }

  private void note(Operation operation, @Nullable Object attachment) {
    results.add(operation.result());
    RingBuffer buffer = operation.buffer();
    if (buffer != null) {
      assertThat(operation.result()).isLessThanOrEqualTo(buffer.size());
    }
  }

  /** The kernel goes on from its own tail, so the queue stays corrupt; all is given back anyway. */
  private static void closeCorrupt(Ring ring) throws IOException {
    try {
      ring.close();
    } catch (IllegalStateException e) {
      assertThat(e).hasMessageContaining("corrupt");
    }
    assertThat(ring.isOpen()).isFalse();
  }

  @Test
  void completions_ofNoOperation_areIgnored() throws IOException {
    Ring ring = Ring.open(Rings.SMALL);
    var random = new Random(1);
    ring.nop(this::note, null);
    Rings.until(ring, () -> results.size() == 1);
    for (int i = 0; i < ROUNDS; i++) {
      long id = ((random.nextLong() | (1L << 62)) & ~0xffff_ffffL) | (random.nextInt() & 0xff);
      inject(ring, id, random.nextInt(), random.nextInt());
      assertThat(ring.await(Duration.ZERO)).isZero();
    }
    for (int i = 0; i < ROUNDS; i++) { // commands, with an index of a file
      inject(ring, random.nextLong() | (1L << 31), random.nextInt(), 2);
      assertThat(ring.await(Duration.ZERO)).isZero();
    }
    assertThat(results).hasSize(1);
    closeCorrupt(ring);
  }

  @Test
  void completions_withBuffersThatCannotBe_throwOrAreWithinThem() throws IOException {
    var random = new Random(2);
    int corrupt = 0;
    Ring ring = Ring.open(Rings.SMALL);
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      BufferRing buffers = ring.buffers(4, 16);
      long id = ring.recv(ring.file(pair.first()), buffers, 0, this::note, null);
      ring.await(Duration.ZERO);
      for (int i = 0; i < ROUNDS; i++) {
        int buffer = random.nextInt(8) << 16;
        inject(ring, id, 1 + random.nextInt(32), buffer | 3);
        try {
          ring.await(Duration.ZERO);
        } catch (IllegalStateException e) {
          assertThat(e).hasMessageContaining("corrupt");
          corrupt++;
        }
      }
      assertThat(corrupt).isBetween(ROUNDS / 2, ROUNDS - 1);
      assertThat(results).hasSize(ROUNDS - corrupt).allMatch(n -> n <= 16);
      assertThat(buffers.lent()).isZero();
      closeCorrupt(ring);
    }
  }

  @Test
  void queues_countsThatCannotBe_throw() throws IOException {
    var random = new Random(3);
    for (int i = 0; i < 50; i++) {
      Ring ring = Ring.open(Rings.SMALL.withFiles(0));
      injectTail(ring, random.nextInt());
      try {
        assertThat(ring.core().queues().ready()).isBetween(0, 16);
      } catch (IllegalStateException e) {
        assertThat(e).hasMessageContaining("corrupt");
      }
      closeCorrupt(ring);
    }
  }
}
