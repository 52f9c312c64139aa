package org.llsocket.uring;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
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
  private static final int INPUTS = Integer.getInteger("llsocket.inputs", 100_000);

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

  /** Everything that the kernel writes is random, or nearly right. */
  @Test
  void completions_aMillionRandomOnes_throwWhatIsDocumentedOrAreWithinBuffers() throws IOException {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      var random = new Random(4);
      int rings = 0;
      var fuzz = new Fuzz(pair.first(), random);
      while (fuzz.inputs < INPUTS) {
        fuzz.run();
        rings++;
      }
      assertThat(rings).isGreaterThan(9);
      assertThat(fuzz.delivered).isGreaterThan(INPUTS / 100);
      assertThat(fuzz.corrupt).isGreaterThan(INPUTS / 100);
      assertThat(fuzz.sum).isZero(); // of memory that was never written
    }
  }

  /** A ring into whose queue random completions are written, until its counts are wrong too. */
  private static final class Fuzz {
    private static final int[] RESULTS = {0, 1, 15, 16, 17, 64, 65_535, -1, -4, -9, -105, -125};
    private static final int[] FLAGS = {0, 1, 2, 3, 8, 10, 1 << 16, (1 << 16) | 3, (3 << 16) | 1};
    private final Socket socket;
    private final Random random;
    int inputs;
    int delivered;
    int corrupt;
    long sum;

    Fuzz(Socket socket, Random random) {
      this.socket = socket;
      this.random = random;
    }

    void run() throws IOException {
      Ring ring = Ring.open(Rings.SMALL);
      BufferRing buffers = ring.buffers(4, 16);
      RingFile file = ring.file(socket);
      List<RingBuffer> kept = new ArrayList<>();
      Ring.Handler<Object> handler =
          (operation, _) -> {
            delivered++;
            RingBuffer buffer = operation.buffer();
            if (buffer != null) {
              sum += sum(buffer, operation.result());
              if (random.nextInt(8) == 0) {
                buffer.retain();
                kept.add(buffer);
              }
            }
          };
      long[] ids = new long[3];
      for (int i = 0; i < 2000 && inputs < INPUTS; i++) {
        if (ring.inFlight() < ids.length) {
          ids[random.nextInt(ids.length)] = ring.recv(file, buffers, 0, handler, "");
        }
        if (kept.size() > 2) {
          kept.removeFirst().release();
        }
        int count = 1 + random.nextInt(8);
        for (int n = 0; n < count; n++, inputs++) {
          inject(ring, userData(ids), result(), flags());
        }
        for (int left = count; left > 0; left--) { // an exception ends one wait
          try {
            ring.await(Duration.ZERO);
          } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("corrupt");
            corrupt++;
          }
        }
        assertThat(buffers.lent()).isBetween(0, 4);
      }
      injectTail(ring, random.nextInt());
      kept.forEach(RingBuffer::release);
      closeCorrupt(ring);
    }

    private static long sum(RingBuffer buffer, int length) {
      long sum = 0;
      for (int i = 0; i < length; i++) {
        sum += buffer.memory().get(JAVA_BYTE, i);
      }
      return sum;
    }

    private long userData(long[] ids) {
      return switch (random.nextInt(8)) {
        case 0 -> random.nextLong();
        case 1 -> random.nextInt(64); // a slot, of an early generation
        case 2 -> ((long) random.nextInt() << 32) | (-(1 + random.nextInt(6)) & 0xffff_ffffL);
        default -> ids[random.nextInt(ids.length)];
      };
    }

    private int result() {
      return random.nextInt(16) == 0 ? random.nextInt() : RESULTS[random.nextInt(RESULTS.length)];
    }

    /** Mostly with IORING_CQE_F_MORE: what has ended has to be begun again. */
    private int flags() {
      int flags = random.nextInt(16) == 0 ? random.nextInt() : FLAGS[random.nextInt(FLAGS.length)];
      return random.nextInt(32) == 0 ? flags : flags | 2;
    }
  }

  /** The positions of both queues: any number, at any time. */
  @Test
  void positions_anyNumbers_areRefusedOrWithinTheQueues() throws IOException {
    var random = new Random(5);
    for (int i = 0; i < 30; i++) {
      Ring ring = Ring.open(Rings.SMALL.withFiles(0));
      RingQueues.Layout layout = ring.core().queues().layout();
      int[] places = {layout.sqHead(), layout.sqTail(), layout.sqFlags(), layout.cqHead()};
      int refused = 0;
      for (int n = 0; n < 1000; n++) {
        int place = places[random.nextInt(places.length)];
        int before = layout.rings().get(JAVA_INT, place);
        layout.rings().set(JAVA_INT, place, before + random.nextInt(-40, 40));
        try {
          assertThat(ring.core().queues().space()).isBetween(0, 16);
          assertThat(ring.core().queues().ready()).isBetween(0, 16);
        } catch (IllegalStateException e) {
          assertThat(e).hasMessageContaining("corrupt");
          refused++;
        }
        layout.rings().set(JAVA_INT, place, before);
      }
      assertThat(refused).isPositive();
      ring.nop(this::note, null);
      Rings.until(ring, () -> !results.isEmpty());
      results.clear();
      ring.close();
    }
  }
}
