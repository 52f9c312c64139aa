package org.llsocket.cli.netcat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llsocket.cli.Program;
import org.llsocket.cli.Shell;

/** {@code listen} and {@code connect} with nc, socat and curl as peers. */
class InteroperabilityTest {
  @TempDir Path folder;

  @Test
  void listen_nc_exchangesData() throws Exception {
    Shell listen = Shell.startWith("down\n".getBytes(UTF_8), "listen", "127.0.0.1:0");
    try (Program nc = Program.start("nc", "-N", "127.0.0.1", listen.awaitPort()).input("up\n")) {
      assertThat(nc.output()).isEqualTo("down\n");
      assertThat(listen.await().out()).isEqualTo("up\n");
    }
  }

  @Test
  void listen_ncOverUdp_exchangesData() throws Exception {
    try (Shell listen = Shell.start("listen", "-u", "-w", "60", "127.0.0.1:0");
        Program nc = Program.start("nc", "-u", "-w", "1", "127.0.0.1", listen.awaitPort())) {
      nc.input("up\n");
      listen.awaitOut("up\n");
      listen.type("down\n");

      assertThat(nc.output()).isEqualTo("down\n");
    }
  }

  @Test
  void listen_socatOnAbstractName_exchangesData() throws Exception {
    String name = "llsocket-peer-" + ProcessHandle.current().pid();
    Shell listen = Shell.startWith("down\n".getBytes(UTF_8), "listen", "unix:@" + name);
    listen.awaitErr("listening on ");
    try (Program socat = Program.start("socat", "-", "ABSTRACT-CONNECT:" + name).input("up\n")) {
      assertThat(socat.output()).isEqualTo("down\n");
      assertThat(listen.await().out()).isEqualTo("up\n");
    }
  }

  @Test
  void connect_socatOnUnixPath_receivesEcho() throws Exception {
    Path path = folder.resolve("s");
    try (Program socat = Program.start("socat", "UNIX-LISTEN:" + path, "EXEC:cat")) {
      Shell.Ended connect = connectOnceListening(path);

      assertThat(connect.out()).isEqualTo("echo\n");
      assertThat(socat.status()).isZero();
    }
  }

  private static Shell.Ended connectOnceListening(Path path) throws Exception {
    long end = System.nanoTime() + Shell.DEADLINE.toNanos();
    Shell.Ended connect = Shell.pipe("echo\n", "connect", "unix:" + path);
    while (connect.status() != 0 && System.nanoTime() < end) {
      connect = Shell.pipe("echo\n", "connect", "unix:" + path);
    }
    return connect;
  }

  @Test
  void listen_curl_servesTheInput() throws Exception {
    String answer = "HTTP/1.0 200 OK\r\nContent-Length: 6\r\n\r\nhello\n";
    Shell listen = Shell.startWith(answer.getBytes(UTF_8), "listen", "127.0.0.1:0");
    String url = "http://127.0.0.1:" + listen.awaitPort() + "/path";
    try (Program curl = Program.start("curl", "-sS", "--noproxy", "*", url)) {
      assertThat(curl.output()).isEqualTo("hello\n");
      assertThat(listen.await().out()).startsWith("GET /path HTTP/1.1\r\n");
    }
  }
}
