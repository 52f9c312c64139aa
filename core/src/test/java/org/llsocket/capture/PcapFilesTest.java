package org.llsocket.capture;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.llsocket.AF;
import org.llsocket.LeakCheck;
import org.llsocket.SOCK;
import org.llsocket.testing.Command;

/** Files that tcpdump reads and writes, and files that are none. */
@ExtendWith(LeakCheck.class)
class PcapFilesTest {
  private static final int INPUTS = Integer.getInteger("llsocket.inputs", 100_000);

  @TempDir Path folder;

  /** Captures frames from a veth pair into a file. */
  private Path capture(PacketRingSetup setup, byte[]... frames) throws Exception {
    Path path = folder.resolve("dump.pcap");
    try (Veth veth = Veth.create();
        PacketRing ring = veth.ring(setup);
        PcapWriter file = PcapWriter.open(path, ring.linkType(), setup.snaplen())) {
      for (byte[] frame : frames) {
        veth.send(frame);
      }
      int written = 0;
      while (written < frames.length) {
        try (PacketBlock block = Veth.next(ring)) {
          for (RingPacket packet = block.next(); packet != null; packet = block.next()) {
            file.write(packet);
            written++;
          }
        }
      }
    }
    return path;
  }

  private static String tcpdump(Path file, String... options) {
    CaptureTools.TCPDUMP.require();
    String all = String.join(" ", options);
    return Command.output(
        List.of("sh", "-c", "tcpdump -n " + all + " -r " + file + " 2> /dev/null"));
  }

