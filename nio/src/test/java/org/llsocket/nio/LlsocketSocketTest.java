package org.llsocket.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llsocket.AF;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.option.SO;
import org.llsocket.option.TCP;

/**
 * What {@link LlsocketSocket} has beyond {@link java.net.Socket}; {@link JavaNetTest} has the rest.
 */
class LlsocketSocketTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir Path directory;

  private static void exchange(java.net.Socket client, java.net.Socket server) throws IOException {
    client.getOutputStream().write(new byte[] {1, 2, 3});
    client.shutdownOutput();
    assertThat(server.getInputStream().readAllBytes()).containsExactly(1, 2, 3);
    server.getOutputStream().write(4);
    server.close();
    assertThat(client.getInputStream().readAllBytes()).containsExactly(4);
  }

  private static SockAddr address(@Nullable SocketAddress address) {
    return SockAddr.of(Objects.requireNonNull(address));
  }

  private static void assertConnects(SockAddr address) throws IOException {
    try (var server = new LlsocketServerSocket();
        var client = new LlsocketSocket()) {
      server.bind(address);
      client.connect(address, 10_000);
      try (LlsocketSocket accepted = server.accept()) {
        exchange(client, accepted);
        assertThat(address(client.getRemoteSocketAddress())).isEqualTo(address);
        assertThat(client.isConnected()).isTrue();
        assertThat(client.getInetAddress()).isEqualTo(LOOPBACK);
        assertThat(client.getPort()).isZero();
        assertThat(client).hasToString("Socket[addr=" + address + "]");
        assertThat(server).hasToString("ServerSocket[addr=" + address + "]");
        assertThat(address(accepted.getLocalSocketAddress())).isEqualTo(address);
        assertThat(accepted.getRemoteSocketAddress()).isEqualTo(UnixDomainSocketAddress.of(""));
      }
    }
  }

  @Test
  void connect_unixPath_exchangesData() throws Exception {
    assertConnects(SockAddr.unix(directory.resolve("s")));
  }

  @Test
  void connect_abstractName_exchangesData() throws Exception {
    assertConnects(SockAddr.abstractName(UUID.randomUUID().toString()));
  }

  @Test
  void connect_sockAddrOfTheInternet_isAsTheJdks() throws Exception {
    try (var server = new ServerSocket(0, 0, LOOPBACK);
        var client = new LlsocketSocket()) {
      client.connect(SockAddr.inet("127.0.0.1", server.getLocalPort()));
      try (java.net.Socket accepted = server.accept()) {
        exchange(client, accepted);
        assertThat(client.getRemoteSocketAddress())
            .isEqualTo(new InetSocketAddress(LOOPBACK, server.getLocalPort()));
      }
    }
  }

  @Test
  void connect_target_ignoresTheArgument() throws Exception {
    SockAddr target = SockAddr.unix(directory.resolve("s"));
    try (var server = new LlsocketServerSocket(target);
        var client = new LlsocketSocket(target)) {
      server.bind(new InetSocketAddress(80));
      client.connect(InetSocketAddress.createUnresolved("host.invalid", 5432));
      try (LlsocketSocket accepted = server.accept()) {
        exchange(client, accepted);
      }
    }
  }

  @Test
  void connect_noListener_throwsConnectException() throws Exception {
    SockAddr address = SockAddr.abstractName(UUID.randomUUID().toString());
    try (var client = new LlsocketSocket(address)) {
      assertThatExceptionOfType(ConnectException.class)
          .isThrownBy(() -> client.connect(address))
          .withMessage("Connection refused")
          .havingCause()
          .isInstanceOfSatisfying(
              ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ECONNREFUSED));
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void connect_noFile_throwsSocketException() throws Exception {
    try (var client = new LlsocketSocket()) {
      assertThatExceptionOfType(SocketException.class)
          .isThrownBy(
              () -> client.connect(UnixDomainSocketAddress.of(directory.resolve("missing"))))
          .withMessage("No such file or directory");
    }
  }

  @Test
  void connect_otherFamilyThanTheSocket_throws() throws Exception {
    try (var client = new LlsocketSocket()) {
      client.setKeepAlive(true); // creates it
      assertThatExceptionOfType(SocketException.class)
          .isThrownBy(() -> client.connect(SockAddr.unix("/x")))
          .withMessageContaining("AF_UNIX")
          .withMessageContaining("/x");
    }
  }

  @Test
  void connect_addressOfAnotherClass_throws() throws Exception {
    try (var client = new LlsocketSocket()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> client.connect(new java.net.SocketAddress() {}));
    }
  }

  @Test
  void bind_unixPath_isTheAddressThatThePeerSees() throws Exception {
    SockAddr name = SockAddr.unix(directory.resolve("client"));
    SockAddr address = SockAddr.unix(directory.resolve("server"));
    try (var server = new LlsocketServerSocket(address);
        var client = new LlsocketSocket()) {
      server.bind(null);
      client.bind(name);
      assertThat(client.getLocalSocketAddress()).isEqualTo(name.toUnixDomainSocketAddress());
      client.connect(address);
      try (LlsocketSocket accepted = server.accept()) {
        assertThat(accepted.getRemoteSocketAddress()).isEqualTo(name.toUnixDomainSocketAddress());
      }
    }
  }

  @Test
  void options_ofTcpOnAUnixSocket_haveNoEffect() throws Exception {
    try (var client = new LlsocketSocket(SockAddr.unix("/x"))) {
      client.setTcpNoDelay(false);
      client.setTrafficClass(8);
      assertThat(client.getTcpNoDelay()).isTrue();
      assertThat(client.getTrafficClass()).isZero();
      client.setKeepAlive(true);
      assertThat(client.getKeepAlive()).isTrue();
      client.setOption(StandardSocketOptions.TCP_NODELAY, false);
      client.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 10);
      assertThat(client.supportedOptions()).doesNotContain(StandardSocketOptions.TCP_NODELAY);
      assertThatExceptionOfType(SocketException.class)
          .isThrownBy(() -> client.setOption(TCP.NODELAY, true))
          .withMessage("Operation not supported");
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(() -> client.setOption(StandardSocketOptions.SO_BROADCAST, true));
    }
  }

  @Test
  void options_ofThisLibrary_areSupported() throws Exception {
    try (var client = new LlsocketSocket()) {
      client.setOption(TCP.USER_TIMEOUT, Duration.ofSeconds(30));
      assertThat(client.getOption(TCP.USER_TIMEOUT)).isEqualTo(Duration.ofSeconds(30));
      assertThat(client.llsocket().get(TCP.USER_TIMEOUT)).isEqualTo(Duration.ofSeconds(30));
      assertThat(client.supportedOptions()).contains(TCP.USER_TIMEOUT, SO.PRIORITY);
      client.setSoTimeout(2000);
      assertThat(client.getOption(SO.RCVTIMEO)).isEqualTo(Duration.ofSeconds(2));
    }
  }

  @Test
  void of_connectedSocket_isAView() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      LlsocketSocket first = LlsocketSocket.of(pair.first());
      LlsocketSocket second = LlsocketSocket.of(pair.second());
      assertThat(first.llsocket()).isSameAs(pair.first());
      assertThat(first.isConnected()).isTrue();
      exchange(first, second);
      first.close();
      assertThat(pair.first().isOpen()).isFalse();
    }
  }

  @Test
  void of_closedSocket_isNoticed() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      LlsocketSocket view = LlsocketSocket.of(pair.first());
      pair.first().close();
      assertThatExceptionOfType(SocketException.class)
          .isThrownBy(() -> view.getInputStream().read())
          .withMessage("Socket closed");
    }
  }

  @Test
  void of_otherTypeOrUnconnected_throws() throws Exception {
    try (Socket.Pair packets = Socket.pair(SOCK.SEQPACKET);
        Socket unconnected = Socket.open(AF.INET, SOCK.STREAM)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> LlsocketSocket.of(packets.first()))
          .withMessageContaining("SOCK_SEQPACKET");
      assertThatExceptionOfType(ErrnoException.class)
          .isThrownBy(() -> LlsocketSocket.of(unconnected))
          .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ENOTCONN));
      assertThat(packets.first().isOpen()).isTrue();
      assertThat(unconnected.isOpen()).isTrue();
    }
  }

  @Test
  void unwrap_socketOfTheJdk_throws() throws Exception {
    try (var socket = new java.net.Socket()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> LlsocketSocket.unwrap(socket))
          .withMessageContaining("Socket[unconnected]");
    }
  }

  @Test
  void llsocket_closed_throws() throws Exception {
    var socket = new LlsocketSocket();
    socket.close();
    assertThatExceptionOfType(SocketException.class)
        .isThrownBy(socket::llsocket)
        .withMessage("Socket is closed");
  }

  @Test
  void write_fullBufferAndSendTimeout_throwsWithTheCount() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      LlsocketSocket socket = LlsocketSocket.of(pair.first());
      pair.first().set(SO.SNDTIMEO, Duration.ofMillis(50));
      assertThatExceptionOfType(SocketTimeoutException.class)
          .isThrownBy(() -> socket.getOutputStream().write(new byte[10_000_000]))
          .satisfies(e -> assertThat(e.bytesTransferred).isPositive());
    }
  }

  @Test
  void read_afterTheSocketItselfReceived_continues() throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      LlsocketSocket socket = LlsocketSocket.of(pair.first());
      assertThat(pair.second().send(ByteBuffer.wrap(new byte[] {1, 2}))).isEqualTo(2);
      assertThat(pair.first().recv(ByteBuffer.allocate(1))).isEqualTo(1);
      assertThat(socket.getInputStream().read()).isEqualTo(2);
    }
  }
}
