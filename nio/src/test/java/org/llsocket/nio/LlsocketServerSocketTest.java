package org.llsocket.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.option.SO;
import org.llsocket.option.TCP;

/** What {@link LlsocketServerSocket} has beyond {@link ServerSocket}. */
class LlsocketServerSocketTest {
  @TempDir Path directory;

  @Test
  void bind_unixPath_fileStaysAndKeepsTheNextFromBinding() throws Exception {
    Path path = directory.resolve("s");
    try (var server = new LlsocketServerSocket()) {
      server.bind(UnixDomainSocketAddress.of(path));
      assertThat(server.getLocalSocketAddress()).isEqualTo(UnixDomainSocketAddress.of(path));
    }
    assertThat(path).exists();
    try (var server = new LlsocketServerSocket(SockAddr.unix(path))) {
      assertThatExceptionOfType(BindException.class)
          .isThrownBy(() -> server.bind(null))
          .withMessage("Address already in use");
      Files.delete(path);
      server.bind(null);
      assertThat(server.isBound()).isTrue();
    }
  }

  @Test
  void bind_addressOfTheInternetAfterARefusedPath_bindsThere() throws Exception {
    try (var server = new LlsocketServerSocket()) {
      assertThatExceptionOfType(SocketException.class)
          .isThrownBy(() -> server.bind(SockAddr.unix(directory.resolve("missing/s"))));
      assertThat(server.isBound()).isFalse();
    }
    try (var server = new LlsocketServerSocket()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      assertThat(server.getLocalPort()).isPositive();
    }
  }

  @Test
  void accept_jdkClient_isConnectedWithTheOptionsOfTheListener() throws Exception {
    try (var server = new LlsocketServerSocket()) {
      server.setOption(TCP.NODELAY, true);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try (var client = new java.net.Socket()) {
        client.connect(server.getLocalSocketAddress());
        try (LlsocketSocket accepted = server.accept()) {
          assertThat(accepted.getRemoteSocketAddress()).isEqualTo(client.getLocalSocketAddress());
          assertThat(accepted.getTcpNoDelay()).isTrue();
          assertThat(accepted.llsocket().fd()).isNotEqualTo(server.llsocket().fd());
        }
      }
    }
  }

  @Test
  void of_listeningSocket_isAView() throws Exception {
    SockAddr address = SockAddr.unix(directory.resolve("s"));
    try (Socket listening = Socket.open(AF.UNIX, SOCK.STREAM)) {
      listening.bind(address);
      listening.listen();
      try (var server = LlsocketServerSocket.of(listening);
          var client = new LlsocketSocket(address)) {
        assertThat(server.llsocket()).isSameAs(listening);
        assertThat(server.isBound()).isTrue();
        client.connect(address);
        try (LlsocketSocket accepted = server.accept()) {
          assertThat(accepted.isConnected()).isTrue();
        }
      }
      assertThat(listening.isOpen()).isFalse();
    }
  }

  @Test
  void of_datagramSocket_throws() throws Exception {
    try (Socket socket = Socket.open(AF.INET, SOCK.DGRAM)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> LlsocketServerSocket.of(socket))
          .withMessageContaining("SOCK_DGRAM");
    }
  }

  @Test
  void unwrap_socketOfTheJdk_throws() throws Exception {
    try (var socket = new ServerSocket()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> LlsocketServerSocket.unwrap(socket))
          .withMessageContaining("ServerSocket[unbound]");
    }
  }

  @Test
  void options_ofThisLibrary_areSupported() throws Exception {
    try (var server = new LlsocketServerSocket()) {
      assertThat(server.supportedOptions()).contains(TCP.FASTOPEN, SO.REUSEPORT);
      server.setOption(SO.PRIORITY, 3);
      assertThat(server.llsocket().get(SO.PRIORITY)).isEqualTo(3);
    }
  }
}
