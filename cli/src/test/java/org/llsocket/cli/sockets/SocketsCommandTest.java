package org.llsocket.cli.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.cli.Capability;
import org.llsocket.cli.Network;
import org.llsocket.cli.Program;
import org.llsocket.cli.Shell;
import org.llsocket.option.SO;

/** {@code sockets} beside ss(8), on a connection of the test. */
@SuppressWarnings("NullAway.Init") // connect() fills the fields
class SocketsCommandTest {
  private Socket listener;
  private Socket client;
  private Socket server;
  private int port;

  @BeforeEach
  void connect() throws IOException {
    listener = Socket.open(AF.INET, SOCK.STREAM);
    listener.bind(SockAddr.inet("127.0.0.1", 0));
    listener.listen(5);
    client = Socket.open(AF.INET, SOCK.STREAM);
    client.set(SO.KEEPALIVE, true);
    client.connect(listener.getsockname());
    server = Objects.requireNonNull(listener.accept());
    client.send(ByteBuffer.allocate(3));
    assertThat(server.awaitReadable(Shell.DEADLINE)).isTrue();
    port = listener.getsockname().port();
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    client.close();
    listener.close();
  }

  private String sockets(String options) throws Exception {
    Shell.Ended ended = Shell.run(("sockets --port " + port + " " + options).split(" "));
    assertThat(ended.err().lines()).allMatch(line -> line.contains("only root may see")); // if any
    assertThat(ended.status()).isZero();
    return ended.out();
  }

  private String ss(String options) throws IOException {
    try (Program ss =
        Program.start(
            ("ss -Hn " + options + " sport = :P or dport = :P")
                .replace("P", Integer.toString(port))
                .split(" "))) {
      return ss.output();
    }
  }

  /** The lines with single spaces, without an order. */
  private static Set<String> lines(String text) {
    Set<String> lines = new TreeSet<>();
    text.lines().map(line -> line.strip().replaceAll("\\s+", " ")).forEach(lines::add);
    return lines;
  }

  @ParameterizedTest
  @CsvSource({"-t, 2", "-tl, 1", "-ta, 3", "-t -s established, 2", "-u, 0"})
  void sockets_tcp_areThoseOfSs(String options, int count) throws Exception {
    Capability.program("ss").require();
    String ss = options.replace("-s established", "state established");
    Set<String> expected = lines(ss(ss));
    Set<String> printed = lines(sockets("-H " + options).replaceAll("(?m)^tcp +", ""));
    if (options.contains("-s")) {
      printed = lines(String.join("\n", printed).replaceAll("(?m)^ESTAB ", "")); // ss omits it
    }

    assertThat(printed).isEqualTo(expected).hasSize(count);
  }

  @Test
  void sockets_info_isThatOfSs() throws Exception {
    Capability.program("ss").require();
    String[] stable = {
      "wscale:",
      "mss:",
      "pmtu:",
      "advmss:",
      "cwnd:",
      "bytes_sent:",
      "bytes_acked:",
      "segs_out:",
      "bytes_received:",
      "data_segs_in:",
      "skmem:",
      "rto:",
      "rtt:",
      "delivered:",
      "timer:(keepalive"
    };
    List<String> expected = words(ss("-tiOm state established"), stable);

    assertThat(words(sockets("-Htimo --dport " + port), stable))
        .containsAll(words(ss("-tiOm state established dport = :" + port + " and"), stable));
    assertThat(sockets("-Htimo"))
        .contains("timer:(keepalive,")
        .containsPattern("ts sack \\w+ wscale:\\d+,\\d+ rto:\\d+ rtt:[0-9.]+/[0-9.]+ ");
    assertThat(words(sockets("-Htim"), stable)).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static List<String> words(String text, String... starts) {
    return List.of(text.strip().split("\\s+")).stream()
        .filter(word -> List.of(starts).stream().anyMatch(word::startsWith))
        .toList();
  }

  @Test
  void sockets_processes_nameThisProcessAndItsDescriptor() throws Exception {
    String name = Files.readString(Path.of("/proc/self/comm")).strip();
    String pid = Long.toString(ProcessHandle.current().pid());
    String user = "users:((\"" + name + "\",pid=" + pid + ",fd=" + server.fd() + "))";

    assertThat(sockets("-tp --sport " + port)).contains("Process", user);
    assertThat(sockets("-Hta --process " + pid)).hasLineCount(3);
    assertThat(sockets("-Hta --process 1")).isEmpty();
    assertThat(sockets("-Htae").lines()).allMatch(line -> line.matches(".* ino:\\d+ sk:[0-9a-f]+"));
  }

  @Test
  void sockets_processesOfOthers_areReportedAsMissing(@TempDir Path folder) throws Exception {
    Capability.NETWORKS.require(); // in a user namespace of its own no other process is visible
    Path err = folder.resolve("err");
    List<String> command = Program.command("sockets", "-tap");
    try (Program program = Program.run(err, Network.LOOPBACK.command("", command))) {
      assertThat(program.output()).startsWith("Netid").hasLineCount(1);
      assertThat(program.status()).isZero();
    }
    assertThat(Files.readString(err)).contains("only root may see their sockets").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--address 127.0.0.0/8        | 3",
        "--address 127.0.0.1          | 3",
        "--address ::1,127.0.0.0/30   | 3",
        "--address 128.0.0.0/8        | 0",
        "--src 127.0.0.1 --dport PORT | 1",
        "--dst 127.0.0.0/8            | 2",
        "--sport PORT                 | 2",
        "--sport 1-PORT --dport 1     | 0",
        "-s listen                    | 1",
        "-s ESTABLISHED,syn-sent      | 2",
        "-s connected                 | 2",
        "-6                           | 0",
        "-4                           | 3",
        "-x                           | 0",
      })
  void sockets_filters_chooseThoseThatMatchAll(String options, int count) throws Exception {
    String all = options.contains("-s ") ? "-H " : "-Ha ";
    assertThat(sockets(all + options.replace("PORT", Integer.toString(port)))).hasLineCount(count);
  }

