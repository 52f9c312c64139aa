package org.llsocket.datagram;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.AF;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.LeakCheck;
import org.llsocket.MSG;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.message.Control;
import org.llsocket.message.MessageBatch;
import org.llsocket.option.IP;
import org.llsocket.option.IPV6;
import org.llsocket.option.SO;
import org.llsocket.option.UDP;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Capability;
import org.llsocket.testing.Loopback;

/**
 * {@link DatagramSender} and {@link DatagramReceiver}, with UDP_SEGMENT and UDP_GRO and without.
 */
@ExtendWith(LeakCheck.class)
class DatagramOffloadTest {
  private static final Duration BRIEF = Duration.ofMillis(30);

  @TempDir Path directory;

  private static MemorySegment bytes(int size, int fill) {
    return MemorySegment.ofArray(new byte[size]).fill((byte) fill);
  }

  private static String text(MemorySegment memory, long offset, int length) {
    return new String(memory.asSlice(offset, length).toArray(JAVA_BYTE), US_ASCII);
  }

  /** A socket whose buffer holds all that a test sends. */
  private static Socket bound(AF family) throws IOException {
    Socket socket = Loopback.bound(family, SOCK.DGRAM);
    socket.set(SO.RCVBUF, 4 << 20);
    return socket;
  }

  private static List<String> received(DatagramReceiver receiver, int count) throws IOException {
    List<String> all = new ArrayList<>();
    while (all.size() < count) {
      receiver.recvmmsg(
          (memory, offset, length, _, _) -> all.add(length + text(memory, offset, length)),
          0,
          Blocked.DEADLINE);
    }
    return all;
  }

  @Test
  void offload_ofThisKernel_isUsed() throws Exception {
    Capability.UDP_OFFLOAD.require();
    try (Socket socket = bound(AF.INET);
        DatagramSender sender =
            DatagramSender.builder(socket).datagrams(1).dataCapacity(1).build();
        DatagramSender plain =
            DatagramSender.builder(socket).datagrams(1).dataCapacity(1).offload(false).build()) {
      try (DatagramReceiver receiver =
          DatagramReceiver.builder(socket).messages(1).datagramSize(1).build()) {
        assertThat(receiver.isOffloaded()).isTrue();
        assertThat(socket.get(UDP.GRO)).isTrue();
      }
      assertThat(socket.get(UDP.GRO)).isFalse();
      try (DatagramReceiver receiver =
          DatagramReceiver.builder(socket).messages(1).datagramSize(1).offload(false).build()) {
        assertThat(receiver.isOffloaded()).isFalse();
        assertThat(socket.get(UDP.GRO)).isFalse();
      }
      assertThat(sender.isOffloaded()).isTrue();
      assertThat(plain.isOffloaded()).isFalse();
      socket.set(UDP.SEGMENT, 100);
      try (DatagramSender cut =
          DatagramSender.builder(socket).datagrams(1).dataCapacity(1).build()) {
        assertThat(cut.isOffloaded()).as("beside a size for all").isFalse();
      }
    }
  }

  /** Fewer messages than datagrams: the kernel was given joined ones, and gave joined ones. */
  @Test
  void offload_equalDatagrams_areSentAndReceivedJoined() throws Exception {
    Capability.UDP_OFFLOAD.require();
    try (Socket from = bound(AF.INET);
        Socket to = bound(AF.INET);
        DatagramSender sender =
            DatagramSender.builder(from).datagrams(10).dataCapacity(10_000).build();
        MessageBatch batch =
            MessageBatch.builder()
                .messages(10)
                .dataCapacity(10_000)
                .controlCapacity(Control.space(4))
                .build()) {
      to.set(UDP.GRO, true);
      for (int i = 0; i < 10; i++) {
        assertThat(sender.add(bytes(i < 9 ? 1000 : 7, i), to.getsockname())).isTrue();
      }
      assertThat(sender.sendmmsg(0)).isEqualTo(10);
      assertThat(to.recvmmsg(batch, MSG.WAITFORONE)).isOne();
      assertThat(batch.size(0)).isEqualTo(9007);
      assertThat(batch.control(0).gro()).isEqualTo(1000);
    }
  }

