package org.llsocket.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;

/** {@code listen} and {@code connect} with each other, and with sockets of the test's. */
class CopyTest {
  @TempDir Path folder;

  @Test
  void streams_bothWays_arriveWholeAndEnd() throws Exception {
    byte[] up = random(3_000_000);
    byte[] down = random(2_000_000);
    for (String address : new String[] {"127.0.0.1:0", "localhost:0", ":0", "0"}) {
      Shell listen = Shell.startWith(down, "listen", address);
      String port = listen.awaitPort();
      Shell connect = Shell.startWith(up, "connect", address.replaceFirst("0$", port));

      assertThat(connect.await().bytes()).isEqualTo(down);
      assertThat(listen.await().bytes()).isEqualTo(up);
      assertThat(connect.await().status()).isZero();
      assertThat(listen.await().err())
          .containsPattern("sent 1.9 MiB, received 2.9 MiB in .* \\(.*/s\\)");
    }
  }

  @Test
  void unixNames_ofBothKinds_carryTextAndThePathGoes() throws Exception {
    Path path = folder.resolve("s");
    String name = "unix:@llsocket-test-" + ProcessHandle.current().pid();
    for (String address : new String[] {"unix:" + path, name}) {
      Shell listen = Shell.startWith("down".getBytes(UTF_8), "listen", address);
      listen.awaitErr("listening on ");

      Shell.Ended connect = Shell.pipe("up", "connect", address);

      assertThat(connect.out()).isEqualTo("down");
      assertThat(listen.await().out()).isEqualTo("up");
      assertThat(path).doesNotExist();
    }
  }

  @Test
  void listen_pathOfAnother_staysAndFails() throws Exception {
    Path path = Files.createFile(folder.resolve("s"));

    Shell.Ended listen = Shell.run("listen", "unix:" + path);

    assertThat(listen.status()).isEqualTo(1);
    assertThat(listen.err()).contains("EADDRINUSE").hasLineCount(1);
    assertThat(path).exists();
  }

  @Test
  void listen_pathReplacedMeanwhile_staysAtTheEnd() throws Exception {
    Path path = folder.resolve("s");
    try (Shell listen = Shell.start("listen", "unix:" + path)) {
      listen.awaitErr("listening on ");
      Files.move(path, folder.resolve("moved"));
      Files.createFile(path);

      Shell.pipe("", "connect", "unix:" + folder.resolve("moved"));
      listen.await();

      assertThat(path).exists();
    }
  }

  @Test
  void connect_peerEndsWhileInputIsOpen_ends() throws Exception {
    try (Shell connect = Shell.start("connect", "127.0.0.1:" + serveOnce("bye"))) {
      Shell.Ended ended = connect.await();

      assertThat(ended.status()).isZero();
      assertThat(ended.out()).isEqualTo("bye");
    }
  }

  /** The port of a server that says {@code text} to the first who comes, and ends. */
  private static int serveOnce(String text) throws Exception {
    Socket server = Socket.open(AF.INET, SOCK.STREAM);
    server.bind(SockAddr.inet("127.0.0.1", 0));
    server.listen();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try (server;
              Socket peer = DemoStreams.accept(server)) {
            StreamInput.sendAll(
                peer,
                java.lang.foreign.MemorySegment.ofArray(text.getBytes(UTF_8)),
                new Tally(false, null));
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
    return server.getsockname().port();
  }

  @Test
  void datagrams_bothWays_keepTheirBoundsAndEndInSilence() throws Exception {
    for (String address : new String[] {"127.0.0.1:0", "unix:" + folder.resolve("d")}) {
      try (Shell listen = Shell.start("listen", "--udp", address)) {
        String bound = listen.awaitErr("listening on (\\S+), datagrams");
        try (Shell connect = Shell.start("connect", "--udp", bound)) {
          connect.type("question");
          listen.awaitOut("question");
          listen.type("answer");
          connect.awaitOut("answer");
          connect.endInput();

          assertThat(connect.await().status()).isZero();
          assertThat(connect.await().err()).contains("sent 8 B in 1 datagram, received 6 B in 1 ");
        }
        listen.endInput();
        assertThat(listen.await().status()).isZero();
      }
    }
  }

  @Test
  void connect_fileToSend_arrivesWhole() throws Exception {
    byte[] content = random(20_000_000);
    Path file = Files.write(folder.resolve("file"), content);
    Shell listen = Shell.startWith(new byte[0], "listen", "127.0.0.1:0");

    Shell.Ended connect =
        Shell.run("connect", "--send", file.toString(), "127.0.0.1:" + listen.awaitPort());

    assertThat(connect.status()).isZero();
    assertThat(listen.await().bytes()).isEqualTo(content);
  }

  @Test
  void connect_nothingMoves_endsWithTheTimeout() throws Exception {
    try (Shell listen = Shell.start("listen", "127.0.0.1:0")) {
      String port = listen.awaitPort();
      try (Shell connect = Shell.start("connect", "-w", "0.2", "127.0.0.1:" + port)) {
        Shell.Ended ended = connect.await();

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err()).contains("llsocket connect: nothing moved for 0.2 s");
      }
    }
  }

  @Test
  void options_ofEveryKindOfText_areSet() throws Exception {
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
  void connect_kernelsTimeoutSet_endsWithIt() throws Exception {
    try (Shell listen = Shell.start("listen", "127.0.0.1:0");
        Shell connect =
            Shell.start("connect", "-o", "SO_RCVTIMEO=100ms", "127.0.0.1:" + listen.awaitPort())) {
      Shell.Ended ended = connect.await();

      assertThat(ended.status()).isEqualTo(1);
      assertThat(ended.err()).contains("llsocket connect: nothing moved within SO_RCVTIMEO");
    }
  }

  @Test
  void connect_quiet_saysNothing() throws Exception {
    Shell.Ended ended = Shell.run("connect", "--quiet", "127.0.0.1:" + serveOnce("x"));

    assertThat(ended.err()).isEmpty();
  }

  @Test
  void connect_terminal_showsProgressAndErasesIt() throws Exception {
    try (Shell listen = Shell.start("listen", "127.0.0.1:0");
        Shell connect = Shell.startOnTerminal("connect", "127.0.0.1:" + listen.awaitPort())) {
      connect.type("abc");
      connect.awaitErr("\r\033\\[Ksent 3 B, received 0 B in [^\n]*$");
      connect.endInput();
      listen.endInput();

      assertThat(connect.await().err()).endsWith("\n").contains("\r\033[Ksent 3 B");
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