  @Test
  void write_packetsOfARing_areWhatTcpdumpReads() throws Exception {
    byte[] tagged = Veth.tagged(Veth.udp(2, 9000, 80), 0xa007);
    Path file = capture(Veth.SETUP, Veth.udp(1, 100, 53), tagged, Veth.udp(3, 20, 443));
    List<String> lines = tcpdump(file, "-e", "-tt").lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .contains("02:00:00:00:00:01 > 02:00:00:00:00:02", "192.0.2.1.4000 > 192.0.2.2.53");
    assertThat(lines.get(1)).contains("802.1Q", "vlan 7, p 5", "192.0.2.2.80", "length 9046");
    assertThat(lines.get(2)).contains("192.0.2.2.443: UDP, length 20");
    try (PcapReader reader = PcapReader.open(file)) {
      assertThat(reader.linkType()).isEqualTo(LINKTYPE.ETHERNET);
      assertThat(reader.snaplen()).isEqualTo(PcapFilter.MAX_SNAPLEN);
      PcapPacket first = packet(reader);
      assertThat(first.data().toArray(JAVA_BYTE)).isEqualTo(Veth.udp(1, 100, 53));
      String seconds = first.timeNanos() / 1_000_000_000 + ".";
      assertThat(lines.get(0)).startsWith(seconds);
      assertThat(packet(reader).data().toArray(JAVA_BYTE)).isEqualTo(tagged);
      assertThat(packet(reader).capturedLength()).isEqualTo(62);
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void write_snaplenWithinTheVlanTag_cutsThere() throws Exception {
    for (int snaplen : new int[] {1, 12, 14, 16, 17}) {
      Path file = capture(Veth.SETUP.withSnaplen(snaplen), Veth.tagged(Veth.udp(2, 100, 80), 7));
      try (PcapReader reader = PcapReader.open(file)) {
        byte[] whole = Veth.tagged(Veth.udp(2, 100, 80), 7);
        PcapPacket packet = packet(reader);
        assertThat(packet.data().toArray(JAVA_BYTE)).isEqualTo(Arrays.copyOf(whole, snaplen));
        assertThat(packet.length()).isBetween(whole.length - 4L, (long) whole.length);
      }
    }
  }

  @Test
  void write_packetOfAllInterfaces_hasALinuxSll2Header() throws Exception {
    Path path = folder.resolve("any.pcap");
    try (Veth veth = Veth.create();
        PacketRing ring =
            PacketRing.of(
                veth.netns.open(AF.PACKET, SOCK.DGRAM), 0, Veth.SETUP.withOutgoing(false));
        PcapWriter file = PcapWriter.open(path, ring.linkType(), 1000)) {
      veth.send(Veth.udp(1, 100, 53));
      try (PacketBlock block = Veth.next(ring)) {
        file.write(Veth.packet(block));
      }
    }
    assertThat(tcpdump(path, "-e"))
        .contains("ifindex 21 02:00:00:00:00:01", "192.0.2.1.4000 > 192.0.2.2.53");
    try (PcapReader reader = PcapReader.open(path)) {
      BpfProgram udp = PcapFilter.parse("udp port 53").forFile(reader.linkType());
      PcapPacket packet = packet(reader);
      assertThat(udp.run(packet.data(), packet.length())).isPositive();
    }
  }

  /** tcpdump copies a file, with times in micro- and nanoseconds. */
  @Test
  void read_filesOfTcpdump_arePacketForPacketTheSame() throws Exception {
    Path file = capture(Veth.SETUP, Veth.udp(1, 100, 53), Veth.udp(2, 200, 53));
    for (String precision : List.of("micro", "nano")) {
      Path copy = folder.resolve(precision);
      String _ = tcpdump(file, "--time-stamp-precision=" + precision, "-w " + copy);
      try (PcapReader ours = PcapReader.open(file);
          PcapReader theirs = PcapReader.open(copy)) {
        for (PcapPacket packet = ours.next(); packet != null; packet = ours.next()) {
          PcapPacket same = packet(theirs);
          assertThat(same.data().mismatch(packet.data())).isEqualTo(-1);
          long unit = precision.equals("nano") ? 1 : 1000;
          assertThat(same.timeNanos()).isEqualTo(packet.timeNanos() / unit * unit);
          assertThat(same.length()).isEqualTo(packet.length());
        }
        assertThat(theirs.next()).isNull();
      }
    }
  }

  @Test
  void write_moreThanTheBuffer_isCompleteAfterAFlush() throws Exception {
    byte[] source = file(ByteOrder.BIG_ENDIAN, 200_000, 7);
    var out = new ByteArrayOutputStream();
    try (PcapReader reader = PcapReader.of(new ByteArrayInputStream(source));
        PcapWriter writer = PcapWriter.of(out, LINKTYPE.RAW, PcapFilter.MAX_SNAPLEN)) {
      for (PcapPacket packet = reader.next(); packet != null; packet = reader.next()) {
        writer.write(packet);
      }
      writer.flush();
      try (PcapReader copy = PcapReader.of(new ByteArrayInputStream(out.toByteArray()))) {
        assertThat(packet(copy).capturedLength()).isEqualTo(200_000);
        PcapPacket second = packet(copy);
        assertThat(second.data().get(JAVA_BYTE, 6)).isEqualTo((byte) 6);
        assertThat(second).hasToString("PcapPacket[7 bytes, 1970-01-01T00:00:01.000002Z]");
        assertThat(copy.next()).isNull();
      }
    }
  }

  /** The next packet of a file, which has one. */
  private static PcapPacket packet(PcapReader file) throws IOException {
    return Objects.requireNonNull(file.next());
  }

  // ---- bad files

  /** A file of packets of these lengths, with times in microseconds. */
  private static byte[] file(ByteOrder order, int... lengths) {
    int size = 24 + Arrays.stream(lengths).map(length -> 16 + length).sum();
    ByteBuffer file = ByteBuffer.allocate(size).order(order);
    file.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putLong(0);
    file.putInt(262_144).putInt(LINKTYPE.RAW);
    for (int length : lengths) {
      file.putInt(1).putInt(2).putInt(length).putInt(length);
      for (int i = 0; i < length; i++) {
        file.put((byte) i);
      }
    }
    return file.array();
  }

  /** Reads all packets. */
  private static int read(byte[] file) throws IOException {
    int packets = 0;
    try (PcapReader reader = PcapReader.of(new ByteArrayInputStream(file))) {
      for (PcapPacket packet = reader.next(); packet != null; packet = reader.next()) {
        assertThat(packet.capturedLength()).isLessThanOrEqualTo(PcapFilter.MAX_SNAPLEN);
        assertThat(packet.data().byteSize()).isEqualTo(packet.capturedLength());
        packets++;
      }
    }
    return packets;
  }

  @Test
  void next_randomChanges_throwTheDocumentedExceptionOrRead() throws Exception {
    var random = new Random(1);
    int refused = 0;
    for (int i = 0; i < INPUTS; i++) {
      byte[] file = file(i % 2 == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, 40, 0, 3, 60);
      for (int j = random.nextInt(4); j >= 0; j--) {
        file[random.nextInt(file.length)] = (byte) random.nextInt();
      }
      try {
        int _ = read(Arrays.copyOf(file, random.nextInt(file.length + 1)));
      } catch (CaptureFormatException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(INPUTS / 4, INPUTS - 1);
  }

  private static void assertRefused(byte[] file, String message) {
    assertThatExceptionOfType(CaptureFormatException.class)
        .isThrownBy(() -> read(file))
        .withMessageContaining(message);
  }

  @Test
  void open_fileThatIsNone_namesWhatIsWrong() throws Exception {
    byte[] good = file(ByteOrder.LITTLE_ENDIAN, 10, 20);
    assertThat(read(good)).isEqualTo(2);
    assertRefused(new byte[0], "not a pcap file: it begins with 0x00000000, not 0xa1b2c3d4");
    assertRefused("#!/bin/sh and more than that".getBytes(US_ASCII), "it begins with 0x23212f62");
    assertRefused(new byte[] {0x0a, 0x0d, 0x0d, 0x0a}, "pcapng, not pcap: convert it, by editcap");
    assertRefused(Arrays.copyOf(good, 10), "the file ends after 10 bytes, within its header of 24");
    assertRefused(Arrays.copyOf(good, 30), "packet 1, before byte 30 of the file: the file ends");
    assertRefused(Arrays.copyOf(good, 70), "packet 2, before byte 70 of the file: the file ends");
    byte[] version = good.clone();
    version[4] = 9;
    assertRefused(version, "version 9 of the format, not 2");
    byte[] length = good.clone();
    length[24 + 8 + 3] = 127;
    assertRefused(length, "captured bytes, more than 262144");
  }

  @Test
  void of_streamThatIsNone_closesIt() {
    var closed = new AtomicBoolean();
    InputStream in =
        new ByteArrayInputStream(new byte[4]) {
          @Override
          public void close() {
            closed.set(true);
          }
        };
    assertThatExceptionOfType(CaptureFormatException.class).isThrownBy(() -> PcapReader.of(in));
    assertThat(closed).isTrue();
  }

  @Test
  void open_badArguments_areRefusedBeforeTheFileIsMade() {
    Path path = folder.resolve("none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PcapWriter.open(path, LINKTYPE.RAW, 0))
        .withMessage("snaplen 0 is not 1–262144");
    assertThat(Files.exists(path)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PcapWriter.of(new ByteArrayOutputStream(), -1, 100))
        .withMessage("link type -1 is not 0–65535");
  }

  @Test
  void setup_valuesOutOfRange_areNamed() {
    PacketRingSetup setup = PacketRingSetup.DEFAULT;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> setup.withBlocks(4096, 4))
        .withMessage("block size 4096 is not a power of two from 65536 to 1073741824");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> setup.withBlocks(1 << 20, 1))
        .withMessage("blocks 1 is not 2–65536");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> setup.withBlockTimeout(Duration.ZERO))
        .withMessage("block timeout PT0S is not PT0.001S to PT1M");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> setup.withSnaplen(-1))
        .withMessage("snaplen -1 is not 1–262144");
    assertThat(setup.withBlocks(1 << 20, 3).blocks()).isEqualTo(3);
    assertThat(setup.blockSize()).isEqualTo(1 << 18);
    assertThat(setup.blockTimeout()).isEqualTo(Duration.ofMillis(20));
  }
}
