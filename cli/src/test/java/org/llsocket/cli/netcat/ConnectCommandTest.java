package org.llsocket.cli.netcat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.cli.Shell;

/** {@code connect}, with {@code listen} or a socket of the test as its peer. */
class ConnectCommandTest {
  @TempDir Path folder;

  @Test
  void connect_peerClosesWhileInputIsOpen_exits() throws Exception {
    try (Shell connect = Shell.start("connect", "127.0.0.1:" + serveOnce("bye"))) {
      Shell.Ended ended = connect.await();

      assertThat(ended.status()).isZero();
      assertThat(ended.out()).isEqualTo("bye");
    }
  }

  /** The port of a server that sends {@code text} to its first client and closes. */
  private static int serveOnce(String text) throws Exception {
    Socket server = Socket.open(AF.INET, SOCK.STREAM);
    server.bind(SockAddr.inet("127.0.0.1", 0));
    server.listen();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try (server;
              Socket peer = Objects.requireNonNull(server.accept())) {
            peer.send(MemorySegment.ofArray(text.getBytes(UTF_8)));
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
    return server.getsockname().port();
  }

  @Test
  void connect_send_sendsTheFile() throws Exception {
    byte[] content = random(20_000_000);
    Path file = Files.write(folder.resolve("file"), content);
    Shell listen = Shell.startWith(new byte[0], "listen", "127.0.0.1:0");

    Shell.Ended connect =
        Shell.run("connect", "--send", file.toString(), "127.0.0.1:" + listen.awaitPort());

    assertThat(connect.status()).isZero();
    assertThat(listen.await().bytes()).isEqualTo(content);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  void connect_idle_failsAtTheTimeout() throws Exception {
    try (Shell listen = Shell.start("listen", "127.0.0.1:0")) {
      String port = listen.awaitPort();
      try (Shell connect = Shell.start("connect", "-w", "0.2", "127.0.0.1:" + port)) {
        Shell.Ended ended = connect.await();

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err()).contains("llsocket connect: no data transferred for 0.2 s");
      }
    }
  }

  @Test
  void connect_optionsOfEveryType_areSet() throws Exception {
    Shell listen =
        Shell.startWith(new byte[0], "listen", "-o", "TCP_CONGESTION=reno", "127.0.0.1:0");

    Shell.Ended connect =
        Shell.run(
            "connect",
            "--option=TCP_NODELAY=true",
            "--option=SO_RCVBUF=0x8000",
            "--option=TCP_USER_TIMEOUT=1500ms",
            "--option=SO_LINGER=1s",
            "--option=IP_LOCAL_PORT_RANGE=0-0",
            "127.0.0.1:" + listen.awaitPort());

    assertThat(connect.err()).contains("sent 0 B, received 0 B");
    assertThat(connect.status()).isZero();
    assertThat(listen.await().status()).isZero();
  }

  @Test
  void connect_receiveTimeoutOption_failsWhenItExpires() throws Exception {
    try (Shell listen = Shell.start("listen", "127.0.0.1:0");
        Shell connect =
            Shell.start("connect", "-o", "SO_RCVTIMEO=100ms", "127.0.0.1:" + listen.awaitPort())) {
      Shell.Ended ended = connect.await();

      assertThat(ended.status()).isEqualTo(1);
      assertThat(ended.err()).contains("llsocket connect: no data transferred within SO_RCVTIMEO");
    }
  }

  @Test
  void connect_quiet_printsNoMessages() throws Exception {
    Shell.Ended ended = Shell.run("connect", "--quiet", "127.0.0.1:" + serveOnce("x"));

    assertThat(ended.err()).isEmpty();
  }

  @Test
  void connect_terminal_showsAndErasesProgress() throws Exception {
    try (Shell listen = Shell.start("listen", "127.0.0.1:0");
        Shell connect = Shell.startOnTerminal("connect", "127.0.0.1:" + listen.awaitPort())) {
      connect.type("abc");
      connect.awaitErr("\r\033\\[Ksent 3 B, received 0 B in [^\n]*$");
      connect.endInput();
      listen.endInput();

      assertThat(connect.await().err()).endsWith("\n").contains("\r\033[Ksent 3 B");
    }
  }
}
