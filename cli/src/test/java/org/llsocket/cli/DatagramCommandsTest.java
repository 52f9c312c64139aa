package org.llsocket.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import com.fasterxml.jackson.jr.ob.JSON;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code send}, {@code recv} and {@code multicast} with each other. */
class DatagramCommandsTest {
  @TempDir Path folder;

  private static String receiver(Shell recv) throws InterruptedException {
    return recv.awaitErr("(?:receiving at|joined) (\\S+)");
  }

  @Test
  void udp4_controlData_isShownAsItWasSent() throws Exception {
    Shell recv = Shell.start("recv", "-c", "1", "-w", "20", "127.0.0.1:0");
    String at = receiver(recv);

    Shell.Ended send =
        Shell.run("send", "-t", "5", "--tos", "0xb9", "--source", "127.0.0.2", at, "hello");

    assertThat(send.status()).isZero();
    assertThat(send.err()).contains("sent 5 B in 1 datagram in ", " to " + at);
    assertThat(recv.await().status()).isZero();
    assertThat(recv.await().out())
        .containsPattern(
            "\\d\\d:\\d\\d:\\d\\d\\.\\d{6} 127\\.0\\.0\\.2:\\d+ > " + at + " via lo, 5 B")
        .contains("ttl 5", "dscp 46, ecn 1", "\n  hello\n");
    assertThat(recv.await().err()).contains("received 5 B in 1 datagram in ");
  }

  @Test
  void udp6_json_isAnObjectALine() throws Exception {
    Shell recv = Shell.start("recv", "--json", "-c", "2", "-w", "20", "[::1]:0");
    String at = receiver(recv);

    Shell.run("send", "-c", "2", "-i", "0.01", "-t", "7", "--tos", "3", "--hex", at, "00ff");

    List<String> lines = recv.await().out().lines().toList();
    assertThat(lines).hasSize(2);
    Map<String, Object> first = JSON.std.mapFrom(lines.getFirst());
    assertThat(first)
        .containsEntry("to", at)
        .containsEntry("interface", "lo")
        .containsEntry("size", 2)
        .containsEntry("hex", "00ff")
        .containsEntry("truncated", false)
        .doesNotContainKey("text");
    assertThat(first.get("control"))
        .asInstanceOf(LIST)
        .contains(
            Map.of("name", "HopLimit", "limit", 7),
            Map.of("name", "TrafficClass", "dscp", 0, "ecn", 3));
  }

  @Test
  void udp_segments_areToldByTheReceiver() throws Exception {
    Shell recv = Shell.start("recv", "--control", "gro", "-c", "1", "-w", "20", "127.0.0.1:0");

    Shell.Ended send = Shell.pipe("abcdefgh", "send", "--segment", "3", receiver(recv));

    assertThat(send.err()).contains("8 B", "cut into datagrams of 3 B");
    assertThat(recv.await().out())
        .containsPattern("(8 B, datagrams of 3 B\n  abcdefgh|3 B\n  abc)");
  }

  @Test
  void noControl_asksForNone() throws Exception {
    Shell recv = Shell.start("recv", "--no-control", "-c", "1", "-w", "20", "127.0.0.1:0");
    String at = receiver(recv);

    Shell.run("send", at, "x");

    assertThat(recv.await().out()).containsPattern(" > " + at + ", 1 B\n");
  }