  @Test
  void sockets_json_hasWhatTheOptionsAdd() throws Exception {
    List<Object> all = JSON.std.listFrom(sockets("--json -tpimo --dport " + port));

    assertThat(all).hasSize(1);
    Map<?, ?> socket = (Map<?, ?>) all.getFirst();
    assertThat(socket.get("netid")).isEqualTo("tcp");
    assertThat(socket.get("state")).isEqualTo("ESTAB");
    assertThat(socket.get("local")).isEqualTo(client.getsockname().toString());
    assertThat(socket.get("peer")).isEqualTo(listener.getsockname().toString());
    assertThat(socket.get("processes")).asString().contains("fd=" + client.fd());
    assertThat(socket.get("info")).asString().contains("tcpi_bytes_sent=3");
    assertThat(socket.get("memory")).asString().contains("sndbuf=" + client.get(SO.SNDBUF));
    assertThat(socket.get("timer")).asString().contains("name=keepalive");
  }

  @Test
  void sockets_unix_areThoseOfSs(@TempDir Path folder) throws Exception {
    Capability.program("ss").require();
    String path = folder.resolve("socket").toString();
    try (Socket unix = Socket.open(AF.UNIX, SOCK.SEQPACKET)) {
      unix.bind(SockAddr.unix(path));
      unix.listen(4);
      String ss;
      try (Program program = Program.start("ss", "-Hxan", "src", path)) {
        ss = program.output();
      }
      for (String pattern : List.of(path, folder + "/*", "unix:" + path)) {
        Shell.Ended ended = Shell.run("sockets", "-Hxa", "--address", pattern);
        assertThat(lines(ended.out())).isEqualTo(lines(ss)).hasSize(1);
      }
    }
  }

  @Test
  void sockets_everyKind_isListedWithAHeader() throws Exception {
    Shell.Ended ended = Shell.run("sockets", "-a");

    assertThat(ended.status()).isZero();
    assertThat(ended.out()).startsWith("Netid  State ").contains("\nnl ", "\nu_", "\ntcp ");
  }

  @Test
  void sockets_watch_listsAgain() throws Exception {
    String out = sockets("--json -t --watch 0.01 --count 3 --dport " + port);

    assertThat(out).hasLineCount(3);
    assertThat(out.lines()).allMatch(line -> line.startsWith("[{\"netid\":\"tcp\""));
    assertThat(sockets("-t --watch=0.01 -c 2").lines().filter(line -> line.startsWith("Netid")))
        .hasSize(2);
  }

  @Test
  void sockets_kindThatTheKernelDoesNotList_isAnError() throws Exception {
    Shell.Ended ended = Shell.run("sockets", "-a", "--vsock");

    if (ended.status() == 0) {
      assertThat(ended.out()).startsWith("Netid");
    } else {
      assertThat(ended.err())
          .isEqualTo(
              "llsocket sockets: this kernel does not list vsock sockets: it was built without "
                  + "CONFIG_VSOCKETS_DIAG\n");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-s lisen           | unknown state \"lisen\"",
        "-s lisen           | did you mean LISTEN?",
        "--port 65536       | port 65536 is not in 0–65535",
        "--port 9-3         | write 3-9",
        "--port no-service  | \"no-service\" is not a port, a range such as 8000-8999",
        "--src 10.0.0.0/33  | the prefix length \"33\" is not in 0–32",
        "--dst example.org  | is not an IP address, a network such as 10.0.0.0/8",
        "--watch 0          | --watch must be more than 0 and at most 86400 seconds, not 0.0",
        "--count 1          | --count requires --watch",
        "--watch --count 0  | --count must be at least 1, not 0",
        "--jsom             | did you mean --json?",
      })
  void sockets_wrongUsage_isRefused(String options, String message) throws Exception {
    Shell.assertUsageError("sockets " + options, message);
  }
}
