package org.llsocket.cli.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.AF;
import org.llsocket.MSG;
import org.llsocket.SHUT;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.cli.Capability;
import org.llsocket.cli.Program;
import org.llsocket.cli.Shell;

class RelayCommandTest {
  @TempDir Path folder;

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static Socket listening() throws IOException {
    Socket socket = Socket.open(AF.INET, SOCK.STREAM);
    socket.bind(SockAddr.inet("127.0.0.1", 0));
    socket.listen();
    return socket;
  }

  private static Socket connected(int port) throws IOException {
    Socket socket = Socket.open(AF.INET, SOCK.STREAM);
    socket.connect(SockAddr.inet("127.0.0.1", port), Shell.DEADLINE);
    return socket;
  }

  private static String receive(Socket socket, int most) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(most);
    int n = socket.recv(buffer, 0, Shell.DEADLINE);
    return n == Socket.EOF ? "EOF" : new String(buffer.array(), 0, n, UTF_8);
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.send(MemorySegment.ofArray(text.getBytes(UTF_8)));
  }

  // ---- streams

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:0", "listen:tcp:127.0.0.1:0", "TCP-LISTEN:0,fork", "0"})
  void relay_largeDataInBothDirections_arrivesCompletely(String first) throws Exception {
    byte[] up = random(3_000_000);
    byte[] down = random(2_000_000);
    Shell listen = Shell.startWith(down, "listen", "127.0.0.1:0");
    Shell relay = Shell.start("relay", "--once", first, "127.0.0.1:" + listen.awaitPort());

    Shell connect = Shell.startWith(up, "connect", "127.0.0.1:" + relay.awaitPort());

    assertThat(connect.await().bytes()).isEqualTo(down);
    assertThat(listen.await().bytes()).isEqualTo(up);
    assertThat(relay.await().status()).isZero();
    assertThat(relay.await().err())
        .containsPattern("1 conversation, sent 2.9 MiB, received 1.9 MiB in .* \\(.*/s\\)");
  }

  @Test
  void relay_halfClosed_theOtherDirectionStaysOpen() throws Exception {
    try (Socket server = listening();
        Shell relay =
            Shell.start("relay", "127.0.0.1:0", "127.0.0.1:" + server.getsockname().port());
        Socket client = connected(Integer.parseInt(relay.awaitPort()));
        Socket peer = server.accept(Shell.DEADLINE)) {
      send(client, "question");
      client.shutdown(SHUT.WR);
      assertThat(receive(peer, 100)).isEqualTo("question");
      assertThat(receive(peer, 100)).isEqualTo("EOF");
      send(peer, "answer");
      assertThat(receive(client, 100)).isEqualTo("answer");
      peer.shutdown(SHUT.WR);
      assertThat(receive(client, 100)).isEqualTo("EOF");
    }
  }

  @Test
  void relay_manyClientsAtOnce_areServedConcurrently() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try (Socket server = listening();
        Shell relay =
            Shell.start("relay", "127.0.0.1:0", "127.0.0.1:" + server.getsockname().port())) {
      int port = Integer.parseInt(relay.awaitPort());
      for (int i = 0; i < 50; i++) {
        Socket client = connected(port);
        sockets.add(client);
        Socket peer = server.accept(Shell.DEADLINE);
        sockets.add(peer);
        send(client, "up " + i);
        send(peer, "down " + i);
      }
      for (int i = 0; i < 50; i++) {
        assertThat(receive(sockets.get(2 * i), 100)).isEqualTo("down " + i);
        assertThat(receive(sockets.get(2 * i + 1), 100)).isEqualTo("up " + i);
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void relay_maxClients_othersWaitUntilOneEnds() throws Exception {
    try (Socket server = listening();
        Shell relay =
            Shell.start(
                "relay",
                "--max-clients=1",
                "127.0.0.1:0",
                "127.0.0.1:" + server.getsockname().port());
        Socket one = connected(Integer.parseInt(relay.awaitPort()));
        Socket peer = server.accept(Shell.DEADLINE);
        Socket two = connected(Integer.parseInt(relay.awaitPort()))) {
      send(two, "two");
      send(one, "one");
      assertThat(receive(peer, 100)).isEqualTo("one");
      assertThat(server.awaitReadable(Duration.ofMillis(100))).isFalse();
      one.shutdown(SHUT.RDWR);
      peer.shutdown(SHUT.RDWR);
      try (Socket next = server.accept(Shell.DEADLINE)) {
        assertThat(receive(next, 100)).isEqualTo("two");
      }
    }
  }

  @Test
  void relay_targetRefuses_reportsItAndServesTheNext() throws Exception {
    Path path = folder.resolve("s");
    try (Shell relay = Shell.start("relay", "127.0.0.1:0", "unix:" + path)) {
      int port = Integer.parseInt(relay.awaitPort());
      try (Socket client = connected(port)) {
        assertThat(receive(client, 100)).isEqualTo("EOF");
      }
      relay.awaitErr("unix:" + path + "\\): ENOENT");
      Shell listen = Shell.startWith("hello".getBytes(UTF_8), "listen", "unix:" + path);
      listen.awaitErr("listening on");
      try (Socket client = connected(port)) {
        assertThat(receive(client, 100)).isEqualTo("hello");
      }
    }
  }

  @Test
  void relay_idle_endsTheConversationAndNotTheServer() throws Exception {
    try (Socket server = listening();
        Shell relay =
            Shell.start(
                "relay", "-w", "1", "127.0.0.1:0", "127.0.0.1:" + server.getsockname().port())) {
      for (int i = 0; i < 2; i++) {
        try (Socket client = connected(Integer.parseInt(relay.awaitPort()));
            Socket _ = server.accept(Shell.DEADLINE)) {
          assertThat(receive(client, 1)).isEqualTo("EOF");
        }
      }
      relay.awaitErr("no data transferred for 1 s");
    }
  }

  @Test
  void relay_onceWithoutPeer_endsAtTheTimeout() throws Exception {
    Shell.Ended relay = Shell.run("relay", "-1", "-w", "0.2", "127.0.0.1:0", "127.0.0.1:1");

    assertThat(relay.status()).isEqualTo(1);
    assertThat(relay.err()).contains("no peer within 0.2 s");
  }

  @Test
  void relay_bothConnectOrBothListen_relays() throws Exception {
    Shell one = Shell.startWith("from one".getBytes(UTF_8), "listen", "127.0.0.1:0");
    Shell two = Shell.startWith("from two".getBytes(UTF_8), "listen", "127.0.0.1:0");
    String first = "connect:127.0.0.1:" + one.awaitPort();

    assertThat(Shell.run("relay", first, "127.0.0.1:" + two.awaitPort()).status()).isZero();
    assertThat(one.await().out()).isEqualTo("from two");
    assertThat(two.await().out()).isEqualTo("from one");

    Path path = folder.resolve("s");
    try (Shell relay = Shell.start("relay", "127.0.0.1:0", "listen:unix:" + path)) {
      String port = relay.awaitPort();
      Shell waiting = Shell.startWith("hello".getBytes(UTF_8), "connect", "127.0.0.1:" + port);
      assertThat(Shell.pipe("", "connect", "unix:" + path).out()).isEqualTo("hello");
      assertThat(waiting.await().status()).isZero();
    }
  }

  // ---- other ends

  @Test
  void relay_unixSeqpackets_keepsMessages() throws Exception {
    Path path = folder.resolve("s");
    try (Socket server = Socket.open(AF.UNIX, SOCK.SEQPACKET)) {
      server.bind(SockAddr.unix(path));
      server.listen();
      String name = "@llsocket-relay-" + ProcessHandle.current().pid();
      try (Shell relay = Shell.start("relay", "unix-seqpacket:" + name, "unix-seqpacket:" + path)) {
        relay.awaitErr("listening on ");
        try (Socket client = Socket.open(AF.UNIX, SOCK.SEQPACKET)) {
          client.connect(SockAddr.parse("unix:" + name));
          send(client, "one");
          send(client, "two");
          try (Socket peer = server.accept(Shell.DEADLINE)) {
            assertThat(receive(peer, 100)).isEqualTo("one");
            assertThat(receive(peer, 100)).isEqualTo("two");
          }
        }
      }
    }
  }

  @Test
  void relay_unixDatagrams_areAnswered() throws Exception {
    String name = "@llsocket-relay-dgram-" + ProcessHandle.current().pid();
    Path path = folder.resolve("s");
    try (Socket server = Socket.open(AF.UNIX, SOCK.DGRAM);
        Shell relay = Shell.start("relay", "unix-dgram:" + name, "unix-dgram:" + path);
        Socket client = Socket.open(AF.UNIX, SOCK.DGRAM)) {
      server.bind(SockAddr.unix(path));
      client.bind(SockAddr.unnamed());
      relay.awaitErr("relaying ");
      client.sendto(ByteBuffer.wrap("question".getBytes(UTF_8)), SockAddr.parse("unix:" + name));
      var from = new SockAddrBuffer();
      ByteBuffer buffer = ByteBuffer.allocate(100);
      assertThat(server.recvfrom(buffer, from, 0, Shell.DEADLINE)).isEqualTo(8);
      server.sendto(ByteBuffer.wrap("answer".getBytes(UTF_8)), from);
      assertThat(receive(client, 100)).isEqualTo("answer");
    }
  }

  @Test
  void relay_fileToServer_sendsTheFile() throws Exception {
    byte[] content = random(3_000_000);
    Path file = Files.write(folder.resolve("in"), content);
    Shell listen = Shell.startWith("dropped".getBytes(UTF_8), "listen", "127.0.0.1:0");

    Shell.Ended relay = Shell.run("relay", "file:" + file, "127.0.0.1:" + listen.awaitPort());

    assertThat(relay.status()).isZero();
    assertThat(listen.await().bytes()).isEqualTo(content);
  }

  @Test
  void relay_serverToFile_writesTheFile() throws Exception {
    byte[] content = random(3_000_000);
    Path file = Files.writeString(folder.resolve("out"), "old");
    Shell relay = Shell.start("relay", "--once", "127.0.0.1:0", "file:" + file);

    Shell connect = Shell.startWith(content, "connect", "127.0.0.1:" + relay.awaitPort());

    assertThat(connect.await().status()).isZero();
    assertThat(relay.await().status()).isZero();
    assertThat(file).hasBinaryContent(content);
  }

  @Test
  void relay_missingFile_fails() throws Exception {
    Shell.Ended relay = Shell.run("relay", "file:" + folder.resolve("none"), "127.0.0.1:1");

    assertThat(relay.status()).isEqualTo(1);
    assertThat(relay.err()).contains("ENOENT");
  }

  @Test
  void relay_firstIsAnAddressOfAnotherMachine_failsWithTheWordToWrite() throws Exception {
    Shell.Ended relay = Shell.run("relay", "192.0.2.1:80", "127.0.0.1:1");

    assertThat(relay.status()).isEqualTo(1);
    assertThat(relay.err()).contains("EADDRNOTAVAIL", "connect:192.0.2.1:80 connects");
  }

  @Test
  void relay_stdio_isTheFirstEnd() throws Exception {
    Shell listen = Shell.startWith("down".getBytes(UTF_8), "listen", "127.0.0.1:0");

    Shell.Ended relay = Shell.pipe("up", "relay", "-", "tcp:127.0.0.1:" + listen.awaitPort());

    assertThat(relay.out()).isEqualTo("down");
    assertThat(listen.await().out()).isEqualTo("up");
  }

  @Test
  void relay_exec_runsAProgramForEachClient() throws Exception {
    try (Shell relay = Shell.start("relay", "127.0.0.1:0", "exec:tr a-z A-Z")) {
      String address = "127.0.0.1:" + relay.awaitPort();
      for (String text : new String[] {"one", "two"}) {
        assertThat(Shell.pipe(text, "connect", address).out())
            .isEqualTo(text.toUpperCase(Locale.ROOT));
      }
    }
  }

  @Test
  void relay_vsock_connects() throws Exception {
    Capability.named("VSOCK", "this kernel has no vsock loopback", RelayCommandTest::hasVsock)
        .require();
    Shell listen = Shell.startWith("down".getBytes(UTF_8), "listen", "127.0.0.1:0");
    String address = "127.0.0.1:" + listen.awaitPort();
    try (Shell relay = Shell.start("relay", "--once", "vsock:any:any", address)) {
      String port = relay.awaitErr("listening on vsock:any:(\\d+)");
      assertThat(Shell.pipe("up", "relay", "-", "vsock:local:" + port).out()).isEqualTo("down");
      assertThat(listen.await().out()).isEqualTo("up");
    }
  }

  private static boolean hasVsock() {
    try (Socket server = Socket.open(AF.VSOCK, SOCK.STREAM);
        Socket client = Socket.open(AF.VSOCK, SOCK.STREAM)) {
      server.bind(SockAddr.parse("vsock:any:any"));
      server.listen();
      String port = server.getsockname().toString().replaceFirst(".*:", "");
      client.connect(SockAddr.parse("vsock:local:" + port), Duration.ofSeconds(1));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  // ---- datagrams

  private static Socket datagrams() throws IOException {
    Socket socket = Socket.open(AF.INET, SOCK.DGRAM);
    socket.bind(SockAddr.inet("127.0.0.1", 0));
    return socket;
  }

  @Test
  void relay_udpSenders_eachHaveASocketOfTheirOwn() throws Exception {
    try (Socket server = datagrams();
        Shell relay =
            Shell.start(
                "relay", "-v", "udp:127.0.0.1:0", "udp:127.0.0.1:" + server.getsockname().port());
        Socket one = datagrams();
        Socket two = datagrams()) {
      SockAddr to = SockAddr.inet("127.0.0.1", Integer.parseInt(relay.awaitPort()));
      var from = new SockAddrBuffer();
      for (Socket client : new Socket[] {one, two, one}) {
        for (int length : new int[] {0, 3, 60_000}) {
          client.sendto(ByteBuffer.allocate(length), to);
          ByteBuffer buffer = ByteBuffer.allocate(65_536);
          assertThat(server.recvfrom(buffer, from, MSG.TRUNC, Shell.DEADLINE)).isEqualTo(length);
          server.sendto(ByteBuffer.allocate(length), from);
          assertThat(client.recv(buffer.clear(), MSG.TRUNC, Shell.DEADLINE)).isEqualTo(length);
        }
      }
      relay.awaitErr("receiving from " + two.getsockname());
    }
  }

  @Test
  void relay_udpToStreamAndBack_relays() throws Exception {
    try (Socket server = listening();
        Shell relay =
            Shell.start("relay", "udp:127.0.0.1:0", "127.0.0.1:" + server.getsockname().port());
        Socket client = datagrams()) {
      SockAddr to = SockAddr.inet("127.0.0.1", Integer.parseInt(relay.awaitPort()));
      client.sendto(ByteBuffer.wrap("question".getBytes(UTF_8)), to);
      try (Socket peer = server.accept(Shell.DEADLINE)) {
        assertThat(receive(peer, 100)).isEqualTo("question");
        send(peer, "answer");
        assertThat(receive(client, 100)).isEqualTo("answer");
      }
    }
  }

  @Test
  void relay_udpIdle_endsTheConversation() throws Exception {
    try (Socket server = datagrams();
        Shell relay =
            Shell.start(
                "relay",
                "--once",
                "-w",
                "3",
                "udp:127.0.0.1:0",
                "udp:127.0.0.1:" + server.getsockname().port());
        Socket client = datagrams()) {
      client.sendto(
          ByteBuffer.allocate(5), SockAddr.inet("127.0.0.1", Integer.parseInt(relay.awaitPort())));

      assertThat(relay.await().status()).isZero();
      assertThat(relay.await().err()).contains("1 conversation, sent 5 B, received 0 B");
    }
  }

  // ---- messages

  @Test
  void progress_notATerminal_isALineEachSecond() throws Exception {
    try (Socket server = listening();
        Shell relay =
            Shell.start(
                "relay", "--progress", "127.0.0.1:0", "127.0.0.1:" + server.getsockname().port());
        Socket client = connected(Integer.parseInt(relay.awaitPort()));
        Socket peer = server.accept(Shell.DEADLINE)) {
      send(client, "12345");
      assertThat(receive(peer, 100)).isEqualTo("12345");
      relay.awaitErr("1 of 1 conversation open, sent 5 B \\(.*/s\\), received 0 B \\(0 B/s\\)\n");
    }
  }

  @Test
  void events_conversation_areReported() throws Exception {
    Shell listen = Shell.startWith("down".getBytes(UTF_8), "listen", "127.0.0.1:0");
    Shell relay =
        Shell.start("relay", "-1", "-v", "127.0.0.1:0", "127.0.0.1:" + listen.awaitPort());

    Shell.pipe("up", "connect", "127.0.0.1:" + relay.awaitPort());

    assertThat(relay.await().err())
        .containsPattern("127.0.0.1:\\d+ connected\n")
        .containsPattern("127.0.0.1:\\d+ connected to 127.0.0.1:\\d+ in ")
        .containsPattern("127.0.0.1:\\d+ <-> 127.0.0.1:\\d+: sent 2 B, received 4 B in ");
  }

  @Test
  void hex_relayedData_isDumped() throws Exception {
    Shell listen = Shell.startWith(new byte[0], "listen", "127.0.0.1:0");
    Shell relay =
        Shell.start("relay", "-1", "-x", "127.0.0.1:0", "127.0.0.1:" + listen.awaitPort());

    Shell.pipe("up", "connect", "127.0.0.1:" + relay.awaitPort());

    assertThat(listen.await().out()).isEqualTo("up");
    assertThat(relay.await().err()).containsPattern(" -> 127.0.0.1:\\d+, 2 B\n  0000  75 70 ");
  }

  @Test
  void relay_interrupted_printsSummaryAndRemovesPath() throws Exception {
    Path path = folder.resolve("s");
    Path err = folder.resolve("err");
    try (Program relay = Program.interruptible(err, "relay", "unix:" + path, "exec:cat")) {
      Shell.await(() -> Files.readString(err).contains("listening"));
      assertThat(Shell.pipe("abc", "connect", "unix:" + path).out()).isEqualTo("abc");

      relay.signal("INT");

      assertThat(relay.status()).isEqualTo(130);
      assertThat(Files.readString(err)).contains("1 conversation, sent 3 B, received 3 B in ");
      assertThat(path).doesNotExist();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "relay 80                        | Missing required parameter: 'SECOND'",
        "relay - -                       | can be one of the addresses only",
        "relay 80 example.org            | \"example.org\" has no port",
        "relay PTY:x 80                  | \"PTY\" is not a kind of address",
        "relay --max-clients 0 80 81     | --max-clients must be 1–100000, not 0",
        "relay -w 0 80 81                | --timeout must be more than 0 seconds",
        "relay --tls udp:80 udp:81       | --tls requires an address of a stream",
        "relay --ca x 80 81              | require --tls",
        "relay --accept-proxy - a:80     | --accept-proxy requires a stream that listens",
        "relay --send-proxy v1 80 udp:81 | --send-proxy requires a stream that connects",
      })
  void relay_wrongUsage_isRefused(String line, String message) throws Exception {
    Shell.assertUsageError(line, message);
  }
}
