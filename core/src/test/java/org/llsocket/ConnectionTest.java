package org.llsocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.llsocket.SocketTest.assertErrno;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.llsocket.option.SO;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Capability;
import org.llsocket.testing.Loopback;

/** Binding, listening, connecting, accepting, and how connections end. */
@ExtendWith(LeakCheck.class)
class ConnectionTest {
  @TempDir Path directory;

  private static Stream<AF> ipFamilies() {
    return Stream.of(AF.INET, AF.INET6);
  }

  private static void require(AF family) {
    if (family.equals(AF.INET6)) {
      Capability.IPV6_LOOPBACK.require();
    }
  }

  private static final MemorySegment BYTE = MemorySegment.ofArray(new byte[] {7});

  @ParameterizedTest
  @MethodSource("ipFamilies")
  void tcp_connected_namesMatchOnBothSides(AF family) throws Exception {
    require(family);
    try (Socket listener = Loopback.listener(family);
        Socket client = Socket.open(family, SOCK.STREAM)) {
      assertThat(client.connect(listener.getsockname())).isZero();
      var from = new SockAddrBuffer();
      try (Socket peer = Objects.requireNonNull(listener.accept(from))) {
        assertThat(from.toSockAddr()).isEqualTo(client.getsockname()).isEqualTo(peer.getpeername());
        assertThat(peer.getsockname()).isEqualTo(client.getpeername());
        assertThat(peer.family()).isEqualTo(family);
        assertThat(peer.type()).isEqualTo(SOCK.STREAM);
        assertThat(peer.nonblock()).isFalse();
      }
    }
  }

  @Test
  void accept_nonblock_isAFlagOfTheCallOnly() throws Exception {
    try (Socket listener = Loopback.listener(AF.INET)) {
      listener.nonblock(true);
      assertThat(listener.accept()).isNull();
      assertThat(listener.accept(new SockAddrBuffer(), SOCK.NONBLOCK)).isNull();
      for (int flags : new int[] {0, SOCK.NONBLOCK, SOCK.NONBLOCK | SOCK.CLOEXEC}) {
        try (Socket client = Socket.open(AF.INET, SOCK.STREAM)) {
          client.connect(listener.getsockname());
          try (Socket peer = Objects.requireNonNull(listener.accept(null, flags))) {
            assertThat(peer.nonblock()).isEqualTo(flags != 0);
            assertThat(peer.cloexec()).isTrue();
          }
        }
      }
    }
  }

  /** SOCK_CLOEXEC is set in any case, and is no SOCK_NONBLOCK. */
  @Test
  void accept_cloexec_blocks() throws Exception {
    try (Socket listener = Loopback.listener(AF.INET);
        Socket client = Socket.open(AF.INET, SOCK.STREAM)) {
      client.connect(listener.getsockname());
      try (Socket peer = Objects.requireNonNull(listener.accept(null, SOCK.CLOEXEC))) {
        var call = Blocked.start(() -> peer.recv(ByteBuffer.allocate(1)));
        call.untilInKernel(peer.fd());
        client.send(ByteBuffer.allocate(1));
        assertThat(call.get()).isOne();
      }
    }
  }

  @Test
  void accept_timeout_isNull() throws Exception {
    try (Socket listener = Loopback.listener(AF.INET)) {
      listener.setsockopt(1, 20, MemorySegment.ofArray(new long[] {0, 20_000}));
      assertThat(listener.accept()).isNull();
    }
  }

