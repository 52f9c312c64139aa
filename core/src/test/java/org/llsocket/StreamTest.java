package org.llsocket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.llsocket.SocketTest.assertErrno;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Capability;
import org.llsocket.testing.Loopback;

/** Sending and receiving on streams, with every kind of buffer and flag. */
@ExtendWith(LeakCheck.class)
class StreamTest {
  enum Kind {
    TCP4 {
      @Override
      Socket.Pair pair() throws IOException {
        return Loopback.tcp(AF.INET);
      }
    },
    TCP6 {
      @Override
      Socket.Pair pair() throws IOException {
        Capability.IPV6_LOOPBACK.require();
        return Loopback.tcp(AF.INET6);
      }
    },
    UNIX {
      @Override
      Socket.Pair pair() throws IOException {
        return Socket.pair(SOCK.STREAM);
      }
    };

    abstract Socket.Pair pair() throws IOException;
  }

  /** Buffers of a size: on the heap and native, whole and in the middle of something. */
  private static final List<IntFunction<ByteBuffer>> BUFFERS =
      List.of(
          ByteBuffer::allocate,
          ByteBuffer::allocateDirect,
          size -> ByteBuffer.allocate(size + 7).position(5).limit(5 + size),
          size -> ByteBuffer.allocateDirect(size + 7).position(5).limit(5 + size),
          size -> ByteBuffer.allocate(size + 7).position(5).slice().limit(size),
          size -> ByteBuffer.allocateDirect(size + 7).slice(3, size));

