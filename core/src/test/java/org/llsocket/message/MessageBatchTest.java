package org.llsocket.message;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.AF;
import org.llsocket.Descriptor;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.LeakCheck;
import org.llsocket.MSG;
import org.llsocket.OnInterrupt;
import org.llsocket.SHUT;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.option.IP;
import org.llsocket.option.SO;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Capability;
import org.llsocket.testing.Loopback;

@ExtendWith(LeakCheck.class)
class MessageBatchTest {
  @TempDir Path directory;

  private static MemorySegment bytes(String text) {
    return MemorySegment.ofArray(text.getBytes(US_ASCII));
  }

  private static String text(MessageBatch batch, int index) {
    return new String(batch.data(index).asSlice(0, batch.size(index)).toArray(JAVA_BYTE), US_ASCII);
  }

  private static MessageBatch batch(String... texts) {
    var batch = MessageBatch.builder().messages(texts.length).dataCapacity(16).build();
    for (int i = 0; i < texts.length; i++) {
      batch.data(i, bytes(texts[i]));
    }
    return batch;
  }

  private static <T> Blocked<T> start(boolean virtual, Callable<T> call) {
    return virtual ? Blocked.startVirtual(call) : Blocked.start(call);
  }

  private static void assertErrno(Errno errno, Callable<?> call) {
    assertThatExceptionOfType(ErrnoException.class)
        .isThrownBy(call::call)
        .satisfies(e -> assertThat(e.errno()).isEqualTo(errno));
  }

  // ---- what goes out comes in

  @Test
  void messages_toSeveralAddresses_arriveAndAreEchoed() throws Exception {
    try (Socket a = Loopback.bound(AF.INET, SOCK.DGRAM);
        Socket b = Loopback.bound(AF.INET, SOCK.DGRAM);
        Socket server = Loopback.bound(AF.INET, SOCK.DGRAM);
        MessageBatch out = batch("one", "", "three");
        MessageBatch in = MessageBatch.builder().messages(8).dataCapacity(16).build()) {
      SockAddr to = server.getsockname();
      assertThat(a.sendmmsg(out.name(0, to).name(1, to).name(2, to), 0)).isEqualTo(3);
      assertThat(List.of(out.len(0), out.len(1), out.len(2))).containsExactly(3, 0, 5);
      assertThat(b.sendmmsg(out, 2, 1, 0)).isOne();
      assertThat(server.recvmmsg(in, MSG.WAITFORONE)).isEqualTo(4);
      assertThat(List.of(text(in, 0), text(in, 1), text(in, 2), text(in, 3)))
          .containsExactly("one", "", "three", "three");
      assertThat(in.name(0).toSockAddr()).isEqualTo(a.getsockname());
      assertThat(in.name(3).toSockAddr()).isEqualTo(b.getsockname());
      assertThat(server.sendmmsg(in, 0, 4, 0)).isEqualTo(4);
      assertThat(a.recvmmsg(in, MSG.WAITFORONE)).isEqualTo(3);
      assertThat(text(in, 2)).isEqualTo("three");
      assertThat(in.name(2).toSockAddr()).isEqualTo(server.getsockname());
      assertThat(b.recvmmsg(in, MSG.WAITFORONE)).isOne();
    }
  }

  @Test
  void batch_ofMaximumLength_isSentInOneCall() throws Exception {
    Capability.RECEIVE_BUFFER.require();
    try (Socket.Pair pair = Loopback.udp(AF.INET);
        MessageBatch out =
            MessageBatch.builder().messages(MessageBatch.MAX).dataCapacity(1).build();
        MessageBatch in =
            MessageBatch.builder().messages(MessageBatch.MAX).dataCapacity(1).build()) {
      pair.second().set(SO.RCVBUF, 4 << 20);
      for (int i = 0; i < out.count(); i++) {
        out.data(i, MemorySegment.ofArray(new byte[] {(byte) i}));
      }
      assertThat(pair.first().sendmmsg(out, 0)).isEqualTo(1024);
      assertThat(pair.second().recvmmsg(in, 0)).isEqualTo(1024);
      for (int i = 0; i < in.count(); i++) {
        assertThat(in.data(i).get(JAVA_BYTE, 0)).isEqualTo((byte) i);
      }
    }
  }