  /** Every run of sizes and addresses arrives as it was queued, in both ways. */
  @ParameterizedTest
  @CsvSource({
    "false,false,4", "false,true,4", "true,false,4", "true,true,4",
    "false,false,6", "false,true,6", "true,false,6", "true,true,6"
  })
  void send_anyDatagrams_arriveAsQueued(boolean joins, boolean splits, int version)
      throws Exception {
    AF family = version == 4 ? AF.INET : AF.INET6;
    if (version == 6) {
      Capability.IPV6_LOOPBACK.require();
    }
    var random = new Random(version);
    for (int round = 0; round < 5; round++) {
      int[] sizes = IntStream.range(0, 400).map(_ -> sizeOf(random)).toArray();
      exchange(family, joins, splits, sizes);
    }
  }

  private static int sizeOf(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> 0;
      case 1 -> random.nextInt(100);
      case 2 -> 99;
      default -> 100;
    };
  }

  private static void exchange(AF family, boolean joins, boolean splits, int[] sizes)
      throws IOException {
    try (Socket from = bound(family);
        Socket a = bound(family);
        Socket b = bound(family);
        DatagramSender sender =
            DatagramSender.builder(from)
                .datagrams(sizes.length)
                .dataCapacity(100 * sizes.length)
                .offload(joins)
                .build();
        DatagramReceiver first =
            DatagramReceiver.builder(a).messages(4).datagramSize(100).offload(splits).build();
        DatagramReceiver second =
            DatagramReceiver.builder(b).messages(64).datagramSize(100).offload(splits).build()) {
      List<String> toA = new ArrayList<>();
      List<String> toB = new ArrayList<>();
      for (int i = 0; i < sizes.length; i++) {
        boolean isA = i % 50 < 40;
        MemorySegment datagram = bytes(sizes[i], 'a' + i % 26);
        assertThat(sender.add(datagram, (isA ? a : b).getsockname())).isTrue();
        (isA ? toA : toB).add(sizes[i] + text(datagram, 0, sizes[i]));
      }
      assertThat(sender.queued()).isEqualTo(sizes.length);
      assertThat(sender.add(MemorySegment.NULL, a.getsockname())).as("has capacity").isFalse();
      assertThat(sender.sendmmsg(0)).isEqualTo(sizes.length);
      assertThat(sender.queued()).isZero();
      assertThat(sender.sendmmsg(0)).isZero();
      assertThat(received(first, toA.size())).isEqualTo(toA);
      assertThat(received(second, toB.size())).isEqualTo(toB);
      assertThat(first.recvmmsg((_, _, _, _, _) -> {}, MSG.DONTWAIT)).isEqualTo(Socket.AGAIN);
    }
  }

  /** A run longer than the kernel's limits: 128 segments, and 65,507 bytes. */
  @ParameterizedTest
  @CsvSource({"300,10", "300,500", "100,1400", "3,65507", "5,40000"})
  void joining_longRuns_isWithinTheLimitsOfTheKernel(int count, int size) throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET);
        DatagramSender sender =
            DatagramSender.builder(pair.first())
                .datagrams(count)
                .dataCapacity(count * size)
                .build();
        DatagramReceiver receiver =
            DatagramReceiver.builder(pair.second()).messages(64).datagramSize(size).build()) {
      pair.second().set(SO.RCVBUF, 4 << 20);
      pair.first().set(SO.SNDBUF, 4 << 20);
      for (int i = 0; i < count; i++) {
        assertThat(sender.add(bytes(size, 'a' + i % 26), null)).isTrue();
      }
      assertThat(sender.sendmmsg(0)).isEqualTo(count);
      List<String> all = received(receiver, count);
      for (int i = 0; i < count; i++) {
        assertThat(all.get(i)).hasSize(String.valueOf(size).length() + size);
        assertThat(all.get(i)).endsWith(String.valueOf((char) ('a' + i % 26)));
      }
    }
  }

  /** What is longer than the path takes at once goes alone, in fragments; the rest goes joined. */
  @Test
  void joining_overThePathMtu_sendsOneByOne() throws Exception {
    Capability.UDP_OFFLOAD.require();
    Capability.IPV6_LOOPBACK.require();
    try (Socket.Pair pair = Loopback.udp(AF.INET6);
        DatagramSender sender =
            DatagramSender.builder(pair.first()).datagrams(20).dataCapacity(30_000).build();
        MessageBatch batch = MessageBatch.builder().messages(20).dataCapacity(30_000).build()) {
      pair.first().set(IPV6.MTU, 1280).set(IPV6.MTU_DISCOVER, IPV6.PMTUDISC_DONT);
      pair.second().set(UDP.GRO, true);
      for (int i = 0; i < 15; i++) {
        assertThat(sender.add(bytes(i < 5 ? 2000 : 1000, i), null)).isTrue();
      }
      assertThat(sender.sendmmsg(0)).isEqualTo(15);
      assertThat(sender.isOffloaded()).isTrue();
      for (int i = 0; i < 15; i++) {
        assertThat(sender.add(bytes(i < 5 ? 2000 : 1000, i), null)).isTrue();
      }
      assertThat(sender.sendmmsg(0)).isEqualTo(15);
      int joined = 0;
      for (int received = 0; received < 40_000; ) {
        int n = pair.second().recvmmsg(batch, MSG.WAITFORONE, Blocked.DEADLINE);
        for (int i = 0; i < n; i++) {
          received += batch.size(i);
          joined += batch.size(i) == 10_000 ? 1 : 0;
        }
      }
      assertThat(joined).as("those that fit, the second time").isEqualTo(1);
    }
  }

  // ---- errors have their datagram

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sendmmsg_datagramFails_isFirstInTheQueue(boolean offload) throws Exception {
    try (Socket from = bound(AF.INET);
        Socket to = bound(AF.INET);
        DatagramSender sender =
            DatagramSender.builder(from).datagrams(9).dataCapacity(1000).offload(offload).build();
        DatagramReceiver receiver =
            DatagramReceiver.builder(to).messages(4).datagramSize(100).offload(offload).build()) {
      SockAddr broadcast = SockAddr.inet("255.255.255.255", 9);
      for (SockAddr each :
          List.of(to.getsockname(), to.getsockname(), broadcast, broadcast, to.getsockname())) {
        sender.add(bytes(3, 'x'), each);
      }
      assertThat(sender.sendmmsg(0)).isEqualTo(2);
      for (int left = 3; left > 1; left--) {
        assertThat(sender.queued()).isEqualTo(left);
        assertThatExceptionOfType(ErrnoException.class)
            .isThrownBy(() -> sender.sendmmsg(0))
            .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EACCES));
        assertThat(sender.remove()).isTrue();
      }
      assertThat(sender.sendmmsg(0)).isOne();
      assertThat(sender.remove()).isFalse();
      assertThat(sender.isOffloaded()).isEqualTo(offload && Capability.UDP_SEGMENT.present());
      assertThat(received(receiver, 3)).containsExactly("3xxx", "3xxx", "3xxx");
    }
  }

  /** What goes alone is not the first: the call sends all the same. */
  @Test
  void sendmmsg_refusalInTheMiddle_sendsTheRest() throws Exception {
    Capability.UDP_OFFLOAD.require();
    Capability.IPV6_LOOPBACK.require();
    try (Socket.Pair pair = Loopback.udp(AF.INET6);
        DatagramSender sender =
            DatagramSender.builder(pair.first()).datagrams(9).dataCapacity(30_000).build()) {
      pair.first().set(IPV6.MTU, 1280).set(IPV6.MTU_DISCOVER, IPV6.PMTUDISC_DONT);
      for (int i = 0; i < 6; i++) {
        assertThat(sender.add(bytes(i < 3 ? 1000 : 2000, i), null)).isTrue();
      }
      assertThat(sender.sendmmsg(0)).isEqualTo(6);
      assertThat(sender.queued()).isZero();
      assertThatIllegalArgumentException().isThrownBy(() -> sender.sendmmsg(MSG.ZEROCOPY));
    }
  }

  /** The kernel refuses a port of 0 with EINVAL, joined or not: that says nothing of joining. */
  @Test
  void sendmmsg_errorOfADatagram_doesNotEndJoining() throws Exception {
    Capability.UDP_OFFLOAD.require();
    try (Socket from = bound(AF.INET);
        Socket to = bound(AF.INET);
        DatagramSender sender =
            DatagramSender.builder(from).datagrams(9).dataCapacity(1000).build();
        MessageBatch batch = MessageBatch.builder().messages(9).dataCapacity(1000).build()) {
      to.set(UDP.GRO, true);
      sender.add(bytes(3, 'x'), SockAddr.inet("127.0.0.1", 0));
      sender.add(bytes(3, 'x'), SockAddr.inet("127.0.0.1", 0));
      for (int i = 0; i < 2; i++) {
        assertThatExceptionOfType(ErrnoException.class)
            .isThrownBy(() -> sender.sendmmsg(0))
            .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL));
        sender.remove();
      }
      for (int i = 0; i < 5; i++) {
        sender.add(bytes(3, 'x'), to.getsockname());
      }
      assertThat(sender.sendmmsg(0)).isEqualTo(5);
      assertThat(to.recvmmsg(batch, MSG.WAITFORONE)).isOne();
      assertThat(batch.size(0)).isEqualTo(15);
    }
  }

  @Test
  void sendmmsg_fullUnixQueue_isPartThenAgain() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM.nonblock());
        DatagramSender sender =
            DatagramSender.builder(pair.first()).datagrams(2000).dataCapacity(2000).build();
        DatagramReceiver receiver =
            DatagramReceiver.builder(pair.second()).messages(64).datagramSize(9).build()) {
      assertThat(sender.isOffloaded()).isFalse();
      assertThat(receiver.isOffloaded()).isFalse();
      for (int i = 0; i < 2000; i++) {
        assertThat(sender.add(bytes(1, i), null)).isTrue();
      }
      int all = 0;
      while (sender.queued() > 0) {
        int n = sender.sendmmsg(0);
        if (n == Socket.AGAIN) {
          int left = receiver.recvmmsg((_, _, length, _, _) -> assertThat(length).isOne(), 0);
          assertThat(left).isPositive();
        } else {
          all += n;
        }
      }
      assertThat(all).isEqualTo(2000);
    }
  }

  // ---- the receiver

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void handler_throws_leavesTheRestForTheNextCall(boolean offload) throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET);
        DatagramSender sender =
            DatagramSender.builder(pair.first())
                .datagrams(5)
                .dataCapacity(50)
                .offload(offload)
                .build();
        DatagramReceiver receiver =
            DatagramReceiver.builder(pair.second())
                .messages(8)
                .datagramSize(9)
                .offload(offload)
                .build()) {
      for (int i = 0; i < 5; i++) {
        sender.add(bytes(i == 3 ? 0 : 2, '0' + i), null);
      }
      sender.sendmmsg(0);
      List<String> seen = new ArrayList<>();
      DatagramReceiver.Handler fussy =
          (memory, offset, length, _, _) -> {
            seen.add(text(memory, offset, length));
            if (seen.size() % 2 == 0) {
              throw new IllegalStateException("enough");
            }
          };
      assertThatThrownBy(() -> receiver.recvmmsg(fussy, 0)).hasMessage("enough");
      assertThatThrownBy(() -> receiver.recvmmsg(fussy, MSG.DONTWAIT)).hasMessage("enough");
      assertThat(receiver.recvmmsg(fussy, MSG.DONTWAIT)).isOne();
      assertThat(seen).containsExactly("00", "11", "22", "", "44");
    }
  }

  /** Nothing is left: the next call receives, and does not return 0. */
  @Test
  void handler_throwsAtTheLast_leavesNothing() throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET);
        DatagramReceiver receiver =
            DatagramReceiver.builder(pair.second()).messages(8).datagramSize(9).build()) {
      pair.first().send(bytes(1, 'x'));
      assertThatThrownBy(() ->
              receiver.recvmmsg(
                  (_, _, _, _, _) -> {
                    throw new IllegalStateException("enough");
                  },
                  0))
          .hasMessage("enough");
      assertThat(receiver.recvmmsg((_, _, _, _, _) -> {}, MSG.DONTWAIT)).isEqualTo(Socket.AGAIN);
    }
  }

  @Test
  void handler_ofEachDatagram_hasItsSourceFlagsAndControlData() throws Exception {
    try (Socket to = bound(AF.INET);
        Socket from = bound(AF.INET);
        DatagramReceiver receiver =
            DatagramReceiver.builder(to)
                .messages(8)
                .datagramSize(4)
                .controlCapacity(Control.space(4))
                .offload(false)
                .build()) {
      to.set(IP.RECVTTL, true);
      from.sendto(bytes(4, 'a'), to.getsockname());
      from.sendto(bytes(5, 'b'), to.getsockname());
      SockAddr source = from.getsockname();
      List<Integer> flags = new ArrayList<>();
      int n =
          receiver.recvmmsg(
              (_, _, length, address, control) -> {
                assertThat(length).isEqualTo(4);
                assertThat(address.toSockAddr()).isEqualTo(source);
                assertThat(control.ttl()).isEqualTo(64);
                flags.add(receiver.receivedFlags());
              },
              0);
      assertThat(n).isEqualTo(2);
      assertThat(flags).containsExactly(0, MSG.TRUNC);
      assertThatIllegalStateException()
          .isThrownBy(() -> {
            from.sendto(bytes(1, 'a'), to.getsockname());
            receiver.recvmmsg((_, _, _, _, _) -> again(receiver), 0);
          })
          .withMessage("the receiver is in use");
    }
  }

  private static void again(DatagramReceiver receiver) {
    try {
      receiver.recvmmsg((_, _, _, _, _) -> {}, 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void recvmmsg_waiting_isEndedAsAnyCall(boolean virtual) throws Exception {
    try (Socket socket = bound(AF.INET);
        DatagramReceiver receiver =
            DatagramReceiver.builder(socket).messages(8).datagramSize(9).build()) {
      assertThatThrownBy(() -> receiver.recvmmsg((_, _, _, _, _) -> {}, 0, BRIEF))
          .isInstanceOf(SocketTimeoutException.class);
      Blocked<Integer> call =
          virtual
              ? Blocked.startVirtual(() -> receiver.recvmmsg((_, _, _, _, _) -> {}, 0))
              : Blocked.start(() -> receiver.recvmmsg((_, _, _, _, _) -> {}, 0));
      call.untilInKernel(socket.fd());
      Arrays.asList(socket).forEach(DatagramOffloadTest::end);
      assertThat(call.thrown()).isInstanceOf(ClosedChannelException.class);
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  // ---- bad input

  @Test
  void sizes_outOfRange_nameTheLimit() throws Exception {
    try (Socket socket = bound(AF.INET)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DatagramSender.builder(socket).datagrams(0).dataCapacity(1).build())
          .withMessage("datagrams 0 is not in its range, 1 to 65536");
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> DatagramSender.builder(socket).datagrams(65_537).dataCapacity(1).build());
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DatagramSender.builder(socket).datagrams(1).dataCapacity(-1).build())
          .withMessage("data capacity -1 is not in its range, 0 to 2147483647");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DatagramReceiver.builder(socket).messages(1025).datagramSize(1).build())
          .withMessage("messages 1025 is not in its range, 1 to 1024");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DatagramReceiver.builder(socket).messages(1).datagramSize(-1).build());
      assertThatIllegalArgumentException()
          .isThrownBy(() ->
              DatagramReceiver.builder(socket)
                  .messages(1)
                  .datagramSize(1)
                  .controlCapacity(-1)
                  .build());
      assertThat(socket.get(UDP.GRO)).as("set by none of these").isFalse();
      try (DatagramSender sender =
          DatagramSender.builder(socket).datagrams(1).dataCapacity(4).build()) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> sender.add(bytes(5, 0), null))
            .withMessage("length 5 is not in its range, 0 to 4");
        assertThatIllegalArgumentException().isThrownBy(() -> sender.add(bytes(2, 0), 0, -1, null));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
            .isThrownBy(() -> sender.add(bytes(2, 0), 1, 2, null));
        assertThatIllegalArgumentException()
            .isThrownBy(() -> sender.add(bytes(2, 0), new SockAddrBuffer()));
        assertThat(sender.queued()).isZero();
      }
    }
  }

  @Test
  void use_afterClose_isRefused() throws Exception {
    Socket socket = bound(AF.INET);
    DatagramSender sender = DatagramSender.builder(socket).datagrams(1).dataCapacity(4).build();
    DatagramReceiver receiver =
        DatagramReceiver.builder(socket).messages(1).datagramSize(4).build();
    socket.close();
    assertThat(sender.add(bytes(1, 0), SockAddr.inet("127.0.0.1", 9))).isTrue();
    assertThatThrownBy(() -> sender.sendmmsg(0)).isInstanceOf(ClosedChannelException.class);
    sender.close();
    receiver.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> sender.add(bytes(1, 0), null))
        .withMessage("the sender is closed");
    assertThatIllegalStateException()
        .isThrownBy(() -> receiver.recvmmsg((_, _, _, _, _) -> {}, 0))
        .withMessage("the receiver is closed");
  }
}
