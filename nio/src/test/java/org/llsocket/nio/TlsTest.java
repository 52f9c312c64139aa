package org.llsocket.nio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llsocket.SockAddr;
import org.llsocket.nio.testing.ChildProgram;
import org.llsocket.option.TCP;

/** TLS of the JDK, layered on our sockets at both ends. */
class TlsTest {
  private static final char[] PASSWORD = "password".toCharArray();

  @TempDir static Path directory;
  private static SSLContext context;

  /** A key of this test's own, which both ends trust. */
  @BeforeAll
  static void makeKey() throws Exception {
    Path file = directory.resolve("key.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String _ =
        ChildProgram.output(
            List.of(
                keytool,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "test",
                "-storetype",
                "PKCS12",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=DNS:localhost",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD)));
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(keys);
    context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
  }

  private static void exchange(SocketAddress address, int bytes) throws Exception {
    try (var listener = new LlsocketServerSocket();
        var plain = new LlsocketSocket()) {
      listener.bind(address);
      plain.connect(Objects.requireNonNull(listener.getLocalSocketAddress()));
      LlsocketSocket accepted = listener.accept();
      var server =
          new Scenario.Running(
              true,
              () -> {
                try (var secure =
                    (SSLSocket)
                        context
                            .getSocketFactory()
                            .createSocket(accepted, (InputStream) null, true)) {
                  byte[] request = secure.getInputStream().readNBytes(bytes);
                  secure.getOutputStream().write(request);
                  return secure.getSession().getProtocol();
                }
              });
      try (var client =
          (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", 443, true)) {
        client.setSoTimeout(60_000);
        var data = new byte[bytes];
        Arrays.fill(data, (byte) 'y');
        client.getOutputStream().write(data);
        assertThat(client.getInputStream().readNBytes(bytes)).isEqualTo(data);
        assertThat(client.getInputStream().read()).isEqualTo(-1); // close_notify
        assertThat(client.getSession().getPeerPrincipal()).hasToString("CN=localhost");
        assertThat(LlsocketSocket.unwrap(client)).isSameAs(plain.llsocket());
      }
      assertThat(server.outcome()).isEqualTo("TLSv1.3");
      assertThat(plain.isClosed()).isTrue();
      assertThat(accepted.isClosed()).isTrue();
    }
  }

  @Test
  void handshake_overTcp_exchangesData() throws Exception {
    exchange(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
  }

  @Test
  void handshake_overAUnixPath_exchangesData() throws Exception {
    exchange(SockAddr.unix(directory.resolve("s")), 2_000_000);
  }

  @Test
  void setOption_onTheSecureSocket_isSetOnOurs() throws Exception {
    try (var listener = new LlsocketServerSocket();
        var plain = new LlsocketSocket()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      plain.connect(Objects.requireNonNull(listener.getLocalSocketAddress()));
      try (var secure = context.getSocketFactory().createSocket(plain, "localhost", 443, true)) {
        secure.setOption(TCP.NODELAY, true);
        assertThat(plain.llsocket().get(TCP.NODELAY)).isTrue();
      }
    }
  }
}
