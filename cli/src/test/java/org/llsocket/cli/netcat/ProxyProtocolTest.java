package org.llsocket.cli.netcat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.cli.Program;
import org.llsocket.cli.Shell;

/** The PROXY protocol of {@code connect}, {@code listen} and {@code relay}, with haproxy too. */
class ProxyProtocolTest {
  /** Debian installs it where only the PATH of an administrator leads. */
  private static final String HAPROXY =
      Files.isExecutable(Path.of("/usr/sbin/haproxy")) ? "/usr/sbin/haproxy" : "haproxy";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2"})
  void sendProxy_connect_reportsItsOwnAddresses(String version) throws Exception {
    try (Shell listen = Shell.start("listen", "-v", "--accept-proxy", "127.0.0.1:0")) {
      String port = listen.awaitPort();
      Shell.Ended connect =
          Shell.pipe(
              "data", "connect", "--send-proxy", version, "-s", "127.0.0.2", "127.0.0.1", port);
      listen.endInput();

      assertThat(connect.status()).isZero();
      assertThat(listen.await().out()).isEqualTo("data");
      assertThat(listen.await().err())
          .containsPattern("PROXY header: 127.0.0.2:\\d+ to 127.0.0.1:" + port);
    }
  }

  @Test
  void acceptProxy_otherData_isRefused() throws Exception {
    try (Shell listen = Shell.start("listen", "-k", "--accept-proxy", "127.0.0.1:0")) {
      String port = listen.awaitPort();
      Shell.pipe("GET / HTTP/1.0\r\n\r\n", "connect", "127.0.0.1", port);
      listen.awaitErr("disconnected: the connection does not begin with a PROXY header");

      Shell.pipe("PROXY UNKNOWN\r\ndata", "connect", "127.0.0.1", port);
      listen.awaitOut("data");
    }
  }

  @Test
  void relay_headerOfTheClient_isPassedOn() throws Exception {
    try (Shell listen = Shell.start("listen", "-v", "--accept-proxy", "127.0.0.1:0");
        Shell relay =
            Shell.start(
                "relay",
                "--once",
                "--accept-proxy",
                "--send-proxy",
                "v2",
                "127.0.0.1:0",
                "127.0.0.1:" + listen.awaitPort())) {
      String port = relay.awaitPort();
      Shell connect =
          Shell.startWith(
              "PROXY TCP4 192.0.2.1 198.51.100.1 5678 443\r\ndata".getBytes(UTF_8),
              "connect",
              "127.0.0.1",
              port);
      listen.awaitOut("data");
      listen.endInput();

      assertThat(connect.await().status()).isZero();
      assertThat(relay.await().status()).isZero();
      assertThat(listen.await().err()).contains("PROXY header: 192.0.2.1:5678 to 198.51.100.1:443");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"send-proxy", "send-proxy-v2"})
  void acceptProxy_haproxy_reportsItsClient(String option) throws Exception {
    String port = unusedPort();
    try (Shell listen = Shell.start("listen", "-v", "--accept-proxy", "127.0.0.1:0");
        Program haproxy = haproxy(port, "", listen.awaitPort(), option)) {
      haproxy.input("");
      Shell connect = connecting(port, "data");
      listen.awaitOut("data");
      listen.endInput();

      assertThat(connect.await().status()).isZero();
      assertThat(listen.await().err())
          .containsPattern("PROXY header: 127.0.0.3:\\d+ to 127.0.0.1:" + port);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2"})
  void sendProxy_haproxy_acceptsTheHeader(String version) throws Exception {
    String port = unusedPort();
    try (Shell listen = Shell.start("listen", "-v", "--accept-proxy", "127.0.0.1:0");
        Program haproxy = haproxy(port, "accept-proxy", listen.awaitPort(), "send-proxy")) {
      haproxy.input("");
      Shell connect = connecting(port, "data", "--send-proxy", version);
      listen.awaitOut("data");
      listen.endInput();

      assertThat(connect.await().status()).isZero();
      assertThat(listen.await().err()).containsPattern("PROXY header: 127.0.0.3:\\d+ to ");
    }
  }

  /** A haproxy that passes connections at one port on to another. */
  private Program haproxy(String port, String accepts, String to, String sends) throws Exception {
    Path file = folder.resolve("haproxy.cfg");
    Files.writeString(
        file,
        """
        defaults
          mode tcp
          timeout connect 30s
          timeout client 60s
          timeout server 60s
        listen all
          bind 127.0.0.1:%s %s
          server one 127.0.0.1:%s %s
        """
            .formatted(port, accepts, to, sends));
    return Program.start(HAPROXY, "-db", "-f", file.toString());
  }

  /** Connects from 127.0.0.3 as soon as haproxy listens. */
  private static Shell connecting(String port, String data, String... options) throws Exception {
    String listening = String.format(":%04X 00000000:0000 0A", Integer.parseInt(port));
    Shell.await(() -> Files.readString(Path.of("/proc/net/tcp")).contains(listening));
    String[] args = new String[options.length + 5];
    System.arraycopy(options, 0, args, 1, options.length);
    args[0] = "connect";
    System.arraycopy(
        new String[] {"--source", "127.0.0.3", "127.0.0.1", port}, 0, args, options.length + 1, 4);
    return Shell.startWith(data.getBytes(UTF_8), args);
  }

  private static String unusedPort() throws Exception {
    try (Socket socket = Socket.open(AF.INET, SOCK.STREAM)) {
      socket.bind(SockAddr.inet("127.0.0.1", 0));
      return Integer.toString(socket.getsockname().port());
    }
  }
}
