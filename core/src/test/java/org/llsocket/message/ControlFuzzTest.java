package org.llsocket.message;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.llsocket.internal.lifecycle.SingleUse;
import org.llsocket.internal.platform.Platform;

/**
 * The reader over random bytes, a million buffers: it ends, and throws nothing. Each buffer is the
 * end of a segment that reaches no further, so that a read behind it is one that the segment
 * refuses.
 */
class ControlFuzzTest {
  private static final int BUFFERS = 1000;
  private static final int LARGEST = 300;

  /** Levels, types and lengths that mean something, among others. */
  private static final int[] KNOWN = {
    0, 1, 2, 3, 6, 7, 8, 11, 12, 17, 20, 25, 29, 35, 36, 37, 40, 41, 50, 52, 54, 58, 61, 67, 74, 81,
    84, 103, 104, 4, 5, 10, 16, 18, 23, 62, 77, 101, 107, 132, 263, 270, 274, 279, 282, 287
  };

  private static final int SOL_SOCKET = Platform.number("SOL_SOCKET");
  private static final int SCM_RIGHTS = Platform.number("SCM_RIGHTS");
  private static final int SCM_PIDFD = Platform.number("SCM_PIDFD");

  private final MemorySegment memory = Arena.ofAuto().allocate(LARGEST, 8);
  private final SingleUse owner = new SingleUse("the fuzzed data", () -> {});

  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void read_anyBytes_endsWithoutAnException(@ForAll long seed) {
    var random = new Random(seed);
    var bytes = new byte[LARGEST];
    for (int i = 0; i < BUFFERS; i++) {
      random.nextBytes(bytes);
      int size = random.nextInt(LARGEST + 1);
      MemorySegment buffer = memory.asSlice(LARGEST - size);
      MemorySegment.copy(bytes, 0, buffer, JAVA_BYTE, 0, size);
      if (i % 4 != 0) {
        structure(buffer, random);
      }
      read(buffer, random.nextInt(size + 17) - 8);
    }
  }

  /** Plausible headers, one after the other. */
  private static void structure(MemorySegment buffer, Random random) {
    long at = 0;
    while (at + 16 <= buffer.byteSize()) {
      long length = length(random, buffer.byteSize() - at);
      buffer.set(JAVA_LONG_UNALIGNED, at, length);
      buffer.set(JAVA_INT_UNALIGNED, at + 8, KNOWN[random.nextInt(KNOWN.length)]);
      buffer.set(JAVA_INT_UNALIGNED, at + 12, KNOWN[random.nextInt(KNOWN.length)]);
      if (length < 16 || length > 1000) {
        return;
      }
      at += (length + 7) & -8L;
    }
  }

  private static long length(Random random, long left) {
    return switch (random.nextInt(12)) {
      case 0 -> random.nextLong();
      case 1 -> Long.MAX_VALUE - (long) random.nextInt(20);
      case 2 -> Integer.MAX_VALUE - 20L + random.nextInt(40);
      case 3 -> -(long) random.nextInt(40);
      case 4 -> left + random.nextInt(40) - 20L;
      default -> 16L + random.nextInt(50);
    };
  }

  private void read(MemorySegment buffer, int kernelLength) {
    withoutDescriptors(buffer);
    var control = new Control(buffer, owner);
    control.received(kernelLength);
    control.descriptors.own();
    long sum = control.rxqOvfl() + control.mark() + control.timestampNanos();
    sum += control.ttl() ^ control.hoplimit() ^ control.tos() ^ control.tclass();
    sum += control.dscp() ^ control.ecn() ^ control.gro() ^ control.pktinfoIfindex();
    int steps = 0;
    for (int at = control.first(); at >= 0; at = control.next(at)) {
      sum += control.level(at) ^ control.type(at) ^ control.data(at).byteSize();
      steps++;
    }
    for (ControlMessage message : control) {
      sum += message.hashCode() ^ message.toString().length();
      steps--;
    }
    if (steps != 0 || control.get(Rights.class) != null) {
      throw new AssertionError(steps + " messages differ, " + sum);
    }
    control.empty();
  }

  /** Replaces fds: they would get an owner, and be closed. */
  private static void withoutDescriptors(MemorySegment buffer) {
    for (long at = 0; at + 16 <= buffer.byteSize(); at++) {
      int type = buffer.get(JAVA_INT_UNALIGNED, at + 12);
      if (buffer.get(JAVA_INT_UNALIGNED, at + 8) == SOL_SOCKET
          && (type == SCM_RIGHTS || type == SCM_PIDFD)) {
        buffer.set(JAVA_INT_UNALIGNED, at + 12, 0x7777);
      }
    }
  }
}
