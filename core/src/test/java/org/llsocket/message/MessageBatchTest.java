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
import org.llsocket.SHUT;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.option.IP;
import org.llsocket.option.SO;
import org.llsocket.testing.Blocked;
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
    var batch = new MessageBatch(texts.length, 16, 0);
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
  void messages_toSeveralAddresses_arriveAndGoBack() throws Exception {
    try (Socket a = Loopback.bound(AF.INET, SOCK.DGRAM);
        Socket b = Loopback.bound(AF.INET, SOCK.DGRAM);
        Socket server = Loopback.bound(AF.INET, SOCK.DGRAM);
        MessageBatch out = batch("one", "", "three");
        MessageBatch in = new MessageBatch(8, 16, 0)) {
      SockAddr to = server.getsockname();
      assertThat(out.name(0, to).name(1, to).name(2, to).sendmmsg(a, 0)).isEqualTo(3);
      assertThat(List.of(out.len(0), out.len(1), out.len(2))).containsExactly(3, 0, 5);
      assertThat(out.sendmmsg(b, 2, 1, 0)).isOne();
      assertThat(in.recvmmsg(server, MSG.WAITFORONE)).isEqualTo(4);
      assertThat(List.of(text(in, 0), text(in, 1), text(in, 2), text(in, 3)))
          .containsExactly("one", "", "three", "three");
      assertThat(in.name(0)).isEqualTo(a.getsockname());
      assertThat(in.name(3)).isEqualTo(b.getsockname());
      assertThat(in.sendmmsg(server, 0, 4, 0)).isEqualTo(4);
      assertThat(in.recvmmsg(a, MSG.WAITFORONE)).isEqualTo(3);
      assertThat(text(in, 2)).isEqualTo("three");
      assertThat(in.name(2)).isEqualTo(server.getsockname());
      assertThat(in.recvmmsg(b, MSG.WAITFORONE)).isOne();
    }
  }

  @Test
  void full_batch_isAsLongAsTheKernelTakes() throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET);
        MessageBatch out = new MessageBatch(MessageBatch.MAX, 1, 0);
        MessageBatch in = new MessageBatch(MessageBatch.MAX, 1, 0)) {
      pair.second().set(SO.RCVBUF, 4 << 20);
      for (int i = 0; i < out.count(); i++) {
        out.data(i, MemorySegment.ofArray(new byte[] {(byte) i}));
      }
      assertThat(out.sendmmsg(pair.first(), 0)).isEqualTo(1024);
      assertThat(in.recvmmsg(pair.second(), 0)).isEqualTo(1024);
      for (int i = 0; i < in.count(); i++) {
        assertThat(in.data(i).get(JAVA_BYTE, 0)).isEqualTo((byte) i);
      }
    }
  }

  @Test
  void longDatagram_isCutAndTellsItsLength() throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET);
        MessageBatch in = new MessageBatch(2, 3, 0)) {
      pair.first().send(bytes("abcdef"));
      pair.first().send(bytes("xy"));
      assertThat(in.recvmmsg(pair.second(), MSG.TRUNC)).isEqualTo(2);
      assertThat(List.of(in.len(0), in.size(0), in.flags(0))).containsExactly(6, 3, MSG.TRUNC);
      assertThat(List.of(in.len(1), in.size(1), in.flags(1))).containsExactly(2, 2, 0);
      assertThat(text(in, 0)).isEqualTo("abc");
    }
  }

  @Test
  void controlData_ofEachMessage_isItsOwn() throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET);
        MessageBatch out = new MessageBatch(3, 1, Control.space(4));
        MessageBatch in = new MessageBatch(3, 1, Control.space(4))) {
      pair.second().set(IP.RECVTTL, true);
      for (int i = 0; i < 3; i++) {
        out.size(i, 1).control(i).add(new Ttl(10 + i));
      }
      for (int round = 0; round < 2; round++) { // what was added stays
        assertThat(out.sendmmsg(pair.first(), 0)).isEqualTo(3);
        assertThat(in.recvmmsg(pair.second(), 0)).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
          assertThat(in.control(i).ttl()).isEqualTo(10 + i);
          assertThat(in.flags(i)).isZero();
        }
      }
      pair.second().set(IP.RECVTTL, false);
      pair.first().send(bytes("x"));
      assertThat(in.recvmmsg(pair.second(), MSG.WAITFORONE)).isOne();
      assertThat(in.control(0).ttl()).isEqualTo(Control.NONE);
    }
  }

  // ---- descriptors

  @Test
  void descriptors_ofEachMessage_areOwnedUntilTakenOrTheNextReceive() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM);
        Socket.Pair passed = Socket.pair(SOCK.STREAM);
        MessageBatch out = new MessageBatch(3, 1, Control.space(8));
        MessageBatch in = new MessageBatch(3, 1, Control.space(8))) {
      for (int i = 0; i < 3; i++) {
        out.size(i, 1).control(i).add(Rights.of(passed.first(), passed.second()));
      }
      assertThat(out.sendmmsg(pair.first(), 0)).isEqualTo(3);
      assertThat(in.recvmmsg(pair.second(), 0)).isEqualTo(3);
      assertThat(numbersOf(passed.first())).isEqualTo(4);
      List<Descriptor> taken = Objects.requireNonNull(in.control(1).get(Rights.class)).take();
      assertThat(taken).hasSize(2).allMatch(Descriptor::isOpen);
      assertThat(in.recvmmsg(pair.second(), MSG.DONTWAIT)).isEqualTo(Socket.AGAIN);
      assertThat(numbersOf(passed.first())).isEqualTo(2);
      for (Descriptor each : taken) {
        assertThat(each.cloexec()).isTrue();
        each.close();
      }
      assertThat(out.sendmmsg(pair.first(), 0)).isEqualTo(3);
      try (MessageBatch brief = new MessageBatch(3, 1, Control.space(8))) {
        assertThat(brief.recvmmsg(pair.second(), 0)).isEqualTo(3);
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

  /** Of two descriptors one has room, or none: it is told, and nothing is left open. */
  @ParameterizedTest
  @CsvSource({"0,0", "16,0", "20,1", "24,2", "23,1"})
  void descriptors_withoutRoom_areToldAndClosed(int room, int come) throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM);
        Socket passed = Socket.open(AF.UNIX, SOCK.STREAM);
        MessageBatch out = new MessageBatch(2, 1, Control.space(8))) {
      for (int i = 0; i < 2; i++) {
        out.size(i, 1).control(i).add(Rights.of(passed, passed));
      }
      assertThat(out.sendmmsg(pair.first(), 0)).isEqualTo(2);
      try (MessageBatch in = new MessageBatch(2, 1, room)) {
        assertThat(in.recvmmsg(pair.second(), 0)).isEqualTo(2);
        assertThat(in.flags(1)).isEqualTo(come == 2 ? 0 : MSG.CTRUNC);
        assertThat(numbersOf(passed)).isEqualTo(1 + 2 * come);
      }
      assertThat(numbersOf(passed)).isOne();
    }
  }

  @Test
  void descriptors_closedOrWithoutData_areRefused() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM);
        MessageBatch out = new MessageBatch(2, 1, Control.space(4))) {
      Socket closed = Socket.open(AF.UNIX, SOCK.STREAM);
      out.size(0, 1).control(1).add(Rights.of(closed));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> out.sendmmsg(pair.first(), 0))
          .withMessageContaining("message 1");
      closed.close();
      out.size(1, 1);
      assertThatThrownBy(() -> out.sendmmsg(pair.first(), 0))
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
        MessageBatch in = new MessageBatch(3, 9, 0)) {
      var call = start(virtual, () -> in.recvmmsg(pair.second(), 0));
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
        MessageBatch in = new MessageBatch(3, 9, 0)) {
      var call = start(virtual, () -> in.recvmmsg(pair.second(), MSG.WAITFORONE));
      call.untilInKernel(pair.second().fd());
      pair.first().send(bytes("1"));
      assertThat(call.get()).isOne();
    }
  }

  /** What has come is returned, whatever ends the wait for the rest; the next call tells of it. */
  @ParameterizedTest
  @CsvSource({"false,false", "false,true", "true,false", "true,true"})
  void recvmmsg_endedAfterSome_returnsThem(boolean virtual, boolean interrupts) throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET);
        MessageBatch in = new MessageBatch(3, 9, 0)) {
      pair.second().closesOnInterrupt(false);
      pair.first().send(bytes("first"));
      assertThat(pair.second().awaitReadable(Blocked.DEADLINE)).isTrue();
      var thread = new Thread[1];
      var call =
          start(
              virtual,
              () -> {
                thread[0] = Thread.currentThread();
                return in.recvmmsg(pair.second(), 0);
              });
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
        assertThat(in.recvmmsg(pair.second(), MSG.WAITFORONE)).isOne();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void recvmmsg_timeout_isForAll(boolean virtual) throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET);
        MessageBatch in = new MessageBatch(2, 9, 0)) {
      Socket socket = pair.second();
      Duration brief = Duration.ofMillis(30);
      assertThat(start(virtual, () -> in.recvmmsg(socket, 0, brief)).thrown())
          .isInstanceOf(SocketTimeoutException.class);
      pair.first().send(bytes("1"));
      assertThat(start(virtual, () -> in.recvmmsg(socket, 0, brief)).get()).isOne();
      pair.first().send(bytes("1"));
      assertThat(start(virtual, () -> in.recvmmsg(socket, MSG.WAITFORONE, Blocked.DEADLINE)).get())
          .isOne();
      pair.first().send(bytes("1"));
      var call = start(virtual, () -> in.recvmmsg(socket, 0, Blocked.DEADLINE));
      pair.first().send(bytes("2"));
      assertThat(call.get()).isEqualTo(2);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> in.recvmmsg(socket, 0, Duration.ofNanos(-1)));
      assertThatThrownBy(() -> in.recvmmsg(socket, MSG.ERRQUEUE, brief))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void nothingThere_nonBlocking_isAgain() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM.nonblock());
        MessageBatch batch = new MessageBatch(1000, 9, 0)) {
      assertThat(batch.recvmmsg(pair.first(), 0)).isEqualTo(Socket.AGAIN);
      int sent = batch.sendmmsg(pair.first(), 0);
      assertThat(sent).isBetween(1, 999);
      assertThat(batch.sendmmsg(pair.first(), sent, 1000 - sent, 0)).isEqualTo(Socket.AGAIN);
      assertThat(batch.recvmmsg(pair.second(), 0)).isEqualTo(sent);
    }
  }

  @ParameterizedTest
  @CsvSource({"false,false", "false,true", "true,false", "true,true"})
  void sendmmsg_blocking_sendsAll(boolean virtual, boolean named) throws Exception {
    SockAddr path = SockAddr.unix(directory.resolve("s"));
    try (Socket receiver = Socket.open(AF.UNIX, SOCK.DGRAM);
        Socket sender = Socket.open(AF.UNIX, SOCK.DGRAM);
        MessageBatch out = new MessageBatch(1000, 1, 0);
        MessageBatch in = new MessageBatch(1000, 1, 0)) {
      receiver.bind(path);
      if (!named) {
        sender.connect(path);
      }
      for (int i = 0; i < 1000; i++) {
        out.size(i, 1).name(i, named ? path : null);
      }
      var call = start(virtual, () -> out.sendmmsg(sender, 0));
      assertThat(in.recvmmsg(receiver, 0)).isEqualTo(1000);
      assertThat(call.get()).isEqualTo(1000);
    }
  }

  // ---- the end, and errors

  @ParameterizedTest
  @ValueSource(ints = {1, 5}) // SOCK_STREAM, SOCK_SEQPACKET
  void end_afterMessages_isToldNext(int type) throws Exception {
    try (Socket.Pair pair = Socket.pair(new SOCK(type));
        MessageBatch in = new MessageBatch(4, 9, 0)) {
      pair.first().send(bytes("abc"));
      pair.first().shutdown(SHUT.WR);
      assertThat(in.recvmmsg(pair.second(), 0)).isOne();
      assertThat(text(in, 0)).isEqualTo("abc");
      assertThat(in.recvmmsg(pair.second(), 0)).isEqualTo(Socket.EOF);
      assertThat(in.recvmmsg(pair.second(), 0, Duration.ofSeconds(1))).isEqualTo(Socket.EOF);
    }
  }

  @Test
  void emptyPacket_amongOthers_isNotTheEnd() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.SEQPACKET);
        MessageBatch out = batch("a", "", "b", "");
        MessageBatch in = new MessageBatch(5, 9, 0)) {
      out.sendmmsg(pair.first(), 0);
      assertThat(in.recvmmsg(pair.second(), MSG.DONTWAIT)).isEqualTo(4);
      assertThat(text(in, 0) + text(in, 1) + text(in, 2)).isEqualTo("ab");
      out.sendmmsg(pair.first(), 0, 3, 0);
      pair.first().close();
      assertThat(in.recvmmsg(pair.second(), 0)).isEqualTo(3);
      assertThat(in.recvmmsg(pair.second(), 0)).isEqualTo(Socket.EOF);
    }
  }

  @Test
  void sendmmsg_errorInTheMiddle_isToldWhenItIsFirst() throws Exception {
    try (Socket socket = Loopback.bound(AF.INET, SOCK.DGRAM);
        MessageBatch out = batch("a", "b", "c");
        MessageBatch in = new MessageBatch(3, 9, 0)) {
      SockAddr self = socket.getsockname();
      out.name(0, self).name(1, SockAddr.inet("255.255.255.255", 9)).name(2, self);
      assertThat(out.sendmmsg(socket, 0)).isOne();
      assertErrno(Errno.EACCES, () -> out.sendmmsg(socket, 1, 2, 0));
      assertThatThrownBy(() -> out.sendmmsg(socket, 1, 2, MSG.DONTROUTE))
          .hasMessage(
              "sendmmsg(fd=%d, vlen=2, flags=MSG_DONTROUTE): EACCES (Permission denied)",
              socket.fd());
      assertThat(out.sendmmsg(socket, 2, 1, 0)).isOne();
      assertThat(in.recvmmsg(socket, MSG.WAITFORONE)).isEqualTo(2);
      assertThat(text(in, 0) + text(in, 1)).isEqualTo("ac");
    }
  }

  /** The kernel keeps it for the next call, which is not the one that it concerns. */
  @Test
  void recvmmsg_errorAfterSome_isToldNext() throws Exception {
    Socket closed = Loopback.bound(AF.INET, SOCK.DGRAM);
    try (Socket socket = Loopback.bound(AF.INET, SOCK.DGRAM);
        MessageBatch in = new MessageBatch(2, 9, 0)) {
      SockAddr peer = closed.getsockname();
      closed.connect(socket.getsockname());
      socket.connect(peer);
      closed.send(bytes("x"));
      closed.close();
      assertThat(socket.awaitReadable(Blocked.DEADLINE)).isTrue();
      assertThat(in.recvmmsg(socket, MSG.WAITFORONE)).isOne();
      socket.send(bytes("x"));
      assertErrno(Errno.ECONNREFUSED, () -> in.recvmmsg(socket, 0));
      assertThat(in.recvmmsg(socket, MSG.DONTWAIT)).isEqualTo(Socket.AGAIN);
    }
  }

  // ---- bad input

  @Test
  void sizes_outOfRange_nameTheLimit() throws Exception {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MessageBatch(0, 1, 0))
        .withMessage("count 0; it is 1 to 1024");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MessageBatch(1025, 1, 0))
        .withMessage("count 1025; it is 1 to 1024");
    assertThatIllegalArgumentException().isThrownBy(() -> new MessageBatch(1, -1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new MessageBatch(1, 1, -1));
    try (MessageBatch batch = new MessageBatch(2, 4, 0);
        Socket socket = Socket.open(AF.INET, SOCK.DGRAM)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> batch.size(0, 5))
          .withMessage("size 5; it is 0 to 4");
      assertThatIllegalArgumentException().isThrownBy(() -> batch.size(0, -1));
      assertThatIllegalArgumentException().isThrownBy(() -> batch.data(0, bytes("12345")));
      assertThatIllegalArgumentException().isThrownBy(() -> batch.name(0, new SockAddrBuffer()));
      assertThatIllegalArgumentException().isThrownBy(() -> batch.control(0).add(new Ttl(1)));
      for (int[] range : new int[][] {{-1, 1}, {0, 3}, {2, 1}, {0, -1}, {1, Integer.MAX_VALUE}}) {
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
            .isThrownBy(() -> batch.sendmmsg(socket, range[0], range[1], 0));
      }
      assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> batch.data(2));
      assertThat(batch.sendmmsg(socket, 2, 0, 0)).isZero();
    }
  }

  @Test
  void closedOrUsedBatch_isRefused() throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET)) {
      var batch = new MessageBatch(2, 4, 0);
      var call = Blocked.start(() -> batch.recvmmsg(pair.second(), MSG.WAITFORONE));
      call.untilInKernel(pair.second().fd());
      assertThatIllegalStateException()
          .isThrownBy(() -> batch.sendmmsg(pair.first(), 0))
          .withMessage("the batch is in use");
      batch.close();
      pair.first().send(bytes("x"));
      assertThat(call.get()).isOne();
      assertThatIllegalStateException()
          .isThrownBy(() -> batch.recvmmsg(pair.second(), 0))
          .withMessage("the batch is closed");
      batch.close();
    }
  }

  @Test
  void closedSocket_throws() throws IOException {
    Socket socket = Socket.open(AF.INET, SOCK.DGRAM);
    socket.close();
    try (MessageBatch batch = new MessageBatch(1, 1, 0)) {
      assertThatThrownBy(() -> batch.sendmmsg(socket, 0))
          .isInstanceOf(ClosedChannelException.class);
      assertThatThrownBy(() -> batch.recvmmsg(socket, 0))
          .isInstanceOf(ClosedChannelException.class);
    }
  }
}
