package org.llsocket.capture;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.AF;
import org.llsocket.ARPHRD;
import org.llsocket.ETH;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.LeakCheck;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.option.PACKET;
import org.llsocket.option.PacketFanout;
import org.llsocket.option.PacketStats;
import org.llsocket.testing.Allocations;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Capability;
import org.llsocket.testing.Libc;

/** Rings on the end of a veth pair, in a namespace of the test. */
@ExtendWith(LeakCheck.class)
class PacketRingTest {
  private static final int PAYLOAD = 42; // where it begins in a frame
  private static final ValueLayout.OfInt BIG = JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private Veth veth;

  @BeforeEach
  void create() throws IOException {
    veth = Veth.create();
  }

  @AfterEach
  void close() throws IOException {
    if (veth != null) {
      veth.close();
    }
  }

  /** Takes packets until there are {@code count}. */
  private static void take(PacketRing ring, int count, Consumer<RingPacket> each)
      throws IOException {
    int taken = 0;
    while (taken < count) {
      try (PacketBlock block = Veth.next(ring)) {
        for (RingPacket packet = block.next(); packet != null; packet = block.next()) {
          each.accept(packet);
          taken++;
        }
      }
    }
    assertThat(taken).isEqualTo(count);
  }

  private static int number(RingPacket packet) {
    return packet.memory().get(BIG, packet.offset() + PAYLOAD);
  }

  // ---- packets

  @Test
  void next_frames_haveTheirBytesTimeAndAddress() throws Exception {
    byte[] frame = Veth.udp(7, 100, 53);
    try (PacketRing ring = veth.ring(Veth.SETUP)) {
      Instant before = Instant.now();
      veth.send(frame);
      take(
          ring,
          1,
          packet -> {
            assertThat(packet.data().toArray(JAVA_BYTE)).isEqualTo(frame);
            assertThat(packet.data().isReadOnly()).isTrue();
            assertThat(packet.length()).isEqualTo(frame.length);
            assertThat(packet.capturedLength()).isEqualTo(frame.length);
            assertThat(packet.time()).isBetween(before, Instant.now());
            assertThat(packet.protocol()).isEqualTo(ETH.P_IP);
            assertThat(packet.ifindex()).isEqualTo(Veth.RECEIVER);
            assertThat(packet.hatype()).isEqualTo(ARPHRD.ETHER);
            assertThat(packet.pkttype()).isEqualTo(PACKET.OTHERHOST);
            assertThat(packet.addr().addr()).containsExactly(2, 0, 0, 0, 0, 1);
            assertThat(packet.status() & TP.STATUS_USER).isNotZero();
            assertThat(packet.hasVlan()).isFalse();
            assertThat(packet)
                .hasToString("RingPacket[142 bytes, interface 21, " + packet.time() + "]");
          });
      assertThat(ring.stats()).isEqualTo(new PacketStats(1, 0));
      assertThat(ring.linkType()).isEqualTo(LINKTYPE.ETHERNET);
      assertThat(ring).hasToString("PacketRing[LINKTYPE_ETHERNET, 4 blocks of 65536 bytes]");
    }
  }

  @Test
  void next_moreFramesThanTheRingHolds_allInOrder() throws Exception {
    try (PacketRing ring = veth.ring(Veth.SETUP)) {
      int[] expected = {0};
      long[] sequence = {0};
      for (int round = 0; round < 30; round++) {
        for (int i = 0; i < 100; i++) {
          veth.send(Veth.udp(100 * round + i, 900, 53));
        }
        take(ring, 100, packet -> assertThat(number(packet)).isEqualTo(expected[0]++));
      }
      veth.send(Veth.udp(0, 100, 53));
      try (PacketBlock block = Veth.next(ring)) {
        sequence[0] = block.sequence();
        assertThat(block.count()).isOne();
        assertThat(block.isLosing()).isFalse();
        assertThat(block).hasToString("PacketBlock[1 packets]");
      }
      assertThat(sequence[0]).isGreaterThan(45); // 3 MB in blocks of 64 KiB
      assertThat(ring.stats()).isEqualTo(new PacketStats(3001, 0));
    }
  }

