package org.llsocket.message;

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

  /** A socket with room for what a test sends. */
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
        DatagramSender sender = new DatagramSender(socket, 1, 1, true);
        DatagramSender plain = new DatagramSender(socket, 1, 1, false)) {
      try (DatagramReceiver receiver = new DatagramReceiver(socket, 1, 1, 0, true)) {
        assertThat(receiver.isOffloaded()).isTrue();
        assertThat(socket.get(UDP.GRO)).isTrue();
      }
      assertThat(socket.get(UDP.GRO)).isFalse();
      try (DatagramReceiver receiver = new DatagramReceiver(socket, 1, 1, 0, false)) {
        assertThat(receiver.isOffloaded()).isFalse();
        assertThat(socket.get(UDP.GRO)).isFalse();
      }
      assertThat(sender.isOffloaded()).isTrue();
      assertThat(plain.isOffloaded()).isFalse();
      socket.set(UDP.SEGMENT, 100);
      try (DatagramSender cut = new DatagramSender(socket, 1, 1, true)) {
        assertThat(cut.isOffloaded()).as("beside a size for all").isFalse();
      }
    }
  }

  /** Fewer messages than datagrams: the kernel was given joined ones, and gave joined ones. */
  @Test
  void offload_equalDatagrams_leaveAndComeJoined() throws Exception {
    Capability.UDP_OFFLOAD.require();
    try (Socket from = bound(AF.INET);
        Socket to = bound(AF.INET);
        DatagramSender sender = new DatagramSender(from, 10, 10_000, true);
        MessageBatch batch = new MessageBatch(10, 10_000, Control.space(4))) {
      to.set(UDP.GRO, true);
      for (int i = 0; i < 10; i++) {
        assertThat(sender.add(bytes(i < 9 ? 1000 : 7, i), to.getsockname())).isTrue();
      }
      assertThat(sender.sendmmsg(0)).isEqualTo(10);
      assertThat(batch.recvmmsg(to, MSG.WAITFORONE)).isOne();
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
  void anyDatagrams_arriveAsTheyWereQueued(boolean joins, boolean splits, int version)
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
        DatagramSender sender = new DatagramSender(from, sizes.length, 100 * sizes.length, joins);
        DatagramReceiver first = new DatagramReceiver(a, 4, 100, 0, splits);
        DatagramReceiver second = new DatagramReceiver(b, 64, 100, 0, splits)) {
      List<String> toA = new ArrayList<>();
      List<String> toB = new ArrayList<>();
      for (int i = 0; i < sizes.length; i++) {
        boolean isA = i % 50 < 40;
        MemorySegment datagram = bytes(sizes[i], 'a' + i % 26);
        assertThat(sender.add(datagram, (isA ? a : b).getsockname())).isTrue();
        (isA ? toA : toB).add(sizes[i] + text(datagram, 0, sizes[i]));
      }
      assertThat(sender.queued()).isEqualTo(sizes.length);
      assertThat(sender.add(MemorySegment.NULL, a.getsockname())).as("there is room").isFalse();
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
  void longRuns_areCutIntoWhatTheKernelTakes(int count, int size) throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET);
        DatagramSender sender = new DatagramSender(pair.first(), count, count * size, true);
        DatagramReceiver receiver = new DatagramReceiver(pair.second(), 64, size, 0, true)) {
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
  void pathTakesLess_longDatagramsGoAlone() throws Exception {
    Capability.UDP_OFFLOAD.require();
    Capability.IPV6_LOOPBACK.require();
    try (Socket.Pair pair = Loopback.udp(AF.INET6);
        DatagramSender sender = new DatagramSender(pair.first(), 20, 30_000, true);
        MessageBatch batch = new MessageBatch(20, 30_000, 0)) {
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
      for (int come = 0; come < 40_000; ) {
        int n = batch.recvmmsg(pair.second(), MSG.WAITFORONE, Blocked.DEADLINE);
        for (int i = 0; i < n; i++) {
          come += batch.size(i);
          joined += batch.size(i) == 10_000 ? 1 : 0;
        }
      }
      assertThat(joined).as("those that fit, the second time").isEqualTo(1);
    }
  }

  // ---- errors have their datagram

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void datagramThatFails_isTheFirstInTheQueue(boolean offload) throws Exception {
    try (Socket from = bound(AF.INET);
        Socket to = bound(AF.INET);
        DatagramSender sender = new DatagramSender(from, 9, 1000, offload);
        DatagramReceiver receiver = new DatagramReceiver(to, 4, 100, 0, offload)) {
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
      assertThat(sender.isOffloaded()).isEqualTo(offload && Capability.UDP_OFFLOAD.present());
      assertThat(received(receiver, 3)).containsExactly("3xxx", "3xxx", "3xxx");
    }
  }

  /** What goes alone is not the first: the call sends all the same. */
  @Test
  void refusalInTheMiddle_isNotTheEndOfTheCall() throws Exception {
    Capability.UDP_OFFLOAD.require();
    Capability.IPV6_LOOPBACK.require();
    try (Socket.Pair pair = Loopback.udp(AF.INET6);
        DatagramSender sender = new DatagramSender(pair.first(), 9, 30_000, true)) {
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
  void errorThatIsTheDatagramsOwn_doesNotEndJoining() throws Exception {
    Capability.UDP_OFFLOAD.require();
    try (Socket from = bound(AF.INET);
        Socket to = bound(AF.INET);
        DatagramSender sender = new DatagramSender(from, 9, 1000, true);
        MessageBatch batch = new MessageBatch(9, 1000, 0)) {
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
      assertThat(batch.recvmmsg(to, MSG.WAITFORONE)).isOne();
      assertThat(batch.size(0)).isEqualTo(15);
    }
  }

  @Test
  void fullQueueOfAUnixSocket_isPartThenAgain() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM.nonblock());
        DatagramSender sender = new DatagramSender(pair.first(), 2000, 2000, true);
        DatagramReceiver receiver = new DatagramReceiver(pair.second(), 64, 9, 0, true)) {
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
  void handlerThatThrows_leavesTheRestForTheNextCall(boolean offload) throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET);
        DatagramSender sender = new DatagramSender(pair.first(), 5, 50, offload);
        DatagramReceiver receiver = new DatagramReceiver(pair.second(), 8, 9, 0, offload)) {
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

  /** Nothing is left of it: the next call receives, and does not say that 0 datagrams came. */
  @Test
  void handlerThatThrowsAtTheLast_leavesNothing() throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET);
        DatagramReceiver receiver = new DatagramReceiver(pair.second(), 8, 9, 0, true)) {
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
        DatagramReceiver receiver = new DatagramReceiver(to, 8, 4, Control.space(4), false)) {
      to.set(IP.RECVTTL, true);
      from.sendto(bytes(4, 'a'), to.getsockname());
      from.sendto(bytes(5, 'b'), to.getsockname());
      SockAddr source = from.getsockname();
      List<Integer> flags = new ArrayList<>();
      int n =
          receiver.recvmmsg(
              (_, _, length, address, control) -> {
                assertThat(length).isEqualTo(4);
                assertThat(address).isEqualTo(source);
                assertThat(control.ttl()).isEqualTo(64);
                flags.add(receiver.flags());
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
  void receiver_thatWaits_isEndedAsAnyCall(boolean virtual) throws Exception {
    try (Socket socket = bound(AF.INET);
        DatagramReceiver receiver = new DatagramReceiver(socket, 8, 9, 0, true)) {
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
          .isThrownBy(() -> new DatagramSender(socket, 0, 1, true))
          .withMessage("count 0; it is 1 to 65536");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new DatagramSender(socket, 65_537, 1, true));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new DatagramSender(socket, 1, -1, true))
          .withMessage("size -1; it is 0 to 2147483647");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new DatagramReceiver(socket, 1025, 1, 0, true))
          .withMessage("count 1025; it is 1 to 1024");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new DatagramReceiver(socket, 1, -1, 0, true));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new DatagramReceiver(socket, 1, 1, -1, true));
      assertThat(socket.get(UDP.GRO)).as("set by none of these").isFalse();
      try (DatagramSender sender = new DatagramSender(socket, 1, 4, true)) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> sender.add(bytes(5, 0), null))
            .withMessage("length 5; it is 0 to 4");
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
  void closed_isRefused() throws Exception {
    Socket socket = bound(AF.INET);
    DatagramSender sender = new DatagramSender(socket, 1, 4, true);
    DatagramReceiver receiver = new DatagramReceiver(socket, 1, 4, 0, true);
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
