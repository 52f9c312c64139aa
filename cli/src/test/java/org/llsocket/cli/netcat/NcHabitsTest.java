package org.llsocket.cli.netcat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.cli.Shell;

/** What users of nc(1), ncat(1) and socat(1) try first, of {@code listen} and {@code connect}. */
class NcHabitsTest {
  @TempDir Path folder;

  // ---- addresses

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1 PORT",
        "localhost PORT",
        "tcp://127.0.0.1:PORT",
        "tcp://127.0.0.1:PORT/",
        "TCP:127.0.0.1:PORT",
        "tcp4:localhost:PORT",
        "tcp://127.0.0.1 PORT"
      })
  void connect_formsOfAnAddress_connect(String form) throws Exception {
    Shell listen = Shell.startWith("down".getBytes(UTF_8), "listen", "127.0.0.1:0");
    String address = form.replace("PORT", listen.awaitPort());

    Shell.Ended connect = Shell.pipe("up", ("connect " + address).split(" "));

    assertThat(connect.out()).isEqualTo("down");
    assertThat(listen.await().out()).isEqualTo("up");
  }

  @Test
  void connect_ipv6HostAndPort_connects() throws Exception {
    for (String host : new String[] {"::1", "[::1]"}) {
      Shell listen = Shell.startWith(new byte[0], "listen", "[::1]", "0");

      assertThat(Shell.pipe("up", "connect", host, listen.awaitPort()).status()).isZero();
      assertThat(listen.await().out()).isEqualTo("up");
    }
  }

  @Test
  void connect_urlsOfUnixSockets_connect() throws Exception {
    Path path = folder.resolve("s");
    for (String scheme : new String[] {"unix:", "unix://", "unix-seqpacket:"}) {
      Shell listen = Shell.startWith("down".getBytes(UTF_8), "listen", scheme + path);
      listen.awaitErr("listening on ");

      assertThat(Shell.pipe("up", "connect", scheme + path).out()).isEqualTo("down");
      assertThat(listen.await().out()).isEqualTo("up");
    }
  }

  @Test
  void connect_udpScheme_usesDatagrams() throws Exception {
    try (Shell listen = Shell.start("listen", "udp://127.0.0.1:0")) {
      Shell.Ended connect = Shell.pipe("up", "connect", "udp://127.0.0.1:" + listen.awaitPort());
      listen.awaitOut("up");
      listen.endInput();

      assertThat(connect.err()).contains("sent 2 B in 1 datagram");
      assertThat(listen.await().status()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "connect localhost          | \"localhost\" has no port; expected: host:port, [v6]:port, "
            + ":port, port or unix:/path, such as localhost:80",
        "connect 127.0.0.1          | such as 127.0.0.1:80",
        "connect [::1               | write an IPv6 address and its port as [::1]:80",
        "connect /run/s             | a path is written as unix:/run/s",
        "connect http://a.org/x     | is a URL; the address of its server is a.org:80",
        "connect https://a.org      | the address of its server is a.org:443",
        "connect https://a.org:99/  | the address of its server is a.org:99",
        "connect quic://a.org:1     | \"quic\" is not a kind of socket; expected one of: tcp, ",
        "connect a:80 81            | \"a:80\" is a whole address: the port \"81\" is too much",
        "connect unix:/x 80         | is a whole address",
        "connect -u tcp://a:80      | --udp contradicts tcp://a:80",
        "connect --send-proxy v3 a:80        | v3",
        "connect -u --send-proxy v1 a:80     | --send-proxy requires a stream",
        "listen -u --accept-proxy 80         | --accept-proxy requires a stream",
        "connect -u --tls a:80               | --tls requires a stream",
        "connect --ca f a:80                 | require --tls",
        "connect --tls --key f a:80          | --key requires --cert",
        "connect --tls --insecure --ca f a:1 | --insecure and --ca are mutually exclusive",
        "connect --tls --servername a..b a:1  | is not a host name",
        "connect -z -u a:80                  | -z requires a stream",
        "connect -z a:80-70                  | ports 80-70 are not a range in 1–65535",
        "connect -z a 80,x                   | \"x\" is not a port or a range such as 8000-8999",
        "connect --source 1:2:3 a:1          | --source",
        "connect --send f --exec g a:1       | cannot read f",
        "listen -k -u -e cat 1               | use llsocket relay udp:ADDR exec:COMMAND",
        "send tcp://a:1 x                    | tcp://a:1 is not a socket of datagrams",
        "recv unix-seqpacket:/x              | is not a socket of datagrams",
        "recv --hex --data text 1            | --hex and --data are mutually exclusive",
      })
  void wrongUsage_isRefusedWithWhatWouldBeRight(String line, String message) throws Exception {
    Shell.assertUsageError(line, message);
  }

  // ---- -w

  @ParameterizedTest
  @CsvSource({
    "listen -w 0.2 127.0.0.1:0, no connection within 0.2 s, 1",
    "listen -u -w 0.2 127.0.0.1:0, no datagram within 0.2 s, 1",
    "listen -k -w 0.2 127.0.0.1:0, 'sent 0 B, received 0 B', 0",
    "listen -k -u -w 0.2 127.0.0.1:0, 'sent 0 B in 0 datagrams', 0",
  })
  void listen_timeoutWithoutPeer_ends(String line, String message, int status) throws Exception {
    try (Shell listen = Shell.start(line.split(" "))) {
      Shell.Ended ended = listen.await();

      assertThat(ended.err()).contains(message);
      assertThat(ended.status()).isEqualTo(status);
    }
  }

  @Test
  void keepOpen_timeoutAfterAPeer_ends() throws Exception {
    try (Shell listen = Shell.start("listen", "-k", "-w", "5", "127.0.0.1:0")) {
      Shell.pipe("one", "connect", "127.0.0.1:" + listen.awaitPort());

      assertThat(listen.await().status()).isZero();
      assertThat(listen.await().out()).isEqualTo("one");
    }
  }

  // ---- -v, -x, -z, --source

  @Test
  void events_ofBothSides_areOneLineEach() throws Exception {
    Shell listen = Shell.startWith(new byte[0], "listen", "-v", "127.0.0.1:0");

    Shell.Ended connect = Shell.pipe("up", "connect", "-v", "127.0.0.1:" + listen.awaitPort());

    assertThat(connect.err().lines())
        .anyMatch(line -> line.matches("127.0.0.1:\\d+ connected to 127.0.0.1:\\d+ in .* ms"))
        .anyMatch(line -> line.equals("stdio: end of the data"));
    assertThat(listen.await().err()).containsPattern("127.0.0.1:\\d+ connected\n");
  }

  @Test
  void events_failedAttempt_isReported() throws Exception {
    Shell.Ended connect = Shell.run("connect", "-v", "127.0.0.1", unusedPort());

    assertThat(connect.status()).isEqualTo(1);
    assertThat(connect.err()).contains("ECONNREFUSED").doesNotContain("\tat ").hasLineCount(2);
  }

  private static String unusedPort() throws Exception {
    try (Socket socket = Socket.open(AF.INET, SOCK.STREAM)) {
      socket.bind(SockAddr.inet("127.0.0.1", 0));
      return Integer.toString(socket.getsockname().port());
    }
  }

  @Test
  void hex_bothDirections_areDumpedOnStandardError() throws Exception {
    Shell listen = Shell.startWith("down\n".getBytes(UTF_8), "listen", "127.0.0.1:0");

    Shell.Ended connect = Shell.pipe("up", "connect", "-x", "127.0.0.1:" + listen.awaitPort());

    assertThat(connect.out()).isEqualTo("down\n");
    assertThat(connect.err())
        .containsPattern("stdio -> 127.0.0.1:\\d+, 2 B\n  0000  75 70  +up\n")
        .containsPattern("127.0.0.1:\\d+ -> stdio, 5 B\n  0000  64 6f 77 6e 0a +down\\.\n");
  }

  @Test
  void scan_ports_printsThoseThatAccept() throws Exception {
    try (Socket one = listening();
        Socket two = listening()) {
      int first = Math.min(one.getsockname().port(), two.getsockname().port());
      int second = Math.max(one.getsockname().port(), two.getsockname().port());

      Shell.Ended scan = Shell.run("connect", "-z", "127.0.0.1", first + "," + second + ",1");

      assertThat(scan.out().lines())
          .containsExactly("127.0.0.1:" + first + " is open", "127.0.0.1:" + second + " is open");
      assertThat(scan.err()).contains("2 of 3 ports open");
      assertThat(scan.status()).isZero();
      Shell.Ended range = Shell.run("connect", "-z", "127.0.0.1:" + first + "-" + first);
      assertThat(range.out()).isEqualTo("127.0.0.1:" + first + " is open\n");
    }
    assertThat(Shell.run("connect", "-z", "127.0.0.1:" + unusedPort()).status()).isEqualTo(1);
  }

  private static Socket listening() throws Exception {
    Socket socket = Socket.open(AF.INET, SOCK.STREAM);
    socket.bind(SockAddr.inet("127.0.0.1", 0));
    socket.listen();
    return socket;
  }

  @Test
  void source_addressAndPort_areThePeersView() throws Exception {
    String port = unusedPort();
    for (String source : new String[] {"127.0.0.2", "127.0.0.2:" + port}) {
      try (Socket server = listening();
          Shell connect =
              Shell.start(
                  "connect", "--source", source, "127.0.0.1:" + server.getsockname().port());
          Socket peer = server.accept(Shell.DEADLINE)) {
        assertThat(peer.getpeername().host()).isEqualTo("127.0.0.2");
        if (source.contains(":")) {
          assertThat(Integer.toString(peer.getpeername().port())).isEqualTo(port);
        }
        connect.endInput();
      }
    }
  }

  // ---- --exec

  @Test
  void exec_listen_runsTheProgramForEachConnection() throws Exception {
    try (Shell listen = Shell.start("listen", "-k", "-e", "tr a-z A-Z", "127.0.0.1:0")) {
      String address = "127.0.0.1:" + listen.awaitPort();

      assertThat(Shell.pipe("one\n", "connect", address).out()).isEqualTo("ONE\n");
      assertThat(Shell.pipe("two\n", "connect", address).out()).isEqualTo("TWO\n");
    }
  }

  @Test
  void exec_programEndsFirst_closesTheConnection() throws Exception {
    String command = "echo \"$LLSOCKET_PEER\"; head -1";
    Shell listen = Shell.start("listen", "-e", command, "127.0.0.1:0");
    try (Shell connect = Shell.start("connect", "127.0.0.1:" + listen.awaitPort())) {
      connect.awaitOut("127.0.0.1:");
      connect.type("first\nsecond\n");

      assertThat(connect.await().out()).endsWith("\nfirst\n");
      assertThat(listen.await().status()).isZero();
    }
  }

  @Test
  void exec_largeDataThroughAProgram_arrivesCompletely() throws Exception {
    byte[] data = "0123456789abcde\n".repeat(200_000).getBytes(UTF_8);
    Shell listen = Shell.start("listen", "-e", "cat", "127.0.0.1:0");

    Shell connect = Shell.startWith(data, "connect", "127.0.0.1:" + listen.awaitPort());

    assertThat(connect.await().bytes()).isEqualTo(data);
    assertThat(listen.await().status()).isZero();
  }

  @Test
  void exec_connect_sendsWhatTheProgramWrites() throws Exception {
    Shell listen = Shell.startWith(new byte[0], "listen", "127.0.0.1:0");

    Shell.Ended connect =
        Shell.run("connect", "-e", "echo from program", "127.0.0.1:" + listen.awaitPort());

    assertThat(connect.status()).isZero();
    assertThat(listen.await().out()).isEqualTo("from program\n");
  }
}