  @Test
  void unix_descriptorsAndCredentials_areNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("passed"), "x").toRealPath();
    Path path = folder.resolve("s");
    Shell recv = Shell.start("recv", "-c", "1", "-w", "20", "unix:" + path);

    Shell.Ended send = Shell.run("send", "--fd", file.toString(), receiver(recv), "a file");

    assertThat(send.status()).isZero();
    assertThat(recv.await().out())
        .contains("unnamed > unix:" + path + ", 6 B", "descriptors: " + file)
        .contains("pid " + ProcessHandle.current().pid());
    assertThat(path).doesNotExist();
  }

  @Test
  void data_thatATerminalWouldObey_isShownAsHex() throws Exception {
    Shell recv = Shell.start("recv", "-c", "1", "-w", "20", "127.0.0.1:0");

    Shell.run("send", "--hex", receiver(recv), "1b5b324a");

    assertThat(recv.await().out()).contains("0000  1b 5b 32 4a", ".[2J").doesNotContain("\033[2J");
  }

  @Test
  void timeout_beforeTheCount_isAFailure() throws Exception {
    Shell.Ended recv = Shell.run("recv", "-c", "2", "-w", "0.1", "127.0.0.1:0");

    assertThat(recv.status()).isEqualTo(1);
    assertThat(recv.err()).contains("0 of 2 datagrams came; then none within 0.1 s");
  }

  @Test
  void timeout_withoutACount_isTheEnd() throws Exception {
    assertThat(Shell.run("recv", "-w", "0.1", "127.0.0.1:0").status()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"-s, 127.0.0.1, 0", "-x, 127.0.0.2, 0", "-s, 127.0.0.2, 1", "-x, 127.0.0.1, 1"})
  void multicast_sourceFilter_letsOneThrough(String filter, String source, int status)
      throws Exception {
    String[] join = {
      "multicast", "join", "-I", "lo", filter, source, "-c", "1", "-w", "3", "232.1.2.9:0"
    };
    Shell joined = Shell.start(join);

    Shell.Ended send = Shell.run("multicast", "send", "-I", "lo", "-t", "4", receiver(joined), "x");

    assertThat(send.status()).isZero();
    assertThat(joined.await().status()).isEqualTo(status);
    assertThat(joined.await().out().contains("ttl 4")).isEqualTo(status == 0);
  }

  @Test
  void multicast_twoSenders_theFilterLetsOneThrough() throws Exception {
    Shell joined =
        Shell.start(
            "multicast",
            "join",
            "-I",
            "lo",
            "-s",
            "127.0.0.2",
            "-c",
            "1",
            "-w",
            "20",
            "232.1.2.10:0");
    String group = receiver(joined);

    Shell.run("multicast", "send", "-I", "lo", group, "filtered");
    Shell.Ended send = Shell.run("send", "--source", "127.0.0.2", "-I", "lo", group, "let through");

    assertThat(send.status()).isZero();
    assertThat(joined.await().out())
        .containsPattern("127\\.0\\.0\\.2:\\d+ > " + group + " via lo, 11 B")
        .contains("\n  let through\n")
        .doesNotContain("filtered");
  }

  /** The loopback has a route to IPv6 groups only where somebody makes it one. */
  @ParameterizedTest
  @ValueSource(strings = {"ff02::1234", "ff15::1234"})
  void multicast_ipv6OnLoopbackWithARoute_arrives(String address) throws Exception {
    Capability.NETWORKS.require();
    Path err = folder.resolve("err");
    String group = "[" + address + "]:7125";
    List<String> join =
        Program.command("multicast", "join", "-I", "lo", "-c", "1", "-w", "20", "--json", group);
    String route = "ip -6 route add local ff00::/8 dev lo\n";
    try (Program joined = Program.run(err, Network.LOOPBACK.command(route, join))) {
      Shell.await(() -> Files.readString(err).contains("joined"));

      try (Program send =
          Program.beside(joined, "multicast", "send", "-I", "lo", "-t", "4", group, "six")) {
        assertThat(send.status()).isZero();
      }

      Map<String, Object> got = JSON.std.mapFrom(joined.output());
      assertThat(got).containsEntry("text", "six").containsEntry("interface", "lo");
      assertThat(got.get("control"))
          .asInstanceOf(LIST)
          .contains(Map.of("name", "HopLimit", "limit", 4));
      assertThat(joined.status()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "multicast send -I lo [ff15::1]:7125 x, lo has no route to IPv6 groups",
    "multicast send [ff15::1]:7125 x,       -I names an interface"
  })
  void multicast_ipv6WithoutARoute_saysWhatHelps(String line, String message) throws Exception {
    Capability.NETWORKS.require();
    Path err = folder.resolve("err");
    List<String> send = Program.command(line.split(" "));
    try (Program program = Program.run(err, Network.LOOPBACK.command("", send))) {
      assertThat(program.status()).isEqualTo(1);
      assertThat(Files.readString(err)).contains("ENETUNREACH", message).hasLineCount(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "send                               | Missing required parameter: 'ADDR'",
        "send -t 0 h:1 x                    | --ttl is 1–255",
        "send --tos 256 h:1 x               | --tos is 0–255",
        "send --tos ten h:1 x               | \"ten\" is not a number",
        "send --segment 0 h:1 x             | --segment is 1–65535",
        "send -c 0 h:1 x                    | --count is 1 or more",
        "send -i 0 h:1 x                    | --interval is more than 0 seconds",
        "send -w 0 h:1 x                    | --timeout is more than 0 seconds",
        "send --hex h:1 xy                  | \"xy\" is not hexadecimal",
        "send --hex h:1                     | --hex is for TEXT",
        "send --file f h:1 x                | TEXT and --file exclude each other",
        "send --fd f h:1 x                  | --fd is for Unix addresses",
        "send --ttl 1 unix:/x x             | are not for Unix addresses",
        "send --source ::1 127.0.0.1:1 x    | not of the receiver's family",
        "recv -c 0 127.0.0.1:0              | --count is 1 or more",
        "recv -w 0 127.0.0.1:0              | --timeout is more than 0 seconds",
        "recv --control x 127.0.0.1:0       | Invalid value for option '--control'",
        "recv --control ttl unix:@llsocket-c | --control ttl is not for sockets of AF_UNIX",
        "recv --control ttl --no-control 0  | exclude each other",
        "recv --data x 127.0.0.1:0          | Invalid value for option '--data'",
        "multicast                          | join or send?",
        "multicast join 127.0.0.1:1         | 127.0.0.1 is no multicast group",
        "multicast join 9000                | names no group",
        "multicast join -s 127.0.0.1 -x 127.0.0.2 232.1.2.9:0 | exclude each other",
        "multicast send -t 256 232.1.2.9:1 x | --ttl is 0–255",
        "multicast send 127.0.0.1:1 x       | is no multicast group",
      })
  void wrongUsage_isOneClearLineAndStatus2(String line, String message) throws Exception {
    Shell.Ended ended = Shell.run(line.split(" +"));

    assertThat(ended.err()).contains(message).doesNotContain("\tat ");
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "send --fd /nonexistent unix:@llsocket-none x  | ENOENT",
        "send unix:@llsocket-none x                    | ECONNREFUSED",
        "send -I no-such-if 127.0.0.1:1 x              | ENODEV",
        "multicast join -I no-such-if 232.1.2.9:0      | ENODEV",
      })
  void failure_isStatus1AndNamesTheErrno(String line, String message) throws Exception {
    Shell.Ended ended = Shell.run(line.split(" +"));

    assertThat(ended.err()).contains(message).hasLineCount(1);
    assertThat(ended.status()).isEqualTo(1);
  }
}
