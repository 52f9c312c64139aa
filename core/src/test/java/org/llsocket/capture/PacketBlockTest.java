package org.llsocket.capture;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a broken kernel could write in a block ends in the documented exception. */
class PacketBlockTest {
  private static final int SIZE = 4096;
  private static final int NUM_PKTS = 12;
  private static final int FIRST = 16;
  private static final int INPUTS = Integer.getInteger("llsocket.inputs", 200_000);

  /** Reads all of a block; the JVM checks each access, so a read outside would throw. */
  private static boolean reads(MemorySegment image) {
    Arena arena = Arena.ofConfined();
    try (var block = new PacketBlock(image, arena, () -> {})) {
      long packets = 0;
      for (RingPacket packet = block.next(); packet != null; packet = block.next()) {
        packets++;
        MemorySegment data = packet.data();
        int length = packet.capturedLength();
        assertThat(length == data.byteSize() && packet.offset() + length <= SIZE).isTrue();
        if (length > 0) {
          byte _ = data.get(JAVA_BYTE, length - 1);
        }
        long _ = packet.timeNanos() + packet.vlanTci() + packet.vlanTpid() + packet.rxhash();
        if ((packets & 7) == 0) {
          assertThat(packet.addr().addr().length).isLessThanOrEqualTo(8);
          assertThat(packet.toString()).isNotEmpty();
        }
      }
      assertThat(packets).isEqualTo(block.count()).isLessThanOrEqualTo(SIZE / 68);
      return true;
    } catch (CaptureFormatException e) {
      return false;
    }
  }

  @Test
  void next_randomHeaders_throwsTheDocumentedExceptionOrStaysWithin() {
    var random = new SplittableRandom(1);
    MemorySegment image = MemorySegment.ofArray(new long[SIZE / Long.BYTES]);
    int read = 0;
    for (int i = 0; i < INPUTS; i++) {
      int count = random.nextInt(6);
      image.set(JAVA_INT, NUM_PKTS, random.nextInt(50) == 0 ? random.nextInt() : count);
      int at = random.nextInt(20) == 0 ? random.nextInt() : 48 + random.nextInt(200);
      image.set(JAVA_INT, FIRST, at);
      for (int j = 0; j <= count && at >= 0 && at <= SIZE - 68; j++) {
        int next = random.nextInt(20) == 0 ? random.nextInt() : random.nextInt(1200);
        write(image, at, next, random);
        at = next > 0 ? at + next : -1;
      }
      read += reads(image) ? 1 : 0;
    }
    assertThat(read).isBetween(INPUTS / 20, INPUTS - INPUTS / 20);
  }

  private static void write(MemorySegment image, int at, int next, SplittableRandom random) {
    MemorySegment header = image.asSlice(at, 68);
    header.set(JAVA_INT.withByteAlignment(1), 0, next);
    header.set(JAVA_INT.withByteAlignment(1), 4, random.nextInt());
    header.set(JAVA_INT.withByteAlignment(1), 8, random.nextInt());
    int snaplen = random.nextInt(10) == 0 ? random.nextInt() : random.nextInt(2000);
    header.set(JAVA_INT.withByteAlignment(1), 12, snaplen);
    header.set(JAVA_INT.withByteAlignment(1), 20, random.nextInt());
    int mac = random.nextInt(10) == 0 ? random.nextInt(1 << 16) : 68 + random.nextInt(32);
    header.set(JAVA_INT.withByteAlignment(1), 24, mac);
    header.set(JAVA_INT.withByteAlignment(1), 56, random.nextInt());
  }

  @Test
  void next_offsetsOutside_nameThePacketAndThePlace() {
    MemorySegment image = MemorySegment.ofArray(new long[SIZE / Long.BYTES]);
    image.set(JAVA_INT, NUM_PKTS, 2);
    image.set(JAVA_INT, FIRST, -1);
    assertThatExceptionOfType(CaptureFormatException.class)
        .isThrownBy(() -> new PacketBlock(image, Arena.ofConfined(), () -> {}).next())
        .withMessage("packet 1 of 2 in a block of 4096 bytes: a packet at 4294967295");
    image.set(JAVA_INT, FIRST, 48);
    image.set(JAVA_INT, 48 + 24, 20);
    assertThatExceptionOfType(CaptureFormatException.class)
        .isThrownBy(() -> new PacketBlock(image, Arena.ofConfined(), () -> {}).next())
        .withMessageEndingWith("0 bytes at offset 20 of the packet at 48");
    image.set(JAVA_INT, 48 + 24, 68);
    var block = new PacketBlock(image, Arena.ofConfined(), () -> {});
    assertThatExceptionOfType(CaptureFormatException.class)
        .isThrownBy(() -> {
          RingPacket _ = block.next();
          RingPacket _ = block.next();
        })
        .withMessageEndingWith("the next packet 0 bytes behind that at 48");
  }
}
