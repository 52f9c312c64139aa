package org.llsocket.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.MemorySegment;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.AF;
import org.llsocket.Descriptor;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.LeakCheck;
import org.llsocket.MSG;
import org.llsocket.OnInterrupt;
import org.llsocket.Pipe;
import org.llsocket.SHUT;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.option.Linger;
import org.llsocket.option.SO;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Libc;
import org.llsocket.testing.Loopback;
import org.llsocket.testing.Waiter;

/** Sends, receives, reads and writes with a timeout, on both kinds of threads. */
@ExtendWith(LeakCheck.class)
class TimedTransfersTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration BRIEF = Duration.ofMillis(30);

  /** More than the buffers of a Unix stream take. */
  private static final int LARGE = 4 << 20;

  @TempDir Path directory;

  private static MemorySegment bytes(int size) {
    return MemorySegment.ofArray(new byte[size]);
  }

  private static byte[] pattern(int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (i * 31 + (i >> 8));
    }
    return bytes;
  }

  private static Waiter.End run(boolean virtual, Callable<?> call) {
    return Waiter.start(virtual, call).endWithin(Blocked.DEADLINE);
  }

  private static Socket.Pair full() throws Exception {
    Socket.Pair pair = Socket.pair(SOCK.STREAM);
    Loopback.fill(pair.first());
    return pair;
  }

  /** Receives until {@code size} bytes have arrived. */
  private static byte[] receive(Socket socket, int size) throws Exception {
    byte[] all = new byte[size];
    int n = socket.recv(MemorySegment.ofArray(all), MSG.WAITALL, Duration.ofSeconds(10));
    assertThat(n).isEqualTo(size);
    return all;
  }

  // ---- sends

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void send_timeoutAfterAPart_returnsTheCountOfWhatWasSent(boolean virtual) throws Exception {
    byte[] data = pattern(LARGE);
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      Object sent =
          run(virtual, () -> pair.first().send(MemorySegment.ofArray(data), 0, BRIEF)).returned();
      int count = (Integer) sent;
      assertThat(count).isBetween(1, LARGE - 1);
      pair.first().shutdown(SHUT.WR);
      assertThat(receive(pair.second(), count)).isEqualTo(Arrays.copyOf(data, count));
      assertThat(pair.second().recv(bytes(1))).isEqualTo(Socket.EOF);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void send_receiverTakesAllInTime_sendsEachByteOnce(boolean virtual) throws Exception {
    byte[] data = pattern(LARGE);
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      Waiter sender =
          Waiter.start(virtual, () -> pair.first().send(MemorySegment.ofArray(data), 0, LONG));
      assertThat(receive(pair.second(), LARGE)).isEqualTo(data);
      assertThat(sender.end().value()).isEqualTo(LARGE);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void send_full_timesOutAndSendsNothing(boolean virtual) throws Exception {
    try (Socket.Pair pair = full()) {
      ByteBuffer data = ByteBuffer.allocate(9);
      Waiter.End end = run(virtual, () -> pair.first().send(data, 0, BRIEF));
      assertThat(end.thrown()).isInstanceOf(SocketTimeoutException.class);
      assertThat(data.position()).isZero();
      assertThat(pair.first().isOpen()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void send_interruptAfterAPart_returnsThePartAndTheNextCallReportsIt(boolean virtual)
      throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      Waiter sender = Waiter.start(virtual, () -> pair.first().send(bytes(LARGE), 0, LONG));
      sender.untilWaiting(pair.first().fd());
      sender.thread().interrupt();
      Waiter.End end = sender.end();
      assertThat(end.thrown()).isNull();
      assertThat((Integer) end.returned()).isBetween(1, LARGE - 1);
      assertThat(end.interrupted()).isTrue();
      assertThat(pair.first().isOpen()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void send_interruptBeforeAnyByte_closesOrKeepsOpen(boolean virtual) throws Exception {
    for (OnInterrupt does : new OnInterrupt[] {OnInterrupt.CLOSE, OnInterrupt.KEEP_OPEN}) {
      try (Socket.Pair pair = full()) {
        pair.first().onInterrupt(does);
        Waiter sender = Waiter.start(virtual, () -> pair.first().send(bytes(9), 0, LONG));
        sender.untilWaiting(pair.first().fd());
        sender.thread().interrupt();
        Waiter.End end = sender.end();
        boolean closes = does == OnInterrupt.CLOSE;
        assertThat(end.what())
            .isEqualTo(closes ? "ClosedByInterruptException" : "InterruptedIOException");
        assertThat(end.interrupted()).isTrue();
        assertThat(pair.first().isOpen()).isEqualTo(!closes);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void send_closedAfterAPart_returnsThePart(boolean virtual) throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      Waiter sender = Waiter.start(virtual, () -> pair.first().send(bytes(LARGE), 0, LONG));
      sender.untilWaiting(pair.first().fd());
      pair.first().close();
      assertThat((Integer) sender.end().returned()).isBetween(1, LARGE - 1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void send_closedBeforeAnyByte_isAsynchronous(boolean virtual) throws Exception {
    try (Socket.Pair pair = full()) {
      Waiter sender = Waiter.start(virtual, () -> pair.first().send(bytes(9), 0, LONG));
      sender.untilWaiting(pair.first().fd());
      pair.first().close();
      assertThat(sender.end().thrown()).isExactlyInstanceOf(AsynchronousCloseException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void send_closeAtAnyMoment_isAPartOrAClose(boolean virtual) throws Exception {
    for (int round = 0; round < 50; round++) {
      try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
        Waiter sender = Waiter.start(virtual, () -> pair.first().send(bytes(LARGE), 0, LONG));
        for (int spin = 0; spin < round * 200; spin++) {
          Thread.onSpinWait();
        }
        pair.first().close();
        Waiter.End end = sender.end();
        if (end.thrown() == null) {
          assertThat((Integer) end.returned()).isBetween(1, LARGE - 1);
        } else {
          assertThat(end.what()).isIn("AsynchronousCloseException", "ClosedChannelException");
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void send_interruptAtAnyMoment_isReportedOnce(boolean virtual) throws Exception {
    for (int round = 0; round < 50; round++) {
      try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
        Waiter sender = Waiter.start(virtual, () -> pair.first().send(bytes(LARGE), 0, LONG));
        for (int spin = 0; spin < round * 200; spin++) {
          Thread.onSpinWait();
        }
        sender.thread().interrupt();
        Waiter.End end = sender.end();
        assertThat(end.interrupted()).isTrue();
        if (end.thrown() == null) {
          assertThat((Integer) end.returned()).isBetween(1, LARGE - 1);
          assertThat(pair.first().isOpen()).isTrue();
        } else {
          assertThat(end.thrown()).isInstanceOf(ClosedByInterruptException.class);
          assertThat(pair.second().recv(bytes(1))).as("nothing was sent").isEqualTo(Socket.EOF);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void send_resetDuringTheWait_isThePartThenTheError(boolean virtual) throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      pair.second().set(SO.LINGER, Linger.of(Duration.ZERO));
      Waiter sender = Waiter.start(virtual, () -> pair.first().send(bytes(16 << 20), 0, LONG));
      sender.untilWaiting(pair.first().fd());
      pair.second().close();
      assertThat((Integer) sender.end().returned()).isPositive();
      Waiter.End next = run(virtual, () -> pair.first().send(bytes(1), 0, LONG));
      assertThat(next.thrown())
          .isInstanceOfSatisfying(
              ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ECONNRESET));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void send_nonblockingSocket_waitsAllTheSame(boolean virtual) throws Exception {
    try (Socket.Pair pair = full()) {
      pair.first().nonblock(true);
      Waiter sender = Waiter.start(virtual, () -> pair.first().send(bytes(9), 0, LONG));
      sender.untilWaiting(pair.first().fd());
      pair.second().nonblock(true);
      MemorySegment taken = bytes(65536);
      while (pair.second().recv(taken) > 0) {}
      assertThat(sender.end().value()).isEqualTo(9);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sendto_unixQueueFull_timesOut(boolean virtual) throws Exception {
    try (Socket receiver = Socket.open(AF.UNIX, SOCK.DGRAM);
        Socket sender = Socket.open(AF.UNIX, SOCK.DGRAM)) {
      SockAddr to = SockAddr.unix(directory.resolve("receiver"));
      receiver.bind(to);
      sender.nonblock(true);
      while (sender.sendto(bytes(1), to) == 1) {}
      sender.nonblock(false);
      Waiter.End end = run(virtual, () -> sender.sendto(bytes(2), to, 0, BRIEF));
      assertThat(end.thrown()).isInstanceOf(SocketTimeoutException.class);
      Waiter waiter = Waiter.start(virtual, () -> sender.sendto(bytes(2), to, 0, LONG));
      waiter.untilWaiting(sender.fd());
      assertThat(receiver.recv(bytes(9))).isEqualTo(1);
      assertThat(waiter.end().value()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sendto_fastOpen_connectsAndSends(boolean virtual) throws Exception {
    try (Socket listener = Loopback.listener(AF.INET);
        Socket client = Socket.open(AF.INET, SOCK.STREAM)) {
      SockAddr to = listener.getsockname();
      Waiter sender =
          Waiter.start(
              virtual,
              () ->
                  client.sendto(MemorySegment.ofArray(new byte[] {7, 8}), to, MSG.FASTOPEN, LONG));
      try (Socket peer = Loopback.accept(listener)) {
        assertThat(receive(peer, 2)).containsExactly(7, 8);
        assertThat(sender.end().value()).isEqualTo(2);
      }
    }
  }

  // ---- receives

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void recv_waitAllAndTheTimePasses_isThePart(boolean virtual) throws Exception {
    for (Socket.Pair pair : new Socket.Pair[] {Loopback.tcp(AF.INET), Socket.pair(SOCK.STREAM)}) {
      try (pair) {
        pair.second().send(MemorySegment.ofArray(new byte[] {1, 2, 3}));
        byte[] data = {9, 9, 9, 9, 9};
        Waiter.End end =
            run(virtual, () -> pair.first().recv(MemorySegment.ofArray(data), MSG.WAITALL, BRIEF));
        assertThat(end.value()).isEqualTo(3);
        assertThat(data).containsExactly(1, 2, 3, 9, 9);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void recv_waitAllAndTheRestArrives_isAll(boolean virtual) throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      pair.second().send(MemorySegment.ofArray(new byte[] {1, 2, 3}));
      byte[] data = new byte[5];
      Waiter waiter =
          Waiter.start(
              virtual, () -> pair.first().recv(MemorySegment.ofArray(data), MSG.WAITALL, LONG));
      waiter.untilWaiting(pair.first().fd());
      pair.second().send(MemorySegment.ofArray(new byte[] {4, 5}));
      assertThat(waiter.end().value()).isEqualTo(5);
      assertThat(data).containsExactly(1, 2, 3, 4, 5);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void recv_peekAll_seesEachByteOnce(boolean virtual) throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      pair.second().send(MemorySegment.ofArray(new byte[] {1, 2}));
      byte[] data = new byte[5];
      int flags = MSG.PEEK | MSG.WAITALL;
      Waiter waiter =
          Waiter.start(virtual, () -> pair.first().recv(MemorySegment.ofArray(data), flags, LONG));
      waiter.untilWaiting(pair.first().fd());
      pair.second().send(MemorySegment.ofArray(new byte[] {3}));
      pair.second().shutdown(SHUT.WR);
      assertThat(waiter.end().value()).isEqualTo(3);
      assertThat(data).containsExactly(1, 2, 3, 0, 0);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void recv_lowWaterNotReached_waits(boolean virtual) throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      pair.first().set(SO.RCVLOWAT, 4);
      Waiter.End nothing = run(virtual, () -> pair.first().recv(bytes(9), 0, BRIEF));
      assertThat(nothing.thrown()).isInstanceOf(SocketTimeoutException.class);
      Waiter enough = Waiter.start(virtual, () -> pair.first().recv(bytes(9), 0, LONG));
      enough.untilWaiting(pair.first().fd());
      pair.second().send(bytes(4));
      assertThat(enough.end().value()).isEqualTo(4);
      pair.second().send(bytes(2));
      Waiter less = Waiter.start(virtual, () -> pair.first().recv(bytes(9), 0, LONG));
      less.untilWaiting(pair.first().fd());
      pair.second().shutdown(SHUT.WR);
      assertThat(less.end().value()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void recvfrom_anotherThreadTakesTheDatagram_timesOut(boolean virtual) throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET)) {
      var from = new SockAddrBuffer();
      Duration time = Duration.ofMillis(200);
      Waiter one = Waiter.start(virtual, () -> pair.first().recvfrom(bytes(1), from, 0, time));
      Waiter other = Waiter.start(virtual, () -> pair.first().recv(bytes(1), 0, time));
      pair.second().send(bytes(1));
      String ends =
          one.endWithin(Blocked.DEADLINE).what() + other.endWithin(Blocked.DEADLINE).what();
      assertThat(ends).isIn("1SocketTimeoutException", "SocketTimeoutException1");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void accept_twoThreadsAndOneConnection_oneTimesOut(boolean virtual) throws Exception {
    try (Socket listener = Loopback.listener(AF.INET);
        Socket client = Socket.open(AF.INET, SOCK.STREAM)) {
      Duration time = Duration.ofMillis(200);
      Waiter one = Waiter.start(virtual, () -> listener.accept(time));
      Waiter other = Waiter.start(virtual, () -> listener.accept(time));
      client.connect(listener.getsockname());
      int accepted = 0;
      for (Waiter each : new Waiter[] {one, other}) {
        Waiter.End end = each.endWithin(Blocked.DEADLINE);
        if (end.value() instanceof Socket socket) {
          socket.close();
          accepted++;
        } else {
          assertThat(end.thrown()).isInstanceOf(SocketTimeoutException.class);
        }
      }
      assertThat(accepted).isEqualTo(1);
    }
  }

  // ---- reads and writes

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void write_pipe_writesWhatFitsOrTimesOut(boolean virtual) throws Exception {
    try (Pipe pipe = Pipe.open()) {
      ByteBuffer[] data = {ByteBuffer.allocate(100_000), ByteBuffer.allocate(100_000)};
      Waiter.End first = run(virtual, () -> pipe.writer().write(data, BRIEF));
      assertThat((Long) first.returned()).isBetween(1L, 199_999L);
      pipe.writer().nonblock(true);
      while (pipe.writer().write(ByteBuffer.allocate(1)) > 0) {}
      pipe.writer().nonblock(false);
      Waiter.End next = run(virtual, () -> pipe.writer().write(data, BRIEF));
      assertThat(next.thrown()).isInstanceOf(SocketTimeoutException.class);
      assertThat(pipe.writer().isOpen()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void read_pipe_timesOutOrReadsWhatArrives(boolean virtual) throws Exception {
    try (Pipe pipe = Pipe.open()) {
      MemorySegment[] data = {bytes(1), bytes(9)};
      Waiter.End nothing = run(virtual, () -> pipe.reader().read(data, BRIEF));
      assertThat(nothing.thrown()).isInstanceOf(SocketTimeoutException.class);
      Waiter waiter = Waiter.start(virtual, () -> pipe.reader().read(data, LONG));
      waiter.untilWaiting(pipe.reader().fd());
      pipe.writer().write(bytes(5));
      assertThat(waiter.end().value()).isEqualTo(5L);
    }
  }

  /** The kernel has no read of a FIFO that does not wait: one that waits is made and ended. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void read_fifo_timesOutOrReadsWhatArrives(boolean virtual) throws Exception {
    Path path = directory.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();
    int readAndWrite = 2 | 02000000;
    try (Descriptor fifo = Descriptor.adopt(Libc.open(path.toString(), readAndWrite))) {
      ByteBuffer[] data = {ByteBuffer.allocate(9)};
      Waiter.End nothing = run(virtual, () -> fifo.read(data, BRIEF));
      assertThat(nothing.thrown()).isInstanceOf(SocketTimeoutException.class);
      assertThat(fifo.isOpen()).isTrue();
      Waiter waiter = Waiter.start(virtual, () -> fifo.read(data, LONG));
      waiter.untilWaiting(fifo.fd());
      assertThat(fifo.write(bytes(5))).isEqualTo(5);
      assertThat(waiter.end().value()).isEqualTo(5L);
    }
  }

  @Test
  void negativeTimeout_isRefusedBeforeAnyCall() throws Exception {
    Duration negative = Duration.ofMillis(-1);
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      Socket socket = pair.first();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> socket.send(bytes(1), 0, negative))
          .withMessageContaining("-0.001");
      assertThatIllegalArgumentException().isThrownBy(() -> socket.recv(bytes(1), 0, negative));
      ByteBuffer[] data = {ByteBuffer.allocate(1)};
      assertThatIllegalArgumentException().isThrownBy(() -> socket.write(data, negative));
      assertThatIllegalArgumentException().isThrownBy(() -> socket.read(data, negative));
      assertThat(pair.second().recv(bytes(1), MSG.DONTWAIT)).isEqualTo(Socket.AGAIN);
    }
  }
}
