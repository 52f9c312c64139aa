package org.llsocket.datagram;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.AF;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.LeakCheck;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.message.Message;
import org.llsocket.option.GroupReq;
import org.llsocket.option.IP;
import org.llsocket.option.MCAST;
import org.llsocket.option.SO;
import org.llsocket.option.UDP;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Capability;
import org.llsocket.testing.Loopback;

@ExtendWith(LeakCheck.class)
class ZeroCopyTest {
  private static final Duration BRIEF = Duration.ofMillis(30);

  private static void drain(Socket socket, long bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
    for (long left = bytes; left > 0; ) {
      left -= socket.recv(buffer.clear());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 6})
  void sends_onTcp_areReportedOnceInOrder(int version) throws Exception {
    AF family = version == 4 ? AF.INET : AF.INET6;
    try (Arena arena = Arena.ofConfined();
        Socket.Pair pair = Loopback.tcp(family);
        ZeroCopy sends = new ZeroCopy(pair.first())) {
      assertThat(pair.first().get(SO.ZEROCOPY)).isTrue();
      assertThat(sends.isDone()).isTrue();
      MemorySegment buffer = arena.allocate(20_000).fill((byte) 7);
      for (int i = 0; i < 5; i++) {
        assertThat(sends.send(buffer, 0)).isEqualTo(20_000);
        assertThat(sends.sent()).isEqualTo(i + 1);
      }
      assertThat(sends.send(buffer.asSlice(0, 0), 0)).as("no number").isZero();
      assertThat(sends.sent()).isEqualTo(5);
      drain(pair.second(), 100_000);
      List<Long> reported = new ArrayList<>();
      while (!sends.isDone()) {
        int n =
            sends.reap(
                (first, last, copied) -> {
                  assertThat(copied).as("over the loopback").isTrue();
                  for (long i = first; i <= last; i++) {
                    reported.add(i);
                  }
                },
                Blocked.DEADLINE);
        assertThat(n).isPositive();
      }
      assertThat(reported).containsExactly(0L, 1L, 2L, 3L, 4L);
      assertThat(sends.isDone(4)).isTrue();
      assertThat(sends.isDone(5)).isFalse();
      assertThat(sends.isDone(-1)).isFalse();
      assertThat(sends.reap((_, _, _) -> {}, Blocked.DEADLINE)).as("all are done").isZero();
    }
  }

  @Test
  void sends_onUdp_transferTheBytes() throws Exception {
    try (Arena arena = Arena.ofConfined();
        Socket to = Loopback.bound(AF.INET, SOCK.DGRAM);
        Socket from = Loopback.bound(AF.INET, SOCK.DGRAM);
        ZeroCopy sends = new ZeroCopy(from)) {
      MemorySegment buffer = arena.allocate(5000).fill((byte) 7);
      assertThat(sends.sendto(buffer, to.getsockname(), 0)).isEqualTo(5000);
      from.connect(to.getsockname());
      assertThat(sends.send(buffer, 0)).isEqualTo(5000);
      ByteBuffer in = ByteBuffer.allocate(6000);
      for (int i = 0; i < 2; i++) {
        assertThat(to.recv(in.clear())).isEqualTo(5000);
        assertThat(in.get(4999)).isEqualTo((byte) 7);
      }
      while (!sends.isDone()) {
        sends.reap((_, _, _) -> {}, Blocked.DEADLINE);
      }
      assertThat(sends.sent()).isEqualTo(2);
    }
  }