  @Test
  void next_filterAndSnaplen_selectAndCutInTheKernel() throws Exception {
    PcapFilter filter = PcapFilter.parse("udp port 53 and not greater 500");
    try (PacketRing ring = veth.ring(Veth.SETUP.withFilter(filter).withSnaplen(60))) {
      for (int i = 0; i < 20; i++) {
        veth.send(Veth.udp(i, i == 7 ? 600 : 200, i % 2 == 1 ? 53 : 80));
      }
      List<Integer> numbers = new ArrayList<>();
      take(
          ring,
          9,
          packet -> {
            numbers.add(number(packet));
            assertThat(packet.capturedLength()).isEqualTo(60);
            assertThat(packet.length()).isEqualTo(242);
          });
      assertThat(numbers).containsExactly(1, 3, 5, 9, 11, 13, 15, 17, 19);
      assertThat(ring.stats()).isEqualTo(new PacketStats(9, 0));
    }
  }

  @Test
  void next_vlanTag_isBesideThePacketAndFiltersSeeIt() throws Exception {
    PcapFilter filter = PcapFilter.parse("vlan 5 and udp port 53");
    try (PacketRing ring = veth.ring(Veth.SETUP.withFilter(filter))) {
      byte[] frame = Veth.udp(1, 100, 53);
      veth.send(frame);
      veth.send(Veth.tagged(frame, 6));
      veth.send(Veth.tagged(Veth.udp(1, 100, 80), 5));
      veth.send(Veth.tagged(frame, 0x6005));
      take(
          ring,
          1,
          packet -> {
            assertThat(packet.hasVlan()).isTrue();
            assertThat(packet.vlanTci()).isEqualTo(0x6005);
            assertThat(packet.vlanTpid()).isEqualTo(0x8100);
            assertThat(packet.data().toArray(JAVA_BYTE)).isEqualTo(frame);
          });
      assertThat(ring.stats().packets()).isOne();
    }
  }

  @Test
  void next_allInterfaces_packetsBeginWithTheNetworkHeader() throws Exception {
    var setup = Veth.SETUP.withFilter(PcapFilter.parse("udp dst port 53")).withOutgoing(false);
    Socket socket = veth.netns.open(AF.PACKET, SOCK.DGRAM);
    try (PacketRing ring = PacketRing.of(socket, 0, setup)) {
      assertThat(ring.linkType()).isEqualTo(LINKTYPE.LINUX_SLL2);
      veth.send(Veth.udp(1, 10, 80));
      veth.send(Veth.udp(1, 10, 53));
      take(
          ring,
          1,
          packet -> {
            assertThat(packet.length()).isEqualTo(38);
            assertThat(packet.data().get(JAVA_BYTE, 0)).isEqualTo((byte) 0x45);
            assertThat(packet.ifindex()).isEqualTo(Veth.RECEIVER);
          });
    }
  }

  /** The kernel and the interpreter give the same verdict on the same program and packet. */
  @Test
  void next_randomFramesAndFilters_theKernelDecidesAsRunDoes() throws Exception {
    var random = new RandomFrames(3);
    for (int i = 0; i < 12; i++) {
      String expression = random.expression(3);
      BpfProgram program = PcapFilter.parse(expression).forFile(LINKTYPE.ETHERNET);
      int expected = 0;
      try (PacketRing ring = veth.ring(Veth.SETUP.withProgram(program))) {
        for (int j = 0; j < 150; j++) {
          byte[] frame = random.next();
          boolean tagged = frame[12] == (byte) 0x81 || frame[12] == (byte) 0x88; // taken away
          if (!tagged || frame[13] == (byte) 0xcc) {
            veth.send(frame);
            expected += program.run(MemorySegment.ofArray(frame), frame.length) > 0 ? 1 : 0;
          }
        }
        assertThat(ring.stats().packets()).as(expression).isEqualTo(expected);
      }
    }
  }

