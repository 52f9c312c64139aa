package org.llsocket.waiting;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.AF;
import org.llsocket.Errno;
import org.llsocket.LeakCheck;
import org.llsocket.MSG;
import org.llsocket.OnInterrupt;
import org.llsocket.SHUT;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.sys.ThreadCalls;
import org.llsocket.option.SO;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Loopback;
import org.llsocket.testing.Signals;
import org.llsocket.testing.Waiter;

/** What ends a wait is the same on both kinds of threads, down to the corners. */
@ExtendWith(LeakCheck.class)
class WaitDetailTest {
  @TempDir Path directory;

  private static MemorySegment bytes(int count) {
    return MemorySegment.ofArray(new byte[count]);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void recv_datagramAfterShutdown_isZero(boolean virtual) throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET)) {
      Waiter first = Waiter.start(virtual, () -> pair.first().recv(bytes(1)));
      first.untilWaiting(pair.first().fd());
      pair.first().shutdown(SHUT.RD);
      assertThat(first.end().value()).isEqualTo(0);
      assertThat(Waiter.start(virtual, () -> pair.first().recv(bytes(1))).end().value())
          .isEqualTo(0);
      Duration time = Duration.ofSeconds(1);
      assertThat(Waiter.start(virtual, () -> pair.first().recv(bytes(1), 0, time)).end().value())
          .isEqualTo(0);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void recv_datagramShutDownDuringATimedWait_isZero(boolean virtual) throws Exception {
    for (Socket.Pair pair : new Socket.Pair[] {Loopback.udp(AF.INET), Socket.pair(SOCK.DGRAM)}) {
      try (pair) {
        Duration time = Duration.ofMinutes(1);
        Waiter waiter = Waiter.start(virtual, () -> pair.first().recv(bytes(1), 0, time));
        waiter.untilWaiting(pair.first().fd());
        pair.first().shutdown(SHUT.RD);
        assertThat(waiter.end().value()).isEqualTo(0);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sendto_unixQueueFull_goesOnWhenTheReceiverTakesOne(boolean virtual) throws Exception {
    WaitKind kind = WaitKind.of("UNIX_DGRAM_SENDTO");
    try (WaitKind.Setup setup = kind.setup(directory)) {
      Waiter waiter = Waiter.start(virtual, setup.call()).untilWaiting(setup.fd());
      var receiver = (Socket) setup.others().getFirst();
      assertThat(receiver.recv(ByteBuffer.allocate(9))).isEqualTo(2);
      assertThat(waiter.end().value()).isEqualTo(2);
    }
  }

  /** The sender's descriptor is writable all the time: an epoll reports nothing about the queue. */
  @ParameterizedTest
  @CsvSource({
    "NETLINK_SEND, false, 2",
    "NETLINK_SEND, true, 2",
    "NETLINK_WRITE, false, 4",
    "NETLINK_WRITE, true, 4"
  })
  void send_netlinkQueueFull_goesOnWhenTheReceiverTakesAll(String kind, boolean virtual, long sent)
      throws Exception {
    try (WaitKind.Setup setup = WaitKind.of(kind).setup(directory)) {
      Waiter waiter = Waiter.start(virtual, setup.call()).untilWaiting(setup.fd());
      var receiver = (Socket) setup.others().getFirst();
      receiver.nonblock(true);
      int last = 0;
      for (int n = receiver.recv(bytes(9)); n >= 0; n = receiver.recv(bytes(9))) {
        last = n;
      }
      assertThat(((Number) waiter.end().returned()).longValue()).isEqualTo(sent);
      int n = receiver.recv(bytes(9), MSG.DONTWAIT);
      assertThat(n == Socket.AGAIN ? last : n).isEqualTo((int) sent);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void recv_peekAllAndTheStreamEnds_isWhatThereIs(boolean virtual) throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      pair.second().send(bytes(1));
      int flags = MSG.PEEK | MSG.WAITALL;
      Waiter waiter = Waiter.start(virtual, () -> pair.first().recv(bytes(5), flags));
      waiter.untilWaiting(pair.first().fd());
      pair.second().shutdown(SHUT.WR);
      assertThat(waiter.end().value()).isEqualTo(1);
      assertThat(pair.first().recv(bytes(5), MSG.DONTWAIT)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void recv_lowWater_waitsForThatMuchOrTheBuffer(boolean virtual) throws Exception {
    for (Socket.Pair pair : new Socket.Pair[] {Loopback.tcp(AF.INET), Socket.pair(SOCK.STREAM)}) {
      try (pair) {
        pair.first().set(SO.RCVLOWAT, 4);
        byte[] target = new byte[10];
        Waiter waiter =
            Waiter.start(virtual, () -> pair.first().recv(MemorySegment.ofArray(target)));
        waiter.untilWaiting(pair.first().fd());
        pair.second().send(bytes(2));
        assertThat(waiter.isDone()).isFalse();
        pair.second().send(MemorySegment.ofArray(new byte[] {3, 4}));
        assertThat(waiter.end().value()).isEqualTo(4);
        assertThat(target).startsWith(0, 0, 3, 4);
        pair.second().send(bytes(2));
        assertThat(Waiter.start(virtual, () -> pair.first().recv(bytes(2))).end().value())
            .isEqualTo(2);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void read_lowWater_waitsForThatMuch(boolean virtual) throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      pair.first().set(SO.RCVLOWAT, 3);
      ByteBuffer one = ByteBuffer.allocate(1);
      ByteBuffer two = ByteBuffer.allocateDirect(2);
      Waiter waiter = Waiter.start(virtual, () -> pair.first().read(one, two));
      waiter.untilWaiting(pair.first().fd());
      pair.second().send(bytes(2));
      assertThat(waiter.isDone()).isFalse();
      pair.second().send(MemorySegment.ofArray(new byte[] {7}));
      assertThat(waiter.end().value()).isEqualTo(3L);
      assertThat(two.flip().get(1)).isEqualTo((byte) 7);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sendto_fastOpen_connectsAndSends(boolean virtual) throws Exception {
    try (Socket listener = Loopback.listener(AF.INET);
        Socket client = Socket.open(AF.INET, SOCK.STREAM)) {
      SockAddr to = listener.getsockname();
      Waiter waiter = Waiter.start(virtual, () -> client.sendto(bytes(200_000), to, MSG.FASTOPEN));
      try (Socket peer = Loopback.accept(listener)) {
        assertThat(peer.recv(bytes(200_000), MSG.WAITALL)).isEqualTo(200_000);
        assertThat(waiter.end().value()).isEqualTo(200_000);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void connect_kernelsTimeoutIsTheShorter_isATimeoutToo(boolean virtual) throws Exception {
    WaitKind kind = WaitKind.of("TCP_CONNECT_TIMEOUT");
    try (WaitKind.Setup setup = kind.setup(directory)) {
      setup.socket().set(SO.SNDTIMEO, Duration.ofMillis(50));
      assertThat(Waiter.start(virtual, setup.call()).end().thrown())
          .isExactlyInstanceOf(SocketTimeoutException.class);
    }
  }

  /** A profiler's signals interrupt the system call; the kernel would restart its timeout. */
  @Test
  void recv_timeoutAmongSignals_ends() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      pair.first().set(SO.RCVTIMEO, Duration.ofMillis(100));
      var thread = new AtomicInteger();
      Waiter waiter =
          Waiter.start(
              false,
              () -> {
                thread.set(ThreadCalls.gettid());
                return pair.first().recv(bytes(1));
              });
      waiter.untilWaiting(pair.first().fd());
      Duration period = Duration.ofMillis(5);
      for (long n = Waiter.PROMISED.dividedBy(period); n > 0; n--) {
        if (waiter.isDoneWithin(period)) {
          break;
        }
        Signals.interrupt(thread.get());
      }
      assertThat(waiter.end().value()).isEqualTo(Socket.AGAIN);
    }
  }

  /** As in a process that was started by one with blocked signals. */
  @Test
  void close_ofAThreadWithAllSignalsBlocked_endsItsCall() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      Waiter waiter =
          Waiter.start(
              false,
              () -> {
                try (Arena arena = Arena.ofConfined()) {
                  MemorySegment all = arena.allocate(128, 8);
                  for (long signal = 34; signal <= 64; signal++) { // the real-time ones
                    long at = (signal - 1) / 8;
                    int bit = 1 << ((signal - 1) % 8);
                    all.set(JAVA_BYTE, at, (byte) (all.get(JAVA_BYTE, at) | bit));
                  }
                  int block = Platform.number("SIG_UNBLOCK") - 1;
                  ThreadCalls.sigprocmask(block, all, MemorySegment.NULL);
                }
                return pair.first().recv(bytes(1));
              });
      waiter.untilWaiting(pair.first().fd());
      pair.first().close();
      assertThat(waiter.end().thrown()).isExactlyInstanceOf(AsynchronousCloseException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void send_partAndThenClose_returnsThePart(boolean virtual) throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      Waiter waiter = Waiter.start(virtual, () -> pair.first().send(bytes(4_000_000)));
      waiter.untilWaiting(pair.first().fd());
      pair.first().close();
      int sent = (int) waiter.end().returned();
      assertThat(drained(pair.second())).isEqualTo(sent);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void send_partAndThenAKeptOpenInterrupt_returnsThePart(boolean virtual) throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      pair.first().onInterrupt(OnInterrupt.KEEP_OPEN);
      Waiter waiter = Waiter.start(virtual, () -> pair.first().send(bytes(4_000_000)));
      waiter.untilWaiting(pair.first().fd());
      waiter.thread().interrupt();
      Waiter.End end = waiter.end();
      assertThat(end.interrupted()).isTrue();
      pair.first().close();
      assertThat(drained(pair.second())).isEqualTo((int) end.returned());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void send_partAndThenTheTimeout_returnsThePart(boolean virtual) throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      pair.first().set(SO.SNDTIMEO, Duration.ofMillis(50));
      int sent =
          (int) Waiter.start(virtual, () -> pair.first().send(bytes(4_000_000))).end().returned();
      pair.first().close();
      assertThat(drained(pair.second())).isEqualTo(sent);
    }
  }

  private static int drained(Socket socket) throws Exception {
    int all = 0;
    while (true) {
      int n = socket.recv(bytes(65536));
      if (n == Socket.EOF) {
        return all;
      }
      all += n;
    }
  }

  /** Whether an interrupt closes is decided as the wait begins, for this wait and no other. */
  @Test
  void onInterrupt_changedDuringTheWait_countsForTheNext() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      Waiter waiter = Waiter.start(false, () -> pair.first().recv(bytes(1)));
      waiter.untilWaiting(pair.first().fd());
      pair.first().onInterrupt(OnInterrupt.KEEP_OPEN);
      waiter.thread().interrupt();
      assertThat(waiter.end().what()).isEqualTo("ClosedByInterruptException");
      assertThat(pair.first().isOpen()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void detach_duringTheWait_isRefusedAndChangesNothing(boolean virtual) throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      Waiter waiter = Waiter.start(virtual, () -> pair.first().recv(bytes(1)));
      waiter.untilWaiting(pair.first().fd());
      assertThatIllegalStateException()
          .isThrownBy(pair.first()::detach)
          .withMessage("fd " + pair.first().fd() + " is in use by 1 calls");
      pair.second().send(bytes(1));
      assertThat(waiter.end().value()).isEqualTo(1);
      try (Socket again = Socket.adopt(pair.first().detach())) {
        assertThat(again.isOpen()).isTrue();
      }
    }
  }

  /** Every waiting reader has to try again, whichever was first. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void recv_manyReadersOfOneSocket_eachGetsItsDatagram(boolean virtual) throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM);
        Socket duplicate = pair.first().dup()) {
      for (int round = 0; round < 20; round++) {
        var readers = new Waiter[20];
        for (int i = 0; i < readers.length; i++) {
          Socket socket = i % 2 == 0 ? pair.first() : duplicate;
          readers[i] = Waiter.start(virtual, () -> socket.recv(bytes(1)));
        }
        for (int i = 0; i < readers.length; i++) {
          pair.second().send(bytes(1));
        }
        for (Waiter reader : readers) {
          assertThat(reader.end().value()).isEqualTo(1);
        }
      }
    }
  }

  /** The ways to ask for SO_ERROR. */
  enum Ask {
    ERROR {
      @Override
      int of(Socket socket) throws IOException {
        Errno error = socket.error();
        return error == null ? 0 : error.number();
      }
    },
    OPTION {
      @Override
      int of(Socket socket) throws IOException {
        return socket.get(SO.ERROR);
      }
    },
    RAW {
      @Override
      int of(Socket socket) throws IOException {
        var value = new int[1];
        socket.getsockopt(1, 4, MemorySegment.ofArray(value));
        return value[0];
      }
    };

    abstract int of(Socket socket) throws IOException;
  }

  /** A reset that cuts a transfer short is reported once, however it is asked for. */
  @ParameterizedTest
  @CsvSource({
    "ERROR, false, false",
    "ERROR, false, true",
    "ERROR, true, false",
    "ERROR, true, true",
    "OPTION, false, false",
    "OPTION, false, true",
    "OPTION, true, false",
    "OPTION, true, true",
    "RAW, false, false",
    "RAW, false, true",
    "RAW, true, false",
    "RAW, true, true"
  })
  void error_transferCutShort_isReportedOnce(Ask ask, boolean virtual, boolean sends)
      throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      Socket socket = pair.first();
      pair.second().send(ByteBuffer.allocate(10));
      Callable<Integer> transfer =
          sends
              ? () -> socket.send(ByteBuffer.allocate(50_000_000))
              : () -> socket.recv(ByteBuffer.allocate(100), MSG.WAITALL);
      Blocked<Integer> call = virtual ? Blocked.startVirtual(transfer) : Blocked.start(transfer);
      call.untilInKernel(socket.fd());
      Loopback.reset(pair.second());
      assertThat(call.get()).isBetween(1, 49_999_999);
      assertThat(ask.of(socket)).isEqualTo(Errno.ECONNRESET.number());
      assertThat(ask.of(socket)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void onInterrupt_ignored_receivesWhatArrivesLater(boolean virtual) throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      assertThat(pair.first().onInterrupt()).isEqualTo(OnInterrupt.CLOSE);
      pair.first().onInterrupt(OnInterrupt.IGNORE);
      assertThat(pair.first().onInterrupt()).isEqualTo(OnInterrupt.IGNORE);
      var buffer = ByteBuffer.allocate(3);
      Waiter waiter = Waiter.start(virtual, () -> pair.first().recv(buffer, MSG.WAITALL));
      waiter.untilWaiting(pair.first().fd()).thread().interrupt();
      pair.second().send(ByteBuffer.allocate(1));
      waiter.untilWaiting(pair.first().fd()).thread().interrupt();
      pair.second().send(ByteBuffer.allocate(2));
      Waiter.End end = waiter.end();
      assertThat(end.returned()).isEqualTo(3);
      assertThat(end.interrupted()).isTrue();
      pair.first().onInterrupt(OnInterrupt.KEEP_OPEN);
      assertThat(pair.first().onInterrupt()).isEqualTo(OnInterrupt.KEEP_OPEN);
    }
  }

  @Test
  void onInterrupt_ignoredUnlessVirtual_platformThreadWaitsOn() throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      pair.first().onInterrupt(OnInterrupt.IGNORE_UNLESS_VIRTUAL);
      assertThat(pair.first().onInterrupt()).isEqualTo(OnInterrupt.IGNORE_UNLESS_VIRTUAL);
      Waiter waiter = Waiter.start(false, () -> pair.first().recv(ByteBuffer.allocate(3)));
      waiter.untilWaiting(pair.first().fd()).thread().interrupt();
      pair.second().send(ByteBuffer.allocate(2));
      Waiter.End end = waiter.end();
      assertThat(end.returned()).isEqualTo(2);
      assertThat(end.interrupted()).isTrue();
    }
  }

  @Test
  void onInterrupt_ignoredUnlessVirtual_endsTheWaitOfAVirtualThread() throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET);
        Socket listener = Loopback.listener(AF.INET)) {
      for (Socket socket : List.of(pair.first(), listener)) {
        boolean accepts = socket.equals(listener);
        Callable<?> call = accepts ? socket::accept : () -> socket.recv(ByteBuffer.allocate(3));
        socket.onInterrupt(OnInterrupt.IGNORE_UNLESS_VIRTUAL);
        Waiter waiter = Waiter.start(true, call);
        waiter.untilWaiting(socket.fd()).thread().interrupt();
        Waiter.End end = waiter.end();
        assertThat(end.thrown()).isExactlyInstanceOf(InterruptedIOException.class);
        assertThat(end.interrupted()).isTrue();
        assertThat(Waiter.startInterrupted(true, call).end().thrown())
            .isExactlyInstanceOf(InterruptedIOException.class);
        assertThat(socket.isOpen()).isTrue();
      }
    }
  }

  @Test
  void onInterrupt_ignoredUnlessVirtual_interruptedThreadTakesWhatIsThere() throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      pair.first().onInterrupt(OnInterrupt.IGNORE_UNLESS_VIRTUAL);
      pair.second().send(ByteBuffer.allocate(2));
      assertThat(pair.first().awaitReadable(Blocked.DEADLINE)).isTrue();
      Waiter.End end =
          Waiter.startInterrupted(true, () -> pair.first().recv(ByteBuffer.allocate(3))).end();
      assertThat(end.returned()).isEqualTo(2);
      assertThat(end.interrupted()).isTrue();
    }
  }
}