  /** A send that has to wait in between is several of the kernel's, and each has its number. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void send_longOnTcp_hasANumberPerPart(boolean virtual) throws Exception {
    int size = 32 << 20;
    try (Arena arena = Arena.ofShared();
        Socket.Pair pair = Loopback.tcp(AF.INET);
        ZeroCopy sends = new ZeroCopy(pair.first())) {
      MemorySegment buffer = arena.allocate(size);
      var call = start(virtual, () -> sends.send(buffer, 0));
      call.untilInKernel(pair.first().fd());
      drain(pair.second(), size);
      assertThat(call.get()).isEqualTo(size);
      assertThat(sends.sent()).isGreaterThan(1);
      while (!sends.isDone()) {
        assertThat(sends.reap((_, _, _) -> {}, Blocked.DEADLINE)).isPositive();
      }
      assertThat(pair.first().siocoutq()).isZero();
    }
  }

  @Test
  void send_fullNonBlockingSocket_isPartThenAgain() throws Exception {
    try (Arena arena = Arena.ofShared();
        Socket.Pair pair = Loopback.tcp(AF.INET);
        ZeroCopy sends = new ZeroCopy(pair.first())) {
      pair.first().nonblock(true);
      MemorySegment buffer = arena.allocate(32 << 20);
      int n = sends.send(buffer, 0);
      assertThat(n).isBetween(1, (32 << 20) - 1);
      while (n > 0) {
        n = sends.send(buffer, 0);
      }
      assertThat(n).isEqualTo(Socket.AGAIN);
      assertThat(sends.isDone()).isFalse();
      long counted = sends.sent();
      assertThat(sends.send(buffer, 0)).isEqualTo(Socket.AGAIN);
      assertThat(sends.sent()).as("a send that failed has no number").isEqualTo(counted);
    }
  }

  /**
   * Notices come out of the memory for a socket's options, which memberships take as well: joined
   * notices are one, so that they alone do not fill it here.
   */
  @Test
  void send_optionMemoryUsedUp_isEnobufs() throws Exception {
    Capability.IPV6_LOOPBACK.require();
    try (Arena arena = Arena.ofConfined();
        Socket.Pair pair = Loopback.udp(AF.INET6);
        ZeroCopy sends = new ZeroCopy(pair.first())) {
      MemorySegment buffer = arena.allocate(100);
      int groups = joinUntilFull(pair.first());
      assertThatExceptionOfType(ErrnoException.class)
          .isThrownBy(() -> sends.send(buffer, 0))
          .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ENOBUFS))
          .withMessageContaining("len=100, flags=MSG_ZEROCOPY");
      assertThat(sends.sent()).isZero();
      for (int i = groups / 2; i < groups; i++) {
        pair.first().set(MCAST.LEAVE_GROUP, group(i));
      }
      assertThat(sends.send(buffer, 0)).isEqualTo(100);
      assertThat(sends.reap((first, _, _) -> assertThat(first).isZero(), Blocked.DEADLINE)).isOne();
    }
  }

  private static int joinUntilFull(Socket socket) throws IOException {
    for (int i = 0; ; i++) {
      try {
        socket.set(MCAST.JOIN_GROUP, group(i));
      } catch (ErrnoException full) {
        assertThat(full.errno()).isIn(Errno.ENOBUFS, Errno.ENOMEM);
        return i;
      }
    }
  }

  private static GroupReq group(int i) {
    return GroupReq.of(InetAddress.ofLiteral("ff01::1:" + Integer.toHexString(i)), "lo");
  }

  /** Behind what unused has reaped, the error of a refused datagram is handed on. */
  @Test
  void reap_otherMessages_goToOther() throws Exception {
    Socket closed = Loopback.bound(AF.INET, SOCK.DGRAM);
    SockAddr unused = closed.getsockname();
    closed.close();
    try (Socket from = Loopback.bound(AF.INET, SOCK.DGRAM);
        ZeroCopy sends = new ZeroCopy(from)) {
      from.set(IP.RECVERR, true);
      from.sendto(ByteBuffer.allocate(3), unused);
      List<Integer> others = new ArrayList<>();
      var handler =
          new ZeroCopy.Handler() {
            @Override
            public void done(long first, long last, boolean copied) {
              throw new AssertionError("nothing was sent");
            }

            @Override
            public void other(Message message) {
              others.add(
                  message.control().data(message.control().first()).get(JAVA_INT_UNALIGNED, 0));
            }
          };
      assertThat(from.awaitReadable(Blocked.DEADLINE)).isTrue();
      assertThat(sends.reap(handler)).isZero();
      assertThat(others).containsExactly(Errno.ECONNREFUSED.number());
    }
  }

  /** What the peer cannot buffer is not done. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void reap_waiting_endsWithTimeoutAndClose(boolean virtual) throws Exception {
    try (Arena arena = Arena.ofShared();
        Socket.Pair pair = Loopback.tcp(AF.INET);
        ZeroCopy sends = new ZeroCopy(pair.first())) {
      pair.first().nonblock(true);
      MemorySegment buffer = arena.allocate(1 << 20);
      while (sends.send(buffer, 0) != Socket.AGAIN) {
        assertThat(sends.isDone()).isFalse();
      }
      assertThat(start(virtual, () -> reapAll(sends, BRIEF)).get()).isFalse();
      var waits = start(virtual, () -> reapAll(sends, Blocked.DEADLINE));
      Blocked.until("a poll", Blocked::isInPoll);
      pair.first().close();
      assertThat(waits.thrown()).isInstanceOf(ClosedChannelException.class);
    }
  }

  private static <T> Blocked<T> start(boolean virtual, Callable<T> call) {
    return virtual ? Blocked.startVirtual(call) : Blocked.start(call);
  }

  /** Until the time passes without a notice. */
  private static boolean reapAll(ZeroCopy sends, Duration timeout) throws IOException {
    while (sends.reap((_, _, _) -> {}, timeout) > 0) {
      assertThat(sends.isDone()).isFalse();
    }
    return sends.isDone();
  }

  @Test
  void heapMemoryAndOtherSockets_areRefused() throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET);
        ZeroCopy sends = new ZeroCopy(pair.first());
        Socket unix = Socket.open(AF.UNIX, SOCK.STREAM)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> sends.send(MemorySegment.ofArray(new byte[1]), 0))
          .withMessageContaining("heap");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> sends.sendto(MemorySegment.NULL, new SockAddrBuffer(), 0));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> sends.reap((_, _, _) -> {}, Duration.ofNanos(-1)));
      assertThatThrownBy(() -> new ZeroCopy(unix)).isInstanceOf(ErrnoException.class);
    }
  }

  /** The packet is made, and has its number, before it is refused: for more than 128 segments. */
  @Test
  void send_refusedAfterItWasNumbered_isCounted() throws Exception {
    try (Arena arena = Arena.ofConfined();
        Socket.Pair pair = Loopback.udp(AF.INET);
        ZeroCopy sends = new ZeroCopy(pair.first())) {
      MemorySegment buffer = arena.allocate(2000);
      pair.first().set(UDP.SEGMENT, 1);
      for (int i = 0; i < 2; i++) {
        assertThatExceptionOfType(ErrnoException.class).isThrownBy(() -> sends.send(buffer, 0));
      }
      pair.first().set(UDP.SEGMENT, 0);
      assertThat(sends.send(buffer, 0)).isEqualTo(2000);
      long number = sends.sent() - 1;
      assertThat(number).isEqualTo(2);
      assertThat(sends.isDone(number)).isFalse();
      drain(pair.second(), 2000);
      List<Long> reported = new ArrayList<>();
      while (!sends.isDone(number)) {
        int n =
            sends.reap(
                (first, last, copied) -> {
                  for (long each = first; each <= last; each++) {
                    reported.add(each);
                  }
                },
                Blocked.DEADLINE);
        assertThat(n).isPositive();
      }
      assertThat(reported).containsExactly(0L, 1L, 2L);
      assertThat(sends.isDone()).isTrue();
    }
  }

  /** The numbers of the kernel wrap after 4,294,967,296 sends; ours do not. */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 0",
    "5, 3, 3",
    "4294967296, -1, 4294967295",
    "4294967297, 0, 4294967296",
    "4294967297, -1, 4294967295",
    "4294967300, -2, 4294967294",
    "8589934600, 7, 8589934599",
    "8589934592, -1, 8589934591",
    "2147483649, -2147483648, 2147483648"
  })
  void extended_32BitNumbers_areNearest(long next, int number, long extended) {
    assertThat(ZeroCopy.extended(next, number)).isEqualTo(extended);
  }
}
