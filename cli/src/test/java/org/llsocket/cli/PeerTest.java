package org.llsocket.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command with the programs that people use at the other end. */
class PeerTest {
  @TempDir Path folder;

  @Test
  void listen_nc_talksBothWays() throws Exception {
    Shell listen = Shell.startWith("down\n".getBytes(UTF_8), "listen", "127.0.0.1:0");
    try (Program nc = Program.start("nc", "-N", "127.0.0.1", listen.awaitPort()).input("up\n")) {
      assertThat(nc.output()).isEqualTo("down\n");
      assertThat(listen.await().out()).isEqualTo("up\n");
    }
  }

  @Test
  void listen_ncOverUdp_talksBothWays() throws Exception {
    try (Shell listen = Shell.start("listen", "-u", "-w", "2", "127.0.0.1:0");
        Program nc = Program.start("nc", "-u", "-w", "1", "127.0.0.1", listen.awaitPort())) {
      nc.input("up\n");
      listen.awaitOut("up\n");
      listen.type("down\n");

      assertThat(nc.output()).isEqualTo("down\n");
    }
  }

  @Test
  void listen_socatOnAbstractName_talksBothWays() throws Exception {
    String name = "llsocket-peer-" + ProcessHandle.current().pid();
    Shell listen = Shell.startWith("down\n".getBytes(UTF_8), "listen", "unix:@" + name);
    listen.awaitErr("listening on ");
    try (Program socat = Program.start("socat", "-", "ABSTRACT-CONNECT:" + name).input("up\n")) {
      assertThat(socat.output()).isEqualTo("down\n");
      assertThat(listen.await().out()).isEqualTo("up\n");
    }
  }

  @Test
  void connect_socatOnUnixPath_isEchoed() throws Exception {
    Path path = folder.resolve("s");
    try (Program socat = Program.start("socat", "UNIX-LISTEN:" + path, "EXEC:cat")) {
      Shell.Ended connect = connectOnceThere(path);

      assertThat(connect.out()).isEqualTo("echo\n");
      assertThat(socat.status()).isZero();
    }
  }

  private static Shell.Ended connectOnceThere(Path path) throws Exception {
    long end = System.nanoTime() + Shell.DEADLINE.toNanos();
    Shell.Ended connect = Shell.pipe("echo\n", "connect", "unix:" + path);
    while (connect.status() != 0 && System.nanoTime() < end) {
      connect = Shell.pipe("echo\n", "connect", "unix:" + path);
    }
    return connect;
  }

  @Test
  void listen_curl_getsTheCannedAnswer() throws Exception {
    String answer = "HTTP/1.0 200 OK\r\nContent-Length: 6\r\n\r\nhello\n";
    Shell listen = Shell.startWith(answer.getBytes(UTF_8), "listen", "127.0.0.1:0");
    String url = "http://127.0.0.1:" + listen.awaitPort() + "/path";
    try (Program curl = Program.start("curl", "-sS", "--noproxy", "*", url)) {
      assertThat(curl.output()).isEqualTo("hello\n");
      assertThat(listen.await().out()).startsWith("GET /path HTTP/1.1\r\n");
    }
  }
}