  // ---- lending

  @Test
  void block_closed_isNoLongerReadable() throws Exception {
    try (PacketRing ring = veth.ring(Veth.SETUP)) {
      veth.send(Veth.udp(1, 100, 53));
      PacketBlock block = Veth.next(ring);
      RingPacket packet = Veth.packet(block);
      MemorySegment data = packet.data();
      assertThat(data.get(JAVA_BYTE, 0)).isEqualTo((byte) 2);
      block.close();
      block.close();
      assertThatIllegalStateException().isThrownBy(() -> data.get(JAVA_BYTE, 0));
      assertThatIllegalStateException().isThrownBy(packet::length);
      assertThatIllegalStateException().isThrownBy(block::sequence);
      assertThat(ring.next(Duration.ZERO)).isNull(); // the kernel has it, once
    }
  }

  @Test
  void block_ofAnotherThread_isNotReadable() throws Exception {
    try (PacketRing ring = veth.ring(Veth.SETUP)) {
      veth.send(Veth.udp(1, 100, 53));
      try (PacketBlock block = Veth.next(ring)) {
        RingPacket packet = Veth.packet(block);
        var task = new FutureTask<>(packet::length);
        Thread.ofPlatform().start(task);
        assertThatExceptionOfType(ExecutionException.class)
            .isThrownBy(task::get)
            .withCauseInstanceOf(WrongThreadException.class);
        var closing = new FutureTask<Void>(block::close, null);
        Thread.ofPlatform().start(closing);
        assertThatExceptionOfType(ExecutionException.class)
            .isThrownBy(closing::get)
            .withCauseInstanceOf(WrongThreadException.class);
        assertThat(packet.length()).isEqualTo(142);
      }
    }
  }

  @Test
  void close_blockLent_staysReadableUntilItIsGivenBack() throws Exception {
    PacketRing ring = veth.ring(Veth.SETUP);
    veth.send(Veth.udp(1, 100, 53));
    PacketBlock block = Veth.next(ring);
    RingPacket packet = Veth.packet(block);
    ring.close();
    ring.close();
    assertThat(packet.data().toArray(JAVA_BYTE)).hasSize(142);
    assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(ring::next);
    assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(ring::stats);
    block.close();
    assertThatIllegalStateException().isThrownBy(packet::length);
    assertThatExceptionOfType(ClosedChannelException.class)
        .isThrownBy(() -> ring.next(Duration.ZERO));
  }

