package org.llsocket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.llsocket.SocketTest.assertErrno;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Capability;
import org.llsocket.testing.Loopback;

/** Sending and receiving where messages have boundaries. */
@ExtendWith(LeakCheck.class)
class DatagramTest {
  @TempDir Path directory;

  enum Kind {
    UDP4 {
      @Override
      Socket.Pair pair() throws IOException {
        return Loopback.udp(AF.INET);
      }
    },
    UDP6 {
      @Override
      Socket.Pair pair() throws IOException {
        Capability.IPV6_LOOPBACK.require();
        return Loopback.udp(AF.INET6);
      }
    },
    UNIX_DGRAM {
      @Override
      Socket.Pair pair() throws IOException {
        return Socket.pair(SOCK.DGRAM);
      }
    },
    UNIX_SEQPACKET {
      @Override
      Socket.Pair pair() throws IOException {
        return Socket.pair(SOCK.SEQPACKET);
      }
    };

    abstract Socket.Pair pair() throws IOException;
  }

  private static MemorySegment text(String text) {
    return MemorySegment.ofArray(text.getBytes(US_ASCII));
  }

  /** As in C: only the calls of sockets know a datagram of no bytes. */
  @ParameterizedTest
  @EnumSource(names = {"UDP4", "UDP6", "UNIX_DGRAM"})
  void noBytes_writeAndRead_moveNoDatagram(Kind kind) throws Exception {
    ByteBuffer none = ByteBuffer.allocate(0);
    try (Socket.Pair pair = kind.pair()) {
      assertThat(pair.first().write(none)).isZero();
      assertThat(pair.first().write(text(""))).isZero();
      assertThat(pair.second().recv(text("..."), MSG.DONTWAIT)).isEqualTo(Socket.AGAIN);
      assertThat(pair.first().send(none)).isZero();
      assertThat(pair.second().recv(text("..."))).isZero();

      pair.first().send(text("one"));
      pair.first().send(text("four"));
      assertThat(pair.second().read(none)).isZero();
      assertThat(pair.second().read(text(""))).isZero();
      assertThat(pair.second().recv(none)).isZero(); // and "one" is lost
      assertThat(pair.second().recv(text("....."))).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @EnumSource
  void messages_keepTheirBoundaries(Kind kind) throws Exception {
    try (Socket.Pair pair = kind.pair()) {
      for (String message : List.of("one", "", "three")) {
        if (!message.isEmpty() || kind != Kind.UNIX_SEQPACKET) {
          assertThat(pair.first().send(text(message))).isEqualTo(message.length());
          ByteBuffer in = ByteBuffer.allocateDirect(99);
          assertThat(pair.second().recv(in)).isEqualTo(message.length());
          assertThat(US_ASCII.decode(in.flip()).toString()).isEqualTo(message);
        }
      }
      assertThat(pair.second().recv(text("x"), MSG.DONTWAIT)).isEqualTo(Socket.AGAIN);
    }
  }

  @Test
  void seqpacket_peerGone_isEof() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.SEQPACKET)) {
      pair.first().close();
      assertThat(pair.second().recv(text("x"))).isEqualTo(Socket.EOF);
      assertErrno(Errno.EPIPE, () -> pair.second().send(text("x")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void trunc_longMessage_tellsItsLengthAndStaysInTheBuffer(Kind kind) throws Exception {
    try (Socket.Pair pair = kind.pair();
        Arena arena = Arena.ofConfined()) {
      MemorySegment hundred = MemorySegment.ofArray("x".repeat(100).getBytes(US_ASCII));
      for (MemorySegment whole : List.of(MemorySegment.ofArray(new byte[20]), arena.allocate(20))) {
        pair.first().send(hundred);
        assertThat(pair.second().recv(whole.asSlice(5, 10), MSG.TRUNC)).isEqualTo(100);
        assertThat(new String(whole.toArray(ValueLayout.JAVA_BYTE), US_ASCII))
            .isEqualTo("\0".repeat(5) + "x".repeat(10) + "\0".repeat(5));
      }
      for (ByteBuffer buffer : List.of(ByteBuffer.allocate(20), ByteBuffer.allocateDirect(20))) {
        pair.first().send(hundred);
        buffer.position(5).limit(15);
        assertThat(pair.second().recvfrom(buffer, new SockAddrBuffer(), MSG.TRUNC)).isEqualTo(100);
        assertThat(buffer.position()).isEqualTo(15);
        assertThat(buffer.limit(20).get(15)).isZero();
      }
      pair.first().send(hundred);
      assertThat(pair.second().recv(text("ten bytes.."), MSG.PEEK)).isEqualTo(11);
      assertThat(pair.second().recv(MemorySegment.NULL, MSG.PEEK | MSG.TRUNC)).isEqualTo(100);
      assertThat(pair.second().recv(text("ten bytes."))).isEqualTo(10);
      assertThat(pair.second().recv(text("x"), MSG.DONTWAIT)).isEqualTo(Socket.AGAIN);
    }
  }

  @Test
  void udp_toAndFrom_addressesAreReported() throws Exception {
    try (Socket a = Loopback.bound(AF.INET, SOCK.DGRAM);
        Socket b = Loopback.bound(AF.INET, SOCK.DGRAM)) {
      var from = new SockAddrBuffer();
      assertThat(a.sendto(text("one"), b.getsockname())).isEqualTo(3);
      assertThat(b.recvfrom(MemorySegment.ofArray(new byte[9]), from)).isEqualTo(3);
      assertThat(from.toSockAddr()).isEqualTo(a.getsockname());
      SockAddr kept = from.toSockAddr();
      assertThat(b.sendto(text("four"), from)).isEqualTo(4);
      assertThat(a.recvfrom(ByteBuffer.allocate(9), from)).isEqualTo(4);
      assertThat(from.toSockAddr()).isEqualTo(b.getsockname()).isNotEqualTo(kept);
      assertThat(kept).isEqualTo(a.getsockname());
      assertThat(a.recvfrom(ByteBuffer.allocate(9), from, MSG.DONTWAIT)).isEqualTo(Socket.AGAIN);
      assertThat(from.toSockAddr()).isEqualTo(b.getsockname());
    }
  }

  @Test
  void udp_sizes_upToTheLimit() throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET)) {
      assertThat(pair.first().send(MemorySegment.ofArray(new byte[65507]))).isEqualTo(65507);
      assertThat(pair.second().recv(ByteBuffer.allocate(70_000))).isEqualTo(65507);
      assertErrno(Errno.EMSGSIZE, () -> pair.first().send(MemorySegment.ofArray(new byte[65508])));
    }
  }