  private static byte[] bytes(int size) {
    var bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (i * 31 + i / 251 + 1);
    }
    return bytes;
  }

  private static MemorySegment text(String text) {
    return MemorySegment.ofArray(text.getBytes(US_ASCII));
  }

  private static String string(MemorySegment segment, int length) {
    return new String(segment.toArray(ValueLayout.JAVA_BYTE), 0, length, US_ASCII);
  }

  @ParameterizedTest
  @EnumSource
  void byteBuffers_everyKind_moveByWhatWasMoved(Kind kind) throws Exception {
    try (Socket.Pair pair = kind.pair()) {
      byte[] message = bytes(1000);
      for (IntFunction<ByteBuffer> source : BUFFERS) {
        for (IntFunction<ByteBuffer> target : BUFFERS) {
          ByteBuffer out = source.apply(1000);
          int start = out.position();
          out.duplicate().put(message);
          assertThat(pair.first().send(out)).isEqualTo(1000);
          assertThat(out.position()).isEqualTo(start + 1000);
          assertThat(out.remaining()).isZero();

          ByteBuffer in = target.apply(1500);
          int first = in.position();
          assertThat(pair.second().recv(in, MSG.WAITALL | MSG.DONTWAIT)).isEqualTo(1000);
          assertThat(in.position()).isEqualTo(first + 1000);
          assertThat(in.remaining()).isEqualTo(500);
          var got = new byte[1000];
          in.get(first, got);
          assertThat(got).isEqualTo(message);
        }
      }
    }
  }

  @Test
  void send_readOnlyBuffers_areSent() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      for (ByteBuffer buffer :
          List.of(ByteBuffer.wrap(bytes(9)), ByteBuffer.allocateDirect(9).put(bytes(9)).flip())) {
        ByteBuffer readOnly = buffer.asReadOnlyBuffer();
        assertThat(pair.first().send(readOnly)).isEqualTo(9);
        assertThat(readOnly.remaining()).isZero();
        var in = new byte[9];
        pair.second().recv(MemorySegment.ofArray(in));
        assertThat(in).isEqualTo(bytes(9));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void segments_heapAndNative_areTakenWhole(Kind kind) throws Exception {
    try (Socket.Pair pair = kind.pair();
        Arena arena = Arena.ofConfined()) {
      long[] longs = {1, -2, 3};
      MemorySegment fromNative = arena.allocate(24).copyFrom(MemorySegment.ofArray(longs));
      for (MemorySegment source : List.of(MemorySegment.ofArray(longs), fromNative)) {
        for (MemorySegment target :
            List.of(MemorySegment.ofArray(new int[6]), arena.allocate(24), arena.allocate(99))) {
          assertThat(pair.first().send(source)).isEqualTo(24);
          assertThat(pair.second().recv(target)).isEqualTo(24);
          assertThat(target.asSlice(0, 24).mismatch(source)).isEqualTo(-1);
        }
      }
    }
  }

  @Test
  void heapBuffer_largerThanTheKeptCopy_isMovedWhole() throws Exception {
    byte[] message = bytes(1 << 20);
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      var sender = Blocked.start(() -> pair.first().send(MemorySegment.ofArray(message)));
      var in = new byte[message.length];
      assertThat(pair.second().recv(MemorySegment.ofArray(in), MSG.WAITALL))
          .isEqualTo(message.length);
      assertThat(sender.get()).isEqualTo(message.length);
      assertThat(Arrays.equals(in, message)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void recv_nothingThere_isAgainThenEof(Kind kind) throws Exception {
    try (Socket.Pair pair = kind.pair()) {
      MemorySegment buffer = MemorySegment.ofArray(new byte[8]);
      assertThat(pair.first().recv(buffer, MSG.DONTWAIT)).isEqualTo(Socket.AGAIN);
      assertThat(pair.first().nonblock()).isFalse();
      pair.first().nonblock(true);
      ByteBuffer target = ByteBuffer.allocate(8);
      assertThat(pair.first().recv(target)).isEqualTo(Socket.AGAIN);
      assertThat(pair.first().recvfrom(target, new SockAddrBuffer())).isEqualTo(Socket.AGAIN);
      pair.second().close();
      Blocked.until("the end", () -> received(pair.first(), target) == Socket.EOF);
      assertThat(pair.first().recvfrom(target, new SockAddrBuffer())).isEqualTo(Socket.EOF);
      assertThat(target.position()).isZero();
    }
  }

  private static int received(Socket socket, ByteBuffer target) {
    try {
      return socket.recv(target);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void zeroLength_isZeroAndNeverTheEnd(Kind kind) throws Exception {
    try (Socket.Pair pair = kind.pair()) {
      pair.second().send(text("x"));
      for (MemorySegment none : List.of(MemorySegment.NULL, MemorySegment.ofArray(new byte[0]))) {
        assertThat(pair.first().send(none)).isZero();
        assertThat(pair.first().recv(none)).isZero();
        assertThat(pair.first().recvfrom(none, new SockAddrBuffer())).isZero();
      }
      pair.second().close();
      assertThat(pair.first().recv(text("x"))).isEqualTo(1);
      assertThat(pair.first().recv(ByteBuffer.allocate(0))).isZero();
      assertThat(pair.first().recv(text("x"))).isEqualTo(Socket.EOF);
    }
  }

  @ParameterizedTest
  @EnumSource
  void recv_timeout_isAgain(Kind kind) throws Exception {
    try (Socket.Pair pair = kind.pair()) {
      pair.first().setsockopt(1, 20, MemorySegment.ofArray(new long[] {0, 20_000}));
      assertThat(pair.first().recv(text("x"))).isEqualTo(Socket.AGAIN);
    }
  }

  @ParameterizedTest
  @EnumSource
  void peek_takesNothing(Kind kind) throws Exception {
    try (Socket.Pair pair = kind.pair()) {
      pair.first().send(text("abc"));
      MemorySegment target = MemorySegment.ofArray(new byte[2]);
      for (int flags : new int[] {MSG.PEEK, MSG.PEEK, 0}) {
        assertThat(pair.second().recv(target, flags)).isEqualTo(2);
        assertThat(string(target, 2)).isEqualTo("ab");
      }
      assertThat(pair.second().recv(target)).isEqualTo(1);
      assertThat(string(target, 1)).isEqualTo("c");
    }
  }

  @ParameterizedTest
  @EnumSource
  void waitall_partsAndTheEnd_fillOrCutShort(Kind kind) throws Exception {
    try (Socket.Pair pair = kind.pair()) {
      MemorySegment target = MemorySegment.ofArray(new byte[4]);
      var call = Blocked.start(() -> pair.second().recv(target, MSG.WAITALL));
      pair.first().send(text("ab"));
      call.untilInKernel(pair.second().fd());
      pair.first().send(text("cde"));
      assertThat(call.get()).isEqualTo(4);
      assertThat(string(target, 4)).isEqualTo("abcd");
      pair.first().shutdown(SHUT.WR);
      assertThat(pair.second().recv(target, MSG.WAITALL)).isEqualTo(1);
    }
  }

  /** TCP throws the bytes away and touches no buffer, whatever its kind. */
  @Test
  void trunc_tcp_throwsAwayAndTouchesNothing() throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET);
        Arena arena = Arena.ofConfined()) {
      byte[] old = "SECRET--".getBytes(US_ASCII);
      pair.first().send(MemorySegment.ofArray(old));
      pair.second().recv(MemorySegment.ofArray(new byte[8]));
      var heap = new byte[8];
      pair.first().send(text("12345678"));
      assertThat(pair.second().recv(MemorySegment.ofArray(heap), MSG.TRUNC)).isEqualTo(8);
      assertThat(heap).isEqualTo(new byte[8]);
      pair.first().send(text("12345678"));
      MemorySegment direct = arena.allocate(8);
      assertThat(pair.second().recv(direct, MSG.TRUNC)).isEqualTo(8);
      assertThat(direct.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(new byte[8]);
      pair.first().send(text("12345678"));
      ByteBuffer buffer = ByteBuffer.allocate(8);
      assertThat(pair.second().recv(buffer, MSG.TRUNC)).isEqualTo(8);
      assertThat(buffer.position()).isZero();
      assertThat(buffer.array()).isEqualTo(new byte[8]);
      assertThat(pair.second().recv(buffer, MSG.DONTWAIT)).isEqualTo(Socket.AGAIN);
    }
  }

  @Test
  void trunc_unixStream_isAnOrdinaryReceive() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      pair.first().send(text("abcdef"));
      ByteBuffer buffer = ByteBuffer.allocate(4);
      assertThat(pair.second().recv(buffer, MSG.TRUNC)).isEqualTo(4);
      assertThat(buffer.position()).isEqualTo(4);
      assertThat(new String(buffer.array(), US_ASCII)).isEqualTo("abcd");
      assertThat(pair.second().recv(buffer.clear())).isEqualTo(2);
    }
  }

  @Test
  void oob_mark_isWhereTheUrgentByteWas() throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      Socket in = pair.second();
      MemorySegment target = MemorySegment.ofArray(new byte[8]);
      assertThat(in.atmark()).isFalse();
      pair.first().send(text("ab"));
      pair.first().send(text("!"), MSG.OOB);
      pair.first().send(text("cd"));
      Blocked.until("five bytes", () -> urgent(in, target) == 1);
      assertThat(string(target, 1)).isEqualTo("!");
      assertThat(in.atmark()).isFalse();
      assertThat(in.recv(target)).isEqualTo(2);
      assertThat(in.atmark()).isTrue();
      assertThat(in.recv(target)).isEqualTo(2);
      assertThat(string(target, 2)).isEqualTo("cd");
      assertErrno(Errno.EINVAL, () -> in.recv(target, MSG.OOB));
    }
  }

  private static int urgent(Socket socket, MemorySegment target) {
    try {
      return socket.recv(target, MSG.OOB);
    } catch (IOException notYet) {
      return -1;
    }
  }

  @Test
  void atmark_noStream_throws() throws Exception {
    try (Socket udp = Socket.open(AF.INET, SOCK.DGRAM)) {
      assertErrno(Errno.ENOTTY, udp::atmark);
    }
  }

  @Test
  void more_tcp_holdsBackUntilTheRestComes() throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      MemorySegment target = MemorySegment.ofArray(new byte[8]);
      pair.first().send(text("ab"), MSG.MORE);
      assertThat(pair.second().recv(target, MSG.DONTWAIT)).isEqualTo(Socket.AGAIN);
      pair.first().send(text("cd"));
      assertThat(pair.second().recv(target)).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @EnumSource
  void send_fullBuffers_isPartThenAgain(Kind kind) throws Exception {
    try (Socket.Pair pair = kind.pair()) {
      pair.first().nonblock(true);
      ByteBuffer large = ByteBuffer.allocateDirect(32 << 20);
      int n = pair.first().send(large);
      assertThat(n).isPositive().isLessThan(large.capacity());
      assertThat(large.position()).isEqualTo(n);
      Loopback.fill(pair.first());
      pair.first().nonblock(true);
      ByteBuffer one = ByteBuffer.allocate(1);
      Blocked.until("a full buffer", () -> sent(pair.first(), one.clear()) == Socket.AGAIN);
      assertThat(one.position()).isZero();
    }
  }

  private static int sent(Socket socket, ByteBuffer buffer) {
    try {
      return socket.send(buffer);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void send_timeout_isPartThenAgain() throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      pair.first().setsockopt(1, 21, MemorySegment.ofArray(new long[] {0, 50_000}));
      assertThat(pair.first().send(MemorySegment.ofArray(new byte[32 << 20])))
          .isPositive()
          .isLessThan(32 << 20);
      Loopback.fill(pair.first());
      Blocked.until(
          "a full buffer", () -> sent(pair.first(), ByteBuffer.allocate(1)) == Socket.AGAIN);
    }
  }

  @Test
  void reset_afterData_isDataThenErrorOnceThenEof() throws Exception {
    Socket.Pair pair = Loopback.tcp(AF.INET);
    try (Socket in = pair.second()) {
      pair.first().send(text("abc"));
      MemorySegment target = MemorySegment.ofArray(new byte[8]);
      assertThat(in.recv(target, MSG.PEEK)).isEqualTo(3);
      Loopback.reset(pair.first());
      assertThat(in.recv(target)).isEqualTo(3);
      assertErrno(Errno.ECONNRESET, () -> in.recv(target));
      assertThat(in.recv(target)).isEqualTo(Socket.EOF);
      assertErrno(Errno.EPIPE, () -> in.send(target));
    }
  }

  /** As in C: the call returns the part, and the next call reports the error that ended it. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void reset_afterAPart_isReportedByTheNextCall(boolean virtual) throws Exception {
    Socket.Pair receiving = Loopback.tcp(AF.INET);
    Socket.Pair sending = Loopback.tcp(AF.INET);
    try (Socket in = receiving.first();
        Socket out = sending.first()) {
      var received = start(virtual, () -> in.recv(ByteBuffer.allocate(9), MSG.WAITALL));
      receiving.second().send(text("abc"));
      Blocked.until("the part is taken", () -> peeked(in) == Socket.AGAIN);
      Loopback.reset(receiving.second());
      assertThat(received.get()).isEqualTo(3);
      assertErrno(Errno.ECONNRESET, () -> in.recv(text("x")));
      assertThat(in.recv(text("x"))).isEqualTo(Socket.EOF);

      var sent = start(virtual, () -> out.send(ByteBuffer.allocateDirect(64 << 20)));
      assertThat(sending.second().recv(text("x"), MSG.PEEK)).isEqualTo(1);
      sent.untilInKernel(out.fd());
      Loopback.reset(sending.second());
      assertThat(sent.get()).isPositive().isLessThan(64 << 20);
      assertErrno(Errno.ECONNRESET, () -> out.read(text("x")));
      assertThat(out.recv(text("x"))).isEqualTo(Socket.EOF);
    }
  }

  private static <T> Blocked<T> start(boolean virtual, Callable<T> call) {
    return virtual ? Blocked.startVirtual(call) : Blocked.start(call);
  }

  private static int peeked(Socket socket) {
    try {
      return socket.recv(text("x"), MSG.PEEK | MSG.DONTWAIT);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void peerClosesWithUnreadData_isResetThenEof() throws Exception {
    Socket.Pair pair = Loopback.tcp(AF.INET);
    try (Socket in = pair.second()) {
      in.send(text("never read"));
      assertThat(pair.first().recv(text("x"), MSG.PEEK)).isEqualTo(1);
      pair.first().close();
      assertErrno(Errno.ECONNRESET, () -> in.recv(text("x")));
      assertThat(in.recv(text("x"))).isEqualTo(Socket.EOF);
    }
  }

  @Test
  void send_afterThePeersEnd_passesOnceThenEpipe() throws Exception {
    Socket.Pair pair = Loopback.tcp(AF.INET);
    try (Socket out = pair.second()) {
      pair.first().close();
      assertThat(out.recv(text("x"))).isEqualTo(Socket.EOF);
      assertThat(out.send(text("x"))).isEqualTo(1);
      Blocked.until("the reset", () -> refused(out));
      assertErrno(Errno.EPIPE, () -> out.write(text("x")));
    }
  }

  private static boolean refused(Socket socket) {
    try {
      return socket.send(text("x")) < 0;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void errors_messages_sayWhatWasCalled() throws Exception {
    try (Socket socket = Socket.open(AF.INET, SOCK.STREAM)) {
      assertThatThrownBy(() -> socket.recv(text("abc"), MSG.PEEK | MSG.DONTWAIT))
          .hasMessage(
              "recv(fd=%d, len=3, flags=MSG_PEEK|MSG_DONTWAIT): ENOTCONN"
                  + " (Transport endpoint is not connected)",
              socket.fd());
      assertThatThrownBy(() -> socket.sendto(text("abc"), SockAddr.inet("127.0.0.1", 9)))
          .hasMessage("sendto(fd=%d, len=3, 127.0.0.1:9): EPIPE (Broken pipe)", socket.fd());
    }
  }

  @Test
  void recvfrom_connectedStream_tellsNoAddress() throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      pair.first().send(text("x"));
      var from = new SockAddrBuffer();
      assertThat(pair.second().recvfrom(text("x"), from)).isEqualTo(1);
      assertThat(from.length()).isZero();
    }
  }

  @Test
  void sendto_connectedStream_ignoresTheAddress() throws Exception {
    try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
      ByteBuffer out = ByteBuffer.wrap(bytes(5));
      assertThat(pair.first().sendto(out, SockAddr.inet("192.0.2.1", 9))).isEqualTo(5);
      assertThat(out.remaining()).isZero();
      assertThat(pair.second().recv(ByteBuffer.allocate(9))).isEqualTo(5);
    }
  }
}
