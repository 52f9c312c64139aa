package org.llsocket.cli.netcat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llsocket.cli.Program;
import org.llsocket.cli.Shell;

/** {@code listen}, with {@code connect} as its peer. */
class ListenCommandTest {
  @TempDir Path folder;

  @Test
  void listen_dataInBothDirections_arrivesCompletely() throws Exception {
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

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  void listen_unixPathAndAbstractName_transferDataAndRemovePath() throws Exception {
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
  void listen_pathExists_failsAndKeepsIt() throws Exception {
    Path path = Files.createFile(folder.resolve("s"));

    Shell.Ended listen = Shell.run("listen", "unix:" + path);

    assertThat(listen.status()).isEqualTo(1);
    assertThat(listen.err()).contains("EADDRINUSE").hasLineCount(1);
    assertThat(path).exists();
  }

  @Test
  void listen_pathReplaced_keepsTheNewFile() throws Exception {
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
  void listen_udp_keepsDatagramBoundariesAndExitsWhenIdle() throws Exception {
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

  // ---- --keep-open

  @Test
  void keepOpen_concurrentClients_exchangesDataWithAll() throws Exception {
    try (Shell listen = Shell.start("listen", "--keep-open", "127.0.0.1:0")) {
      String address = "127.0.0.1:" + listen.awaitPort();
      try (Shell one = Shell.start("connect", address);
          Shell two = Shell.start("connect", address)) {
        one.type("first\n");
        listen.awaitOut("first\n");
        two.type("second\n");
        listen.awaitOut("second\n");
        listen.type("to all\n");
        one.awaitOut("to all\n");
        two.awaitOut("to all\n");
        one.endInput();
        two.endInput();

        assertThat(one.await().status()).isZero();
        assertThat(two.await().status()).isZero();
      }
      listen.awaitErr("127.0.0.1:\\d+ disconnected: sent 7 B, received 6 B");
    }
  }

  @Test
  void keepOpen_send_sendsTheFileToEachClient() throws Exception {
    Path file = Files.writeString(folder.resolve("page"), "the page\n");
    Path path = folder.resolve("s");
    try (Shell listen = Shell.start("listen", "-k", "--send", file.toString(), "unix:" + path)) {
      listen.awaitErr("listening on ");
      for (int i = 0; i < 3; i++) {
        assertThat(Shell.run("connect", "unix:" + path).out()).isEqualTo("the page\n");
      }
    }
  }

  @Test
  void keepOpen_severalUdpSenders_repliesToTheLast() throws Exception {
    try (Shell listen = Shell.start("listen", "-k", "-u", "-w", "2", "127.0.0.1:0")) {
      String address = "127.0.0.1:" + listen.awaitPort();
      try (Shell one = Shell.start("connect", "-u", address);
          Shell two = Shell.start("connect", "-u", address)) {
        one.type("first\n");
        listen.awaitOut("first\n");
        two.type("second\n");
        listen.awaitOut("second\n");
        listen.type("answer\n");
        two.awaitOut("answer\n");
      }

      assertThat(listen.await().status()).isZero();
      assertThat(listen.await().err()).contains("received 13 B in 2 datagrams");
    }
  }

  @Test
  void keepOpen_interrupted_printsSummaryAndRemovesPath() throws Exception {
    Path path = folder.resolve("s");
    Path err = folder.resolve("err");
    try (Program listen = Program.interruptible(err, "listen", "-k", "unix:" + path)) {
      Shell.await(() -> Files.readString(err).contains("listening"));
      assertThat(Shell.pipe("abc", "connect", "unix:" + path).status()).isZero();

      listen.signal("INT");

      assertThat(listen.status()).isEqualTo(130);
      assertThat(listen.output()).isEqualTo("abc");
      assertThat(Files.readString(err)).contains("sent 0 B, received 3 B in ");
      assertThat(path).doesNotExist();
    }
  }
}