  @Test
  void udp_more_joinsUntilTheLast() throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET)) {
      pair.first().send(text("ab"), MSG.MORE);
      pair.first().send(text("cd"));
      assertThat(pair.second().recv(ByteBuffer.allocate(9))).isEqualTo(4);
    }
  }

  @Test
  void udp_refused_isReportedByTheNextCall() throws Exception {
    Socket closed = Loopback.bound(AF.INET, SOCK.DGRAM);
    SockAddr nobody = closed.getsockname();
    closed.close();
    try (Socket socket = Loopback.bound(AF.INET, SOCK.DGRAM)) {
      socket.connect(nobody);
      assertThat(socket.send(text("x"))).isEqualTo(1);
      assertErrno(Errno.ECONNREFUSED, () -> socket.send(text("x")));
      assertThat(socket.send(text("x"))).isEqualTo(1);
      assertErrno(Errno.ECONNREFUSED, () -> socket.recv(text("x")));
    }
  }

  @Test
  void udp_addressesOfOtherFamilies_areRefused() throws Exception {
    try (Socket inet = Socket.open(AF.INET, SOCK.DGRAM);
        Socket inet6 = Socket.open(AF.INET6, SOCK.DGRAM)) {
      assertErrno(Errno.EAFNOSUPPORT, () -> inet.sendto(text("x"), SockAddr.inet6("::1", 9)));
      assertErrno(Errno.EAFNOSUPPORT, () -> inet.connect(SockAddr.unix("/a/path/of/some/length")));
      assertErrno(Errno.EDESTADDRREQ, () -> inet6.send(text("x")));
      assertErrno(Errno.EACCES, () -> inet.sendto(text("x"), SockAddr.inet("255.255.255.255", 9)));
    }
  }

  @Test
  void unix_unnamedSender_hasNoAddress() throws Exception {
    SockAddr path = SockAddr.unix(directory.resolve("d"));
    try (Socket bound = Socket.open(AF.UNIX, SOCK.DGRAM);
        Socket unnamed = Socket.open(AF.UNIX, SOCK.DGRAM);
        Socket named = Socket.open(AF.UNIX, SOCK.DGRAM)) {
      bound.bind(path);
      named.bind(SockAddr.unnamed());
      var from = new SockAddrBuffer();
      named.sendto(text("x"), path);
      assertThat(bound.recvfrom(text("x"), from)).isEqualTo(1);
      assertThat(from.abstractName()).hasSize(5);
      unnamed.sendto(text("x"), path);
      assertThat(bound.recvfrom(text("x"), from)).isEqualTo(1);
      assertThat(from.length()).isZero();
      assertThat(from.toSockAddr()).hasToString("none");
      assertThat(Objects.requireNonNull(bound.getsockname().path())).endsWith("/d");
    }
  }

  @Test
  void unix_fullQueue_isAgain() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM)) {
      Loopback.fill(pair.first());
      assertThat(pair.first().send(text("x"), MSG.DONTWAIT)).isEqualTo(Socket.AGAIN);
      ByteBuffer out = ByteBuffer.allocate(3);
      assertThat(pair.first().send(out, MSG.DONTWAIT)).isEqualTo(Socket.AGAIN);
      assertThat(out.position()).isZero();
    }
  }

  /** It is for streams: of messages, one is received, on any thread. */
  @ParameterizedTest
  @EnumSource
  void waitall_message_isOneMessage(Kind kind) throws Exception {
    try (Socket.Pair pair = kind.pair()) {
      ByteBuffer in = ByteBuffer.allocate(9);
      var platform = Blocked.start(() -> pair.second().recv(in, MSG.WAITALL));
      pair.first().send(text("abc"));
      assertThat(platform.get()).isEqualTo(3);
      var virtual = Blocked.startVirtual(() -> pair.second().recv(in.clear(), MSG.WAITALL));
      pair.first().send(text("defg"));
      assertThat(virtual.get()).isEqualTo(4);
      assertThat(in.position()).isEqualTo(4);
    }
  }

  @Test
  void udp_shutdown_wakesAReceiverWithZero() throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET)) {
      var call = Blocked.start(() -> pair.first().recv(ByteBuffer.allocate(1)));
      call.untilInKernel(pair.first().fd());
      pair.first().shutdown(SHUT.RDWR);
      assertThat(call.get()).isZero();
    }
  }

  @Test
  void scratch_ofTheThread_neverLeaksOlderBytes() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.DGRAM)) {
      pair.first().send(text("SECRET--"));
      pair.second().recv(MemorySegment.ofArray(new byte[8]));
      pair.first().send(text("ab"));
      var target = new byte[8];
      assertThat(pair.second().recv(MemorySegment.ofArray(target))).isEqualTo(2);
      assertThat(target).containsExactly('a', 'b', 0, 0, 0, 0, 0, 0);
    }
  }

  /** The socket is readable all the time, and never has what the flags ask for. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void recvWithinATime_readableButNotWhatIsAsked_ends(boolean virtual) throws Exception {
    try (Socket.Pair pair = Loopback.udp(AF.INET)) {
      pair.first().send(ByteBuffer.allocate(5));
      assertThat(pair.second().awaitReadable(Blocked.DEADLINE)).isTrue();
      Callable<Integer> call =
          () -> pair.second().recv(ByteBuffer.allocate(9), MSG.ERRQUEUE, Duration.ofMillis(20));
      var blocked = virtual ? Blocked.startVirtual(call) : Blocked.start(call);
      assertThat(blocked.thrown()).isInstanceOf(SocketTimeoutException.class);
    }
  }
}