  @Test
  void next_severalBlocksLent_areDifferentAndGivenBackInAnyOrder() throws Exception {
    try (PacketRing ring = veth.ring(Veth.SETUP)) {
      for (int round = 0; round < 3; round++) {
        List<PacketBlock> blocks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          veth.send(Veth.udp(i, 100, 53));
          blocks.add(Veth.next(ring));
        }
        for (int i = 0; i < 4; i++) {
          assertThat(number(Veth.packet(blocks.get(i)))).isEqualTo(i);
        }
        assertThatIllegalStateException()
            .isThrownBy(() -> ring.next(Duration.ZERO))
            .withMessage("block 0, the next one, is still lent to this thread: give it back first");
        for (int i : new int[] {2, 0, 3, 1}) {
          blocks.get(i).close();
        }
      }
    }
  }

  @Test
  void stats_blocksNotTaken_countsWhatWasDropped() throws Exception {
    try (PacketRing ring = veth.ring(Veth.SETUP)) {
      for (int i = 0; i < 1000; i++) {
        veth.send(Veth.udp(i, 1000, 53));
      }
      PacketStats stats = ring.stats();
      assertThat(stats.packets()).isEqualTo(1000);
      assertThat(stats.drops()).isBetween(500L, 999L);
      take(ring, (int) (1000 - stats.drops()), packet -> {});
      assertThat(ring.stats()).isEqualTo(stats); // added up, though the kernel resets its own
      assertThat(ring.next(Duration.ZERO)).isNull();
    }
  }

  @Test
  void next_packets_allocateNothing() throws Exception {
    try (PacketRing ring = veth.ring(Veth.SETUP)) {
      veth.namespace.run("ip link set here mtu 1500");
      for (int i = 0; i < 50; i++) {
        veth.send(Veth.udp(i, 100, 53));
      }
      try (PacketBlock block = Veth.next(ring)) {
        RingPacket packet = Veth.packet(block);
        long at = packet.header();
        Allocations.assertNone(() -> {
          packet.moveTo(at);
          if (packet.length() + packet.timeNanos() + packet.ifindex() + number(packet) == 0) {
            throw new AssertionError();
          }
        });
      }
    }
  }

  // ---- waiting

  @Test
  void next_noPacketWithinTheTimeout_returnsNull() throws Exception {
    try (PacketRing ring = veth.ring(Veth.SETUP)) {
      assertThat(ring.next(Duration.ofMillis(5))).isNull();
      assertThat(ring.next(Duration.ZERO)).isNull();
      assertThatIllegalArgumentException().isThrownBy(() -> ring.next(Duration.ofMillis(-1)));
    }
  }

  /** poll(2) reports the block before, which is lent, so the ring looks by itself. */
  @Test
  void next_blockBeforeStillLent_waitsForTheNextOne() throws Exception {
    try (PacketRing ring = veth.ring(Veth.SETUP)) {
      veth.send(Veth.udp(1, 100, 53));
      try (PacketBlock first = Veth.next(ring)) {
        assertThat(ring.next(Duration.ofMillis(20))).isNull();
        veth.send(Veth.udp(2, 100, 53));
        try (PacketBlock second = Veth.next(ring)) {
          assertThat(number(Veth.packet(second))).isEqualTo(2);
          assertThat(number(Veth.packet(first))).isEqualTo(1);
        }
      }
    }
  }

  /** A call that waits by now. */
  private static <T> Blocked<T> blocked(boolean virtual, Callable<T> call) {
    Blocked<T> blocked = virtual ? Blocked.startVirtual(call) : Blocked.start(call);
    if (virtual) {
      blocked.untilParked();
    } else {
      Blocked.until("poll", Blocked::isInPoll);
    }
    return blocked;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void next_packetWhileWaiting_returnsItsBlock(boolean virtual) throws Exception {
    try (PacketRing ring = veth.ring(Veth.SETUP)) {
      Blocked<Integer> call =
          blocked(
              virtual,
              () -> {
                try (PacketBlock block = ring.next()) {
                  return number(Veth.packet(block));
                }
              });
      veth.send(Veth.udp(77, 100, 53));
      assertThat(call.get()).isEqualTo(77);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void close_whileWaiting_endsTheWait(boolean virtual) throws Exception {
    PacketRing ring = veth.ring(Veth.SETUP);
    Blocked<PacketBlock> call = blocked(virtual, ring::next);
    assertThatIllegalStateException()
        .isThrownBy(() -> ring.next(Duration.ZERO))
        .withMessage("another thread waits for a block of this ring");
    ring.close();
    assertThat(call.thrown()).isInstanceOf(AsynchronousCloseException.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void interrupt_whileWaiting_closesTheSocket(boolean virtual) throws Exception {
    try (PacketRing ring = veth.ring(Veth.SETUP)) {
      Blocked<PacketBlock> call = blocked(virtual, ring::next);
      call.interrupt();
      assertThat(call.thrown()).isInstanceOf(ClosedByInterruptException.class);
      assertThat(ring.socket().isOpen()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void next_interfaceGoesDown_isAnErrorOnce(boolean virtual) throws Exception {
    try (PacketRing ring = veth.ring(Veth.SETUP)) {
      Blocked<PacketBlock> call = blocked(virtual, ring::next);
      veth.namespace.run("ip link set there down");
      assertThat(call.thrown()).isInstanceOf(ErrnoException.class).hasMessageContaining("ENETDOWN");
      veth.namespace.run("ip link set there up");
      veth.namespace.awaitUp("here", "there");
      veth.send(Veth.udp(5, 100, 53));
      take(ring, 1, packet -> assertThat(number(packet)).isEqualTo(5));
    }
  }

  // ---- options

  @Test
  void open_fanout_ringsShareThePackets() throws Exception {
    var setup = Veth.SETUP.withFanout(new PacketFanout(1, PACKET.FANOUT_LB, 0));
    try (PacketRing one = veth.ring(setup);
        PacketRing other = veth.ring(setup)) {
      for (int i = 0; i < 100; i++) {
        veth.send(Veth.udp(i, 100, 53));
      }
      take(one, 50, packet -> {});
      take(other, 50, packet -> {});
    }
  }

  @Test
  void open_promiscuous_setsItUntilTheRingIsClosed() throws Exception {
    try (PacketRing ring = veth.ring(Veth.SETUP.withPromiscuous(true))) {
      assertThat(ring.socket().isOpen()).isTrue();
      veth.namespace.run("ip -d link show there | grep -q 'promiscuity 1'");
    }
    veth.namespace.run("ip -d link show there | grep -q 'promiscuity 0'");
  }

  // ---- errors

  @Test
  void open_noSuchInterface_isENODEV() {
    assertThatExceptionOfType(ErrnoException.class)
        .isThrownBy(() -> PacketRing.of(veth.netns.open(AF.PACKET, SOCK.RAW), 999, Veth.SETUP))
        .matches(e -> e.errno().equals(Errno.ENODEV));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PacketRing.open(-1, Veth.SETUP))
        .withMessage("ifindex -1 is negative");
  }

  @Test
  void of_socketThatDoesNotSuit_isRefusedAndClosed() throws Exception {
    Socket udp = Socket.open(AF.INET, SOCK.DGRAM);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PacketRing.of(udp, 1, Veth.SETUP))
        .withMessage("the socket is of AF_INET, not AF_PACKET");
    assertThat(udp.isOpen()).isFalse();
    Socket all = veth.netns.open(AF.PACKET, SOCK.RAW);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PacketRing.of(all, 0, Veth.SETUP))
        .withMessageContaining("open the socket with SOCK.DGRAM");
    assertThat(all.isOpen()).isFalse();
  }

  @Test
  void of_ringThatTheKernelRefuses_closesTheSocket() throws Exception {
    Socket socket = veth.netns.open(AF.PACKET, SOCK.RAW);
    var fanout = Veth.SETUP.withFanout(new PacketFanout(1, 200, 0)); // no such mode
    assertThatExceptionOfType(ErrnoException.class)
        .isThrownBy(() -> PacketRing.of(socket, Veth.RECEIVER, fanout))
        .withMessageContaining("PACKET_FANOUT");
    assertThat(socket.isOpen()).isFalse();
  }

  @Test
  void open_withoutPrivilege_isEPERM() throws Exception {
    Capability.ROOT.require();
    var task =
        new FutureTask<>(() -> {
          Libc.becomeNobody();
          try (PacketRing ring = PacketRing.open(1, Veth.SETUP)) {
            return ring.toString();
          } catch (ErrnoException e) {
            return String.valueOf(e.getMessage());
          }
        });
    Thread.ofPlatform().start(task);
    assertThat(task.get()).contains("AF_PACKET", "EPERM");
  }

  /** An address keeps what another test of packets relies on. */
  @Test
  void open_byIndex_isTheLoopbackOfThisMachine() throws Exception {
    try (PacketRing ring = PacketRing.open(1, Veth.SETUP);
        Socket socket = Socket.open(AF.INET, SOCK.DGRAM)) {
      socket.bind(SockAddr.inet("127.0.0.1", 0));
      socket.sendto(MemorySegment.ofArray(new byte[10]), socket.getsockname());
      try (PacketBlock block = Veth.next(ring)) {
        assertThat(block.count()).isPositive();
      }
    }
  }
}
