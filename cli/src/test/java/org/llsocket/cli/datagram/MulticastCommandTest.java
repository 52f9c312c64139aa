package org.llsocket.cli.datagram;

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
import org.llsocket.cli.Capability;
import org.llsocket.cli.Network;
import org.llsocket.cli.Program;
import org.llsocket.cli.Shell;

/** {@code multicast join} and {@code multicast send}. */
class MulticastCommandTest {
  @TempDir Path folder;

  private static String receiver(Shell recv) throws InterruptedException {
    return recv.awaitErr("joined (\\S+)");
  }

  @ParameterizedTest
  @CsvSource({"-s, 127.0.0.1, 0", "-x, 127.0.0.2, 0", "-s, 127.0.0.2, 1", "-x, 127.0.0.1, 1"})
  void join_sourceFilter_receivesFromOneSource(String filter, String source, int status)
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
  void join_twoSenders_receivesFromTheRequestedSource() throws Exception {
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
            "60",
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

  /** The loopback interface has no route to IPv6 groups; the test adds one. */
  @ParameterizedTest
  @ValueSource(strings = {"ff02::1234", "ff15::1234"})
  void join_ipv6OnLoopbackWithRoute_receives(String address) throws Exception {
    Capability.NETWORKS.require();
    Path err = folder.resolve("err");
    String group = "[" + address + "]:7125";
    List<String> join =
        Program.command("multicast", "join", "-I", "lo", "-c", "1", "-w", "60", "--json", group);
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
    "multicast send [ff15::1]:7125 x,       choose an interface with -I"
  })
  void send_ipv6WithoutRoute_printsHint(String line, String message) throws Exception {
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
        "multicast                          | expected: join or send",
        "multicast join 127.0.0.1:1         | 127.0.0.1 is not a multicast address (224.0.0.0/4, ff00::/8)",
        "multicast join 9000                | has no multicast group; expected: GROUP:PORT",
        "multicast join -s 127.0.0.1 -x 127.0.0.2 232.1.2.9:0 | are mutually exclusive",
        "multicast send -t 256 232.1.2.9:1 x | --ttl must be 0–255, not 256",
        "multicast send 127.0.0.1:1 x       | 127.0.0.1 is not a multicast address",
      })
  void wrongUsage_printsOneLineAndExits2(String line, String message) throws Exception {
    Shell.assertUsageError(line, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "multicast join -I no-such-if 232.1.2.9:0      | ENODEV",
      })
  void failure_printsErrnoAndExits1(String line, String message) throws Exception {
    Shell.Ended ended = Shell.run(line.split(" +"));

    assertThat(ended.err()).contains(message).hasLineCount(1);
    assertThat(ended.status()).isEqualTo(1);
  }
}