  @Test
  void accept_whenTheClientHasReset_stillGivesTheConnectionAndItsAddress() throws Exception {
    try (Socket listener = Loopback.listener(AF.INET)) {
      Socket client = Socket.open(AF.INET, SOCK.STREAM);
      client.connect(listener.getsockname());
      SockAddr name = client.getsockname();
      Loopback.reset(client);
      var from = new SockAddrBuffer();
      try (Socket peer = Objects.requireNonNull(listener.accept(from))) {
        assertThat(from.toSockAddr()).isEqualTo(name);
        assertErrno(Errno.ENOTCONN, peer::getpeername);
        assertErrno(Errno.ECONNRESET, () -> peer.recv(ByteBuffer.allocate(1)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ipFamilies")
  void connect_nobodyListens_isRefused(AF family) throws Exception {
    require(family);
    try (Socket closed = Loopback.bound(family, SOCK.STREAM);
        Socket client = Socket.open(family, SOCK.STREAM)) {
      SockAddr nobody = closed.getsockname();
      assertThatThrownBy(() -> client.connect(nobody))
          .isInstanceOf(ErrnoException.class)
          .hasMessage("connect(fd=%d, %s): ECONNREFUSED (Connection refused)", client.fd(), nobody);
    }
  }

  @Test
  void connect_nonblocking_isInProgressAndErrorReportsTheEnd() throws Exception {
    try (Socket listener = Loopback.listener(AF.INET);
        Socket closed = Loopback.bound(AF.INET, SOCK.STREAM);
        Socket good = Socket.open(AF.INET, SOCK.STREAM.nonblock());
        Socket bad = Socket.open(AF.INET, SOCK.STREAM.nonblock())) {
      assertThat(good.connect(listener.getsockname())).isEqualTo(Socket.INPROGRESS);
      Loopback.accept(listener).close();
      assertThat(good.error()).isNull();
      assertThat(good.getpeername()).isEqualTo(listener.getsockname());
      assertThat(bad.connect(closed.getsockname())).isEqualTo(Socket.INPROGRESS);
      assertThat(bad.error()).isEqualTo(Errno.ECONNREFUSED);
      assertThat(bad.error()).isNull();
    }
  }

  @Test
  void connect_unixBacklogFull_isAgainAndNothingIsUnderWay() throws Exception {
    Path path = directory.resolve("s");
    try (Socket listener = Loopback.listener(SOCK.STREAM, path, 0);
        Socket first = Socket.open(AF.UNIX, SOCK.STREAM);
        Socket second = Socket.open(AF.UNIX, SOCK.STREAM.nonblock())) {
      first.connect(SockAddr.unix(path));
      assertThat(second.connect(SockAddr.unix(path))).isEqualTo(Socket.AGAIN);
      Loopback.accept(listener).close();
      assertThat(second.connect(SockAddr.unix(path))).isZero();
    }
  }

  @Test
  void connect_unixBacklogFull_waitsForASlot() throws Exception {
    Path path = directory.resolve("s");
    try (Socket listener = Loopback.listener(SOCK.SEQPACKET, path, 0);
        Socket first = Socket.open(AF.UNIX, SOCK.SEQPACKET);
        Socket second = Socket.open(AF.UNIX, SOCK.SEQPACKET)) {
      first.connect(SockAddr.unix(path));
      var call = Blocked.start(() -> second.connect(SockAddr.unix(path)));
      call.untilInKernel(second.fd());
      Loopback.accept(listener).close();
      assertThat(call.get()).isZero();
      Loopback.accept(listener).close();
    }
  }

  @Test
  void unix_names_areWhatTheKernelKeeps() throws Exception {
    Path path = directory.resolve("ä s");
    try (Socket listener = Loopback.listener(SOCK.STREAM, path, 1);
        Socket client = Socket.open(AF.UNIX, SOCK.STREAM)) {
      assertThat(listener.getsockname()).isEqualTo(SockAddr.unix(path));
      assertThat(client.getsockname().isUnnamed()).isTrue();
      client.connect(SockAddr.unix(path));
      assertThat(client.getpeername().path()).isEqualTo(path.toString());
      var peerName = new SockAddrBuffer();
      try (Socket peer = Objects.requireNonNull(listener.accept(peerName))) {
        assertThat(peerName.isUnnamed()).isTrue();
        assertThat(peer.getpeername()).isEqualTo(SockAddr.unnamed());
      }
    }
  }

  @Test
  void bind_abstractNames_areDistinctByEveryByte() throws Exception {
    String unique = "llsocket-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
    try (Socket plain = Socket.open(AF.UNIX, SOCK.DGRAM);
        Socket trailing = Socket.open(AF.UNIX, SOCK.DGRAM);
        Socket same = Socket.open(AF.UNIX, SOCK.DGRAM)) {
      plain.bind(SockAddr.abstractName(unique));
      trailing.bind(SockAddr.abstractName(unique + "\0"));
      assertThat(plain.getsockname()).isEqualTo(SockAddr.abstractName(unique));
      assertThat(trailing.getsockname()).isEqualTo(SockAddr.abstractName(unique + "\0"));
      assertErrno(Errno.EADDRINUSE, () -> same.bind(SockAddr.abstractName(unique)));
    }
  }

  @Test
  void bind_unnamed_getsAnAbstractNameOfTheKernels() throws Exception {
    try (Socket socket = Socket.open(AF.UNIX, SOCK.DGRAM)) {
      socket.bind(SockAddr.unnamed());
      byte[] name = Objects.requireNonNull(socket.getsockname().abstractName());
      assertThat(name).hasSize(5);
    }
  }

  @Test
  void bind_longestPath_isBoundAndReadBack() throws Exception {
    String start = directory + "/";
    Path longest = Path.of(start + "x".repeat(107 - start.length()));
    byte[] full = (start + "y".repeat(108 - start.length())).getBytes(UTF_8);
    try (Socket socket = Socket.open(AF.UNIX, SOCK.DGRAM);
        Socket without = Socket.open(AF.UNIX, SOCK.DGRAM)) {
      socket.bind(SockAddr.unix(longest));
      assertThat(socket.getsockname()).isEqualTo(SockAddr.unix(longest));
      without.bind(SockAddr.unix(full));
      assertThat(without.getsockname()).isEqualTo(SockAddr.unix(full));
      assertThat(without.getsockname().pathBytes()).isEqualTo(full);
    }
  }

  @Test
  void bind_hostileAddresses_areRefusedByTheKernel() throws Exception {
    try (Socket inet = Socket.open(AF.INET, SOCK.DGRAM);
        Socket inet6 = Socket.open(AF.INET6, SOCK.DGRAM);
        Socket unix = Socket.open(AF.UNIX, SOCK.DGRAM)) {
      assertErrno(Errno.EINVAL, () -> inet.bind(SockAddr.raw(AF.INET, new byte[13])));
      assertErrno(Errno.EINVAL, () -> inet6.bind(SockAddr.raw(AF.INET6, new byte[21])));
      assertErrno(Errno.EINVAL, () -> unix.bind(SockAddr.raw(AF.UNIX, new byte[109])));
      assertErrno(Errno.EINVAL, () -> inet6.bind(SockAddr.inet6("fe80::1", 0)));
      assertErrno(Errno.ENODEV, () -> inet6.bind(SockAddr.inet6("fe80::1%99999", 0)));
      byte[] loopback = SockAddr.inet("127.0.0.1", 0).saData();
      assertErrno(Errno.EAFNOSUPPORT, () -> inet.bind(SockAddr.raw(AF.UNSPEC, loopback)));
      inet.bind(SockAddr.raw(AF.UNSPEC, new byte[14]));
      assertThat(inet.getsockname().toString()).startsWith("0.0.0.0:");
    }
  }

  /** As in C, where the JDK binds to the old port again. */
  @Test
  void disconnect_portOfTheKernelsChoice_isGivenUp() throws Exception {
    try (Socket peer = Loopback.bound(AF.INET, SOCK.DGRAM);
        Socket chosen = Loopback.bound(AF.INET, SOCK.DGRAM)) {
      chosen.connect(peer.getsockname());
      chosen.disconnect();
      assertThat(chosen.getsockname()).isEqualTo(SockAddr.inet("127.0.0.1", 0));
      chosen.connect(peer.getsockname());
      assertThat(chosen.getsockname().port()).isPositive();
    }
  }

  @Test
  void disconnect_datagrams_leaveTheirPeer() throws Exception {
    try (Socket.Pair udp = Loopback.udp(AF.INET);
        Socket.Pair unix = Socket.pair(SOCK.DGRAM);
        Socket stream = Socket.open(AF.INET, SOCK.STREAM)) {
      udp.first().disconnect();
      assertErrno(Errno.ENOTCONN, udp.first()::getpeername);
      assertErrno(Errno.EDESTADDRREQ, () -> udp.first().send(BYTE));
      unix.first().disconnect();
      assertErrno(Errno.ENOTCONN, () -> unix.first().send(BYTE));
      assertThatThrownBy(stream::disconnect)
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("SOCK_STREAM");
    }
  }

  @Test
  void shutdown_halves_endOneDirection() throws Exception {
    try (Socket.Pair tcp = Loopback.tcp(AF.INET)) {
      Socket client = tcp.first();
      Socket server = tcp.second();
      client.shutdown(SHUT.WR);
      assertThat(server.recv(ByteBuffer.allocate(1))).isEqualTo(Socket.EOF);
      assertErrno(Errno.EPIPE, () -> client.send(BYTE));
      assertThat(server.send(BYTE)).isEqualTo(1);
      assertThat(client.recv(ByteBuffer.allocate(1))).isEqualTo(1);
      client.shutdown(SHUT.RD);
      assertThat(client.recv(ByteBuffer.allocate(1))).isEqualTo(Socket.EOF);
    }
  }

  @Test
  void shutdown_rd_laterDataOfTcpIsStillRead() throws Exception {
    try (Socket.Pair tcp = Loopback.tcp(AF.INET)) {
      tcp.first().shutdown(SHUT.RD);
      tcp.second().send(BYTE);
      Blocked.until("the byte", () -> peeked(tcp.first()) == 1);
    }
  }

  private static int peeked(Socket socket) {
    try {
      return socket.recv(ByteBuffer.allocate(1), MSG.PEEK | MSG.DONTWAIT);
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void closeShut_duplicatesSeeTheEnd_andAnUnconnectedSocketIsNoFailure() throws Exception {
    Socket.Pair tcp = Loopback.tcp(AF.INET);
    try (Socket dup = tcp.first().dup();
        Socket server = tcp.second()) {
      tcp.first().close(SHUT.RDWR);
      assertThat(tcp.first().isOpen()).isFalse();
      assertThat(server.recv(ByteBuffer.allocate(1))).isEqualTo(Socket.EOF);
      assertErrno(Errno.EPIPE, () -> dup.send(BYTE));
    }
    Socket unconnected = Socket.open(AF.INET, SOCK.STREAM);
    unconnected.close(SHUT.WR);
    assertThat(unconnected.isOpen()).isFalse();
    Socket netlink = Socket.open(AF.NETLINK, SOCK.RAW);
    assertErrno(Errno.EOPNOTSUPP, () -> netlink.close(SHUT.WR));
    assertThat(netlink.isOpen()).isFalse();
  }

  @Test
  void listen_backlog_isTakenAsItIs() throws Exception {
    try (Socket socket = Loopback.bound(AF.INET, SOCK.STREAM)) {
      socket.listen();
      socket.listen(0);
      socket.listen(Integer.MAX_VALUE);
      assertThat(socket.getsockname().port()).isPositive();
    }
  }

  @Test
  void connect_tcpToItself_isAConnection() throws Exception {
    try (Socket socket = Loopback.bound(AF.INET, SOCK.STREAM)) {
      assertThat(socket.connect(socket.getsockname())).isZero();
      assertThat(socket.getpeername()).isEqualTo(socket.getsockname());
      socket.send(BYTE);
      assertThat(socket.recv(ByteBuffer.allocate(1))).isEqualTo(1);
    }
  }

  /** TCP hands a listener's timeout on, and a virtual thread must know of it. */
  @Test
  void accept_listenerWithATimeout_theConnectionHasItOnAVirtualThreadToo() throws Exception {
    try (Socket listener = Loopback.listener(AF.INET);
        Socket client = Socket.open(AF.INET, SOCK.STREAM)) {
      listener.set(SO.RCVTIMEO, Duration.ofMillis(20));
      client.connect(listener.getsockname());
      try (Socket accepted = Loopback.accept(listener)) {
        assertThat(accepted.get(SO.RCVTIMEO)).isPositive();
        var call = Blocked.startVirtual(() -> accepted.recv(ByteBuffer.allocate(1)));
        assertThat(call.get()).isEqualTo(Socket.AGAIN);
      }
    }
  }
}
