package org.llsocket.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.SockAddr;

/** Both factories of {@code javax.net}. */
class LlsocketSocketFactoryTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir Path directory;

  /** Makes a connected socket. */
  private interface Maker {
    Socket make(SocketFactory factory, int port) throws IOException;
  }

  private static final List<Maker> MAKERS =
      List.of(
          (factory, port) -> factory.createSocket("localhost", port),
          (factory, port) -> factory.createSocket("localhost", port, LOOPBACK, 0),
          (factory, port) -> factory.createSocket(LOOPBACK, port),
          (factory, port) -> factory.createSocket(LOOPBACK, port, LOOPBACK, 0));

  private static void assertMakesConnections(SocketFactory sockets, ServerSocket server)
      throws IOException {
    for (Maker maker : MAKERS) {
      try (Socket client = maker.make(sockets, Math.max(server.getLocalPort(), 0));
          Socket accepted = server.accept()) {
        accepted.getOutputStream().write(3);
        assertThat(client.getInputStream().read()).isEqualTo(3);
      }
    }
  }

  @Test
  void createSocket_everyForm_connects() throws Exception {
    try (ServerSocket server =
        new LlsocketServerSocketFactory().createServerSocket(0, 5, LOOPBACK)) {
      assertMakesConnections(new LlsocketSocketFactory(), server);
    }
  }

  @Test
  void createSocket_everyFormWithAPath_connectsThere() throws Exception {
    String path = directory.resolve("s").toString();
    try (ServerSocket server = new LlsocketServerSocketFactory(path).createServerSocket(80)) {
      assertMakesConnections(new LlsocketSocketFactory(path), server);
    }
  }

  @Test
  void createSocket_everyFormWithAnAbstractName_connectsThere() throws Exception {
    SockAddr name = SockAddr.abstractName(UUID.randomUUID().toString());
    try (ServerSocket server = new LlsocketServerSocketFactory(name).createServerSocket(80, 3)) {
      assertMakesConnections(new LlsocketSocketFactory(name), server);
    }
  }

  @Test
  void createSocket_hostWithAPath_isNotLookedUp() throws Exception {
    String path = directory.resolve("s").toString();
    try (ServerSocket _ = new LlsocketServerSocketFactory(path).createServerSocket(0);
        Socket client = new LlsocketSocketFactory(path).createSocket("host.invalid", 1)) {
      assertThat(client.isConnected()).isTrue();
    }
  }

  @Test
  void createSocket_noListener_throws() {
    var factory = new LlsocketSocketFactory("@" + UUID.randomUUID());
    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> factory.createSocket("localhost", 1));
  }

  @Test
  void createServerSocket_noArguments_isUnbound() throws Exception {
    try (ServerSocket server = new LlsocketServerSocketFactory("@x").createServerSocket()) {
      assertThat(server.isBound()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/run/x.sock, unix:/run/x.sock",
    "@name, unix:@name",
    "unix:x.sock, unix:x.sock",
    "unix:@name, unix:@name",
    "127.0.0.1:80, 127.0.0.1:80",
    "[::1]:80, [::1]:80",
  })
  void parse_everyForm_isTheAddress(String text, String address) {
    assertThat(AddressText.parse(text)).hasToString(address);
  }

  @Test
  void parse_vsock_hasPortAndCid() {
    SockAddr address = AddressText.parse("vsock:4294967295:1024");
    assertThat(address.length()).isEqualTo(16); // sizeof(struct sockaddr_vm)
    var data = java.nio.ByteBuffer.wrap(address.saData()).order(java.nio.ByteOrder.nativeOrder());
    assertThat(data.getInt(2)).isEqualTo(1024);
    assertThat(data.getInt(6)).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "vsock:1", "vsock:1:2:3", "vsock:a:b", "host:99999"})
  void constructor_badAddress_namesItAndTheForms(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LlsocketSocketFactory(text))
        .withMessageContaining("\"" + text + "\"")
        .withMessageContaining("vsock:cid:port");
    assertThatIllegalArgumentException().isThrownBy(() -> new LlsocketServerSocketFactory(text));
  }
}
