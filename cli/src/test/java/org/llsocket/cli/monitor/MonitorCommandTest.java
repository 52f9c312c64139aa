package org.llsocket.cli.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llsocket.cli.Capability;
import org.llsocket.cli.Network;
import org.llsocket.cli.Program;
import org.llsocket.cli.Shell;

/** {@code monitor} in a network namespace of the test, beside ip-monitor(8). */
class MonitorCommandTest {
  private static final String CHANGES =
      """
      ip link add va type veth peer name vb
      ip addr add 192.0.2.1/24 brd + dev va
      ip addr add 2001:db8::1/64 dev va nodad
      ip link set va up
      ip link set vb up
      ip neigh add 192.0.2.7 lladdr 02:00:00:00:00:07 dev va
      ip route add 203.0.113.0/24 via 192.0.2.7 metric 9
      ip route add unreachable 198.51.100.0/24
      ip route add 198.51.101.0/24 nexthop via 192.0.2.7 weight 2 nexthop via 192.0.2.8
      ip route del 203.0.113.0/24
      ip addr add 192.0.2.9 peer 192.0.2.10/32 dev va
      ip link del va
      """;

  @TempDir Path folder;

  private Program monitor(String options) throws Exception {
    Capability.NETWORKS.require();
    List<String> command =
        Program.interruptible(Program.command(("monitor " + options).split(" ")));
    Program monitor = Program.run(folder.resolve("err"), Network.LOOPBACK.command("", command));
    Shell.await(() -> err().contains("Ctrl-C ends"));
    return monitor;
  }

  private String err() throws IOException {
    return Files.readString(folder.resolve("err"));
  }

  private static void run(Program monitor, String script) throws Exception {
    try (Program shell = Program.beside(monitor, List.of("sh", "-ec", script))) {
      assertThat(shell.output()).isEmpty();
      assertThat(shell.status()).isZero();
    }
  }

  @Test
  void monitor_changes_areThoseOfIpMonitorUntilCtrlC() throws Exception {
    Path file = folder.resolve("ip");
    try (Program monitor = monitor("");
        Program _ =
            Program.beside(
                monitor,
                List.of("sh", "-c", "exec ip monitor link address route neigh > " + file))) {
      Shell.await(() -> {
        run(monitor, "ip link set lo mtu 1500; ip link set lo mtu 1600"); // until it has begun
        return Files.exists(file) && Files.size(file) > 0;
      });
      run(monitor, CHANGES);
      Shell.await(() -> Files.readString(file).contains("Deleted 2: vb"));
      monitor.signal("INT");
      String printed = monitor.output();
      assertThat(monitor.status()).isZero();
      assertThat(err()).containsPattern("\\d+ changes: \\d+ links, \\d+ addresses, \\d+ routes");
      List<String> ours = ours(printed);
      assertThat(ours)
          .containsExactlyInAnyOrderElementsOf(theirs(Files.readString(file)))
          .contains(
              "203.0.113.0/24 via 192.0.2.7 dev va metric 9",
              "Deleted 203.0.113.0/24 via 192.0.2.7 dev va metric 9",
              "unreachable 198.51.100.0/24",
              "192.0.2.7 dev va lladdr 02:00:00:00:00:07 PERMANENT",
              "3: va inet 192.0.2.1/24 brd 192.0.2.255 scope global va",
              "3: va inet 192.0.2.9 peer 192.0.2.10/32 scope global va");
      assertThat(printed).containsPattern("\\[link] +Deleted 3: va.*kind veth");
    }
  }

  /** Without links, whose lines differ, and without what the kernel does by itself meanwhile. */
  private static List<String> ours(String text) {
    return text.lines()
        .filter(line -> !line.startsWith("[link]"))
        .map(line -> line.substring(8))
        .filter(MonitorCommandTest::isOfTheTest)
        .map(MonitorCommandTest::normal)
        .toList();
  }

  private static List<String> theirs(String text) {
    return text.replaceAll("\n\\s+(nexthop)", " $1")
        .lines()
        .filter(line -> !line.matches("(Deleted )?\\d+: [^ ]+: <.*|\\s.*"))
        .filter(MonitorCommandTest::isOfTheTest)
        .map(line -> line.replaceAll(" (pref medium|linkdown|dead|metric 0)", ""))
        .map(MonitorCommandTest::normal)
        .toList();
  }

  private static boolean isOfTheTest(String line) {
    return !line.contains("fe80:") && !line.contains("ff0");
  }

  private static String normal(String line) {
    return line.strip().replaceAll("\\s+", " ");
  }

  @Test
  void monitor_json_isAnObjectForEachChangeUntilTheCount() throws Exception {
    try (Program monitor = monitor("--json --count 2 --dev va -4 address route")) {
      run(monitor, CHANGES);
      List<String> lines = monitor.output().lines().toList();

      assertThat(monitor.status()).isZero();
      assertThat(lines).hasSize(2);
      Map<String, Object> address = JSON.std.mapFrom(lines.getFirst());
      assertThat(address)
          .containsEntry("object", "address")
          .containsEntry("deleted", false)
          .containsEntry("address", "192.0.2.1")
          .containsEntry("prefixLength", 24)
          .containsEntry("broadcast", "192.0.2.255")
          .containsKeys("time", "text");
      assertThat(JSON.std.mapFrom(lines.get(1))).containsEntry("object", "route");
      assertThat(err()).contains("monitoring address, route;", "2 changes: 1 address, 1 route");
    }
  }

  @Test
  void monitor_nothingChanges_exitsAtTheTimeout() throws Exception {
    Shell.Ended ended = Shell.run("monitor", "--timeout", "0.01", "--dev", "no-such-if", "link");

    assertThat(ended.status()).isZero();
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).isEqualTo("monitoring link; Ctrl-C ends\n0 changes\n");
    assertThat(Shell.run("monitor", "-q", "-w", "0.01", "--dev", "no-such-if").err()).isEmpty();
  }

  @Test
  void monitor_labelsOfIp_areAccepted() throws Exception {
    Shell.Ended ended =
        Shell.run("monitor", "-w", "0.01", "--dev", "no", "addr", "neigh", "links", "addresses");

    assertThat(ended.err()).startsWith("monitoring address, neighbour, link, address;");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rout                   | unknown object \"rout\"; expected one of: link, address, route",
        "rout                   | did you mean route?",
        "--count 0              | --count must be at least 1, not 0",
        "--timeout -1           | --timeout must be more than 0 seconds, not -1.0",
        "-4 -6                  | -4 and -6 are mutually exclusive",
        "--dev 0123456789abcdef | --dev must be 1–15 characters, not \"0123456789abcdef\"",
      })
  void monitor_wrongUsage_isRefused(String options, String message) throws Exception {
    Shell.assertUsageError("monitor " + options, message);
  }
}