  @Test
  void longDatagram_received_isTruncatedWithItsRealLength() throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET);
        MessageBatch in = MessageBatch.builder().messages(2).dataCapacity(3).build()) {
      pair.first().send(bytes("abcdef"));
      pair.first().send(bytes("xy"));
      assertThat(pair.second().recvmmsg(in, MSG.TRUNC)).isEqualTo(2);
      assertThat(List.of(in.len(0), in.size(0), in.receivedFlags(0)))
          .containsExactly(6, 3, MSG.TRUNC);
      assertThat(List.of(in.len(1), in.size(1), in.receivedFlags(1))).containsExactly(2, 2, 0);
      assertThat(text(in, 0)).isEqualTo("abc");
    }
  }

  @Test
  void controlData_ofEachMessage_isSeparate() throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET);
        MessageBatch out =
            MessageBatch.builder()
                .messages(3)
                .dataCapacity(1)
                .controlCapacity(Control.space(4))
                .build();
        MessageBatch in =
            MessageBatch.builder()
                .messages(3)
                .dataCapacity(1)
                .controlCapacity(Control.space(4))
                .build()) {
      pair.second().set(IP.RECVTTL, true);
      for (int i = 0; i < 3; i++) {
        out.size(i, 1).control(i).add(new Ttl(10 + i));
      }
      for (int round = 0; round < 2; round++) { // what was added stays
        assertThat(pair.first().sendmmsg(out, 0)).isEqualTo(3);
        assertThat(pair.second().recvmmsg(in, 0)).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
          assertThat(in.control(i).ttl()).isEqualTo(10 + i);
          assertThat(in.receivedFlags(i)).isZero();
        }
      }
      pair.second().set(IP.RECVTTL, false);
      pair.first().send(bytes("x"));
      assertThat(pair.second().recvmmsg(in, MSG.WAITFORONE)).isOne();
      assertThat(in.control(0).ttl()).isEqualTo(Control.NONE);
    }
  }

  // ---- descriptors

  @Test
  void descriptors_ofEachMessage_areOwnedUntilTakenOrTheNextReceive() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM);
        Socket.Pair passed = Socket.pair(SOCK.STREAM);
        MessageBatch out =
            MessageBatch.builder()
                .messages(3)
                .dataCapacity(1)
                .controlCapacity(Control.space(8))
                .build();
        MessageBatch in =
            MessageBatch.builder()
                .messages(3)
                .dataCapacity(1)
                .controlCapacity(Control.space(8))
                .build()) {
      for (int i = 0; i < 3; i++) {
        out.size(i, 1).control(i).add(Rights.of(passed.first(), passed.second()));
      }
      assertThat(pair.first().sendmmsg(out, 0)).isEqualTo(3);
      assertThat(pair.second().recvmmsg(in, 0)).isEqualTo(3);
      assertThat(numbersOf(passed.first())).isEqualTo(4);
      List<Descriptor> taken = Objects.requireNonNull(in.control(1).get(Rights.class)).take();
      assertThat(taken).hasSize(2).allMatch(Descriptor::isOpen);
      assertThat(pair.second().recvmmsg(in, MSG.DONTWAIT)).isEqualTo(Socket.AGAIN);
      assertThat(numbersOf(passed.first())).isEqualTo(2);
      for (Descriptor each : taken) {
        assertThat(each.cloexec()).isTrue();
        each.close();
      }
      assertThat(pair.first().sendmmsg(out, 0)).isEqualTo(3);
      try (MessageBatch brief =
          MessageBatch.builder()
              .messages(3)
              .dataCapacity(1)
              .controlCapacity(Control.space(8))
              .build()) {
        assertThat(pair.second().recvmmsg(brief, 0)).isEqualTo(3);
        assertThat(numbersOf(passed.first())).isEqualTo(4);
      }
      assertThat(numbersOf(passed.first())).isOne();
    }
  }

  /** How many numbers of this process mean the same open socket. */
  private static long numbersOf(Socket socket) throws IOException {
    Path all = Path.of("/proc/self/fd");
    String target = Files.readSymbolicLink(all.resolve(String.valueOf(socket.fd()))).toString();
    try (Stream<Path> numbers = Files.list(all)) {
      return numbers.filter(number -> isLink(number, target)).count();
    }
  }

  private static boolean isLink(Path number, String target) {
    try {
      return Files.readSymbolicLink(number).toString().equals(target);
    } catch (IOException closed) {
      return false;
    }
  }

  /** There is capacity for one of two descriptors, or none: it is reported, and none leaks. */
  @ParameterizedTest
  @CsvSource({"0,0", "16,0", "20,1", "24,2", "23,1"})
  void descriptors_capacityExceeded_areReportedAndClosed(int capacity, int expected)
      throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM);
        Socket passed = Socket.open(AF.UNIX, SOCK.STREAM);
        MessageBatch out =
            MessageBatch.builder()
                .messages(2)
                .dataCapacity(1)
                .controlCapacity(Control.space(8))
                .build()) {
      for (int i = 0; i < 2; i++) {
        out.size(i, 1).control(i).add(Rights.of(passed, passed));
      }
      assertThat(pair.first().sendmmsg(out, 0)).isEqualTo(2);
      try (MessageBatch in =
          MessageBatch.builder().messages(2).dataCapacity(1).controlCapacity(capacity).build()) {
        assertThat(pair.second().recvmmsg(in, 0)).isEqualTo(2);
        assertThat(in.receivedFlags(1)).isEqualTo(expected == 2 ? 0 : MSG.CTRUNC);
        assertThat(numbersOf(passed)).isEqualTo(1 + 2 * expected);
      }
      assertThat(numbersOf(passed)).isOne();
    }
  }

  @Test
  void descriptors_closedOrWithoutData_areRefused() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
        MessageBatch out =
            MessageBatch.builder()
                .messages(2)
                .dataCapacity(1)
                .controlCapacity(Control.space(4))
                .build()) {
      Socket closed = Socket.open(AF.UNIX, SOCK.STREAM);
      out.size(0, 1).control(1).add(Rights.of(closed));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> pair.first().sendmmsg(out, 0))
          .withMessageContaining("message 1");
      closed.close();
      out.size(1, 1);
      assertThatThrownBy(() -> pair.first().sendmmsg(out, 0))
          .isInstanceOf(ClosedChannelException.class);
      assertThat(pair.second().recv(ByteBuffer.allocate(9), MSG.DONTWAIT)).isEqualTo(Socket.AGAIN);
      assertThat(pair.first().isOpen()).isTrue();
    }
  }

  // ---- waiting

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void recvmmsg_blocking_waitsForAll(boolean virtual) throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET);
        MessageBatch in = MessageBatch.builder().messages(3).dataCapacity(9).build()) {
      var call = start(virtual, () -> pair.second().recvmmsg(in, 0));
      for (String each : List.of("1", "2", "3")) {
        call.untilInKernel(pair.second().fd());
        pair.first().send(bytes(each));
      }
      assertThat(call.get()).isEqualTo(3);
      assertThat(text(in, 0) + text(in, 1) + text(in, 2)).isEqualTo("123");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void recvmmsg_waitForOne_waitsForOne(boolean virtual) throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET);
        MessageBatch in = MessageBatch.builder().messages(3).dataCapacity(9).build()) {
      var call = start(virtual, () -> pair.second().recvmmsg(in, MSG.WAITFORONE));
      call.untilInKernel(pair.second().fd());
      pair.first().send(bytes("1"));
      assertThat(call.get()).isOne();
    }
  }

  /** The messages received are returned, whatever ends the wait; the next call reports it. */
  @ParameterizedTest
  @CsvSource({"false,false", "false,true", "true,false", "true,true"})
  void recvmmsg_endedAfterSome_returnsThem(boolean virtual, boolean interrupts) throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET);
        MessageBatch in = MessageBatch.builder().messages(3).dataCapacity(9).build()) {
      pair.second().onInterrupt(OnInterrupt.KEEP_OPEN);
      pair.first().send(bytes("first"));
      assertThat(pair.second().awaitReadable(Blocked.DEADLINE)).isTrue();
      var thread = new Thread[1];
      var call =
          start(
              virtual,
              () -> {
                thread[0] = Thread.currentThread();
                return pair.second().recvmmsg(in, 0);
              });
      Blocked.until("receive", () -> isEmpty(pair.second()));
      call.untilInKernel(pair.second().fd());
      if (interrupts) {
        thread[0].interrupt();
      } else {
        pair.second().close();
      }
      assertThat(call.get()).isOne();
      assertThat(text(in, 0)).isEqualTo("first");
      if (interrupts) { // the socket has no error from it
        assertThat(pair.second().error()).isNull();
        pair.first().send(bytes("x"));
        assertThat(pair.second().recvmmsg(in, MSG.WAITFORONE)).isOne();
      }
    }
  }

  private static boolean isEmpty(Socket socket) {
    try {
      return socket.siocinq() == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void recvmmsg_timeout_isForAll(boolean virtual) throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET);
        MessageBatch in = MessageBatch.builder().messages(2).dataCapacity(9).build()) {
      Socket socket = pair.second();
      Duration brief = Duration.ofMillis(30);
      assertThat(start(virtual, () -> socket.recvmmsg(in, 0, brief)).thrown())
          .isInstanceOf(SocketTimeoutException.class);
      pair.first().send(bytes("1"));
      assertThat(start(virtual, () -> socket.recvmmsg(in, 0, brief)).get()).isOne();
      pair.first().send(bytes("1"));
      assertThat(start(virtual, () -> socket.recvmmsg(in, MSG.WAITFORONE, Blocked.DEADLINE)).get())
          .isOne();
      pair.first().send(bytes("1"));
      var call = start(virtual, () -> socket.recvmmsg(in, 0, Blocked.DEADLINE));
      pair.first().send(bytes("2"));
      assertThat(call.get()).isEqualTo(2);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> socket.recvmmsg(in, 0, Duration.ofNanos(-1)));
      assertThatThrownBy(() -> socket.recvmmsg(in, MSG.ERRQUEUE, brief))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void emptyQueue_nonBlocking_isAgain() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM.nonblock());
        MessageBatch batch = MessageBatch.builder().messages(1000).dataCapacity(9).build()) {
      assertThat(pair.first().recvmmsg(batch, 0)).isEqualTo(Socket.AGAIN);
      int sent = pair.first().sendmmsg(batch, 0);
      assertThat(sent).isBetween(1, 999);
      assertThat(pair.first().sendmmsg(batch, sent, 1000 - sent, 0)).isEqualTo(Socket.AGAIN);
      assertThat(pair.second().recvmmsg(batch, 0)).isEqualTo(sent);
    }
  }

  @ParameterizedTest
  @CsvSource({"false,false", "false,true", "true,false", "true,true"})
  void sendmmsg_blocking_sendsAll(boolean virtual, boolean named) throws Exception {
    SockAddr path = SockAddr.unix(directory.resolve("s"));
    try (Socket receiver = Socket.open(AF.UNIX, SOCK.DGRAM);
        Socket sender = Socket.open(AF.UNIX, SOCK.DGRAM);
        MessageBatch out = MessageBatch.builder().messages(1000).dataCapacity(1).build();
        MessageBatch in = MessageBatch.builder().messages(1000).dataCapacity(1).build()) {
      receiver.bind(path);
      if (!named) {
        sender.connect(path);
      }
      for (int i = 0; i < 1000; i++) {
        out.size(i, 1).name(i, named ? path : null);
      }
      var call = start(virtual, () -> sender.sendmmsg(out, 0));
      assertThat(receiver.recvmmsg(in, 0)).isEqualTo(1000);
      assertThat(call.get()).isEqualTo(1000);
    }
  }

  // ---- the end, and errors

  @ParameterizedTest
  @ValueSource(ints = {1, 5}) // SOCK_STREAM, SOCK_SEQPACKET
  void end_afterMessages_isReportedByTheNextCall(int type) throws Exception {
    try (Socket.Pair pair = Socket.pair(new SOCK(type));
        MessageBatch in = MessageBatch.builder().messages(4).dataCapacity(9).build()) {
      pair.first().send(bytes("abc"));
      pair.first().shutdown(SHUT.WR);
      assertThat(pair.second().recvmmsg(in, 0)).isOne();
      assertThat(text(in, 0)).isEqualTo("abc");
      assertThat(pair.second().recvmmsg(in, 0)).isEqualTo(Socket.EOF);
      assertThat(pair.second().recvmmsg(in, 0, Duration.ofSeconds(1))).isEqualTo(Socket.EOF);
    }
  }

  @Test
  void emptyPacket_amongOthers_isNotTheEnd() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.SEQPACKET);
        MessageBatch out = batch("a", "", "b", "");
        MessageBatch in = MessageBatch.builder().messages(5).dataCapacity(9).build()) {
      pair.first().sendmmsg(out, 0);
      assertThat(pair.second().recvmmsg(in, MSG.DONTWAIT)).isEqualTo(4);
      assertThat(text(in, 0) + text(in, 1) + text(in, 2)).isEqualTo("ab");
      pair.first().sendmmsg(out, 0, 3, 0);
      pair.first().close();
      assertThat(pair.second().recvmmsg(in, 0)).isEqualTo(3);
      assertThat(pair.second().recvmmsg(in, 0)).isEqualTo(Socket.EOF);
    }
  }

  @Test
  void sendmmsg_errorInTheMiddle_isReportedByTheNextCall() throws Exception {
    try (Socket socket = Loopback.bound(AF.INET, SOCK.DGRAM);
        MessageBatch out = batch("a", "b", "c");
        MessageBatch in = MessageBatch.builder().messages(3).dataCapacity(9).build()) {
      SockAddr self = socket.getsockname();
      out.name(0, self).name(1, SockAddr.inet("255.255.255.255", 9)).name(2, self);
      assertThat(socket.sendmmsg(out, 0)).isOne();
      assertErrno(Errno.EACCES, () -> socket.sendmmsg(out, 1, 2, 0));
      assertThatThrownBy(() -> socket.sendmmsg(out, 1, 2, MSG.DONTROUTE))
          .hasMessage(
              "sendmmsg(fd=%d, vlen=2, flags=MSG_DONTROUTE): EACCES (Permission denied)",
              socket.fd());
      assertThat(socket.sendmmsg(out, 2, 1, 0)).isOne();
      assertThat(socket.recvmmsg(in, MSG.WAITFORONE)).isEqualTo(2);
      assertThat(text(in, 0) + text(in, 1)).isEqualTo("ac");
    }
  }

  /** The kernel keeps it for the next call, which is not the one that it concerns. */
  @Test
  void recvmmsg_errorAfterSome_isReportedByTheNextCall() throws Exception {
    Socket closed = Loopback.bound(AF.INET, SOCK.DGRAM);
    try (Socket socket = Loopback.bound(AF.INET, SOCK.DGRAM);
        MessageBatch in = MessageBatch.builder().messages(2).dataCapacity(9).build()) {
      SockAddr peer = closed.getsockname();
      closed.connect(socket.getsockname());
      socket.connect(peer);
      closed.send(bytes("x"));
      closed.close();
      assertThat(socket.awaitReadable(Blocked.DEADLINE)).isTrue();
      assertThat(socket.recvmmsg(in, MSG.WAITFORONE)).isOne();
      socket.send(bytes("x"));
      assertErrno(Errno.ECONNREFUSED, () -> socket.recvmmsg(in, 0));
      assertThat(socket.recvmmsg(in, MSG.DONTWAIT)).isEqualTo(Socket.AGAIN);
    }
  }

  // ---- bad input

  @Test
  void sizes_outOfRange_nameTheLimit() throws Exception {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MessageBatch.builder().messages(0).dataCapacity(1).build())
        .withMessage("messages 0 is not in its range, 1 to 1024");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MessageBatch.builder().messages(1025).dataCapacity(1).build())
        .withMessage("messages 1025 is not in its range, 1 to 1024");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MessageBatch.builder().messages(1).dataCapacity(-1).build());
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> MessageBatch.builder().messages(1).dataCapacity(1).controlCapacity(-1).build());
    try (MessageBatch batch = MessageBatch.builder().messages(2).dataCapacity(4).build();
        Socket socket = Socket.open(AF.INET, SOCK.DGRAM)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> batch.size(0, 5))
          .withMessage("size 5 is not in its range, 0 to 4");
      assertThatIllegalArgumentException().isThrownBy(() -> batch.size(0, -1));
      assertThatIllegalArgumentException().isThrownBy(() -> batch.data(0, bytes("12345")));
      assertThatIllegalArgumentException().isThrownBy(() -> batch.name(0, new SockAddrBuffer()));
      assertThatIllegalArgumentException().isThrownBy(() -> batch.control(0).add(new Ttl(1)));
      for (int[] range : new int[][] {{-1, 1}, {0, 3}, {2, 1}, {0, -1}, {1, Integer.MAX_VALUE}}) {
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
            .isThrownBy(() -> socket.sendmmsg(batch, range[0], range[1], 0));
      }
      assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> batch.data(2));
      assertThat(socket.sendmmsg(batch, 2, 0, 0)).isZero();
    }
  }

  @Test
  void closedOrUsedBatch_isRefused() throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET)) {
      var batch = MessageBatch.builder().messages(2).dataCapacity(4).build();
      var call = Blocked.start(() -> pair.second().recvmmsg(batch, MSG.WAITFORONE));
      call.untilInKernel(pair.second().fd());
      assertThatIllegalStateException()
          .isThrownBy(() -> pair.first().sendmmsg(batch, 0))
          .withMessage("the batch is in use");
      batch.close();
      pair.first().send(bytes("x"));
      assertThat(call.get()).isOne();
      assertThatIllegalStateException()
          .isThrownBy(() -> pair.second().recvmmsg(batch, 0))
          .withMessage("the batch is closed");
      batch.close();
    }
  }

  @Test
  void closedSocket_throws() throws IOException {
    Socket socket = Socket.open(AF.INET, SOCK.DGRAM);
    socket.close();
    try (MessageBatch batch = MessageBatch.builder().messages(1).dataCapacity(1).build()) {
      assertThatThrownBy(() -> socket.sendmmsg(batch, 0))
          .isInstanceOf(ClosedChannelException.class);
      assertThatThrownBy(() -> socket.recvmmsg(batch, 0))
          .isInstanceOf(ClosedChannelException.class);
    }
  }
}
