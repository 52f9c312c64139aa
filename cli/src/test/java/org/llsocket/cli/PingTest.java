package org.llsocket.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.AF;
import org.llsocket.IPPROTO;
import org.llsocket.SOCK;
import org.llsocket.Socket;

/** {@code ping}: here by whatever socket this user may have, and in namespaces by either. */
class PingTest {
  private static final String ALLOWED = "echo 0 0 > /proc/sys/net/ipv4/ping_group_range";
  private static final String FORBIDDEN = "echo 1 0 > /proc/sys/net/ipv4/ping_group_range";
  private static final String UNPRIVILEGED = "setpriv --bounding-set=-net_raw";

  @TempDir Path folder;

  private static void requireIcmp() throws IOException {
    assumeTrue(opens(SOCK.DGRAM) || opens(SOCK.RAW), "this user may have no ICMP socket");
  }

  private static boolean opens(SOCK type) throws IOException {
    try (Socket socket = Socket.open(AF.INET, type, IPPROTO.ICMP)) {
      return socket.isOpen();
    } catch (IOException e) {
      return false;
    }
  }

  /** The command in a network of its own, with a loopback, after {@code setup}. */
  private String[] inNamespace(String setup, String prefix, String... args) throws Exception {
    Path err = folder.resolve("err");
    String script = "ip link set lo up && " + setup + " && exec " + prefix + " \"$@\"";
    List<String> command = new ArrayList<>(List.of("unshare", "-Urn", "sh", "-c", script, "sh"));
    try (Program probe = Program.start("unshare", "-Urn", "sh", "-c", script, "sh", "true")) {
      assumeTrue(probe.status() == 0, "no user and network namespace with ip(8) and setpriv(1)");
    }
    command.addAll(Program.command(args));
    try (Program ping = Program.run(err, command)) {
      String out = ping.output();
      return new String[] {out, Files.readString(err), Integer.toString(ping.status())};
    }
  }

  // ---- answers

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, '56(84) bytes of data', 64",
    "::1, 56 data bytes, 64",
    "localhost, bytes, 64"
  })
  void ping_loopback_answersAsPingDoes(String host, String header, int size) throws Exception {
    requireIcmp();

    Shell.Ended ended = Shell.run("ping", "-c", "2", "-i", "0.01", host);

    assertThat(ended.status()).isZero();
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).startsWith("PING " + host + " (").contains(header);
    assertThat(ended.out())
        .containsPattern(size + " bytes from .*: icmp_seq=1 ttl=64 time=\\d+(\\.\\d+)? ms")
        .containsPattern("icmp_seq=2 ttl=64")
        .contains("--- " + host + " ping statistics ---")
        .containsPattern("2 packets transmitted, 2 received, 0% packet loss, time \\d+ms")
        .containsPattern("rtt min/avg/max/mdev = [\\d.]+/[\\d.]+/[\\d.]+/[\\d.]+ ms");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 1473, 65_507})
  void ping_everySize_comesBackWhole(int size) throws Exception {
    requireIcmp();

    Shell.Ended ended =
        Shell.run("ping", "-c", "1", "-W", "5", "-s", Integer.toString(size), "127.0.0.1");

    assertThat(ended.out()).contains((size + 8) + " bytes from 127.0.0.1: icmp_seq=1 ttl=64");
  }

  @Test
  void ping_json_hasEveryAnswerAndTheStatistics() throws Exception {
    requireIcmp();

    Shell.Ended ended =
        Shell.run("ping", "--json", "-c", "2", "-i", "0.01", "-t", "9", "127.0.0.1");
    Map<String, Object> result = JSON.std.mapFrom(ended.out());

    assertThat(result)
        .containsEntry("host", "127.0.0.1")
        .containsEntry("address", "127.0.0.1")
        .containsEntry("transmitted", 2)
        .containsEntry("received", 2)
        .containsEntry("loss", 0.0);
    assertThat((Map<?, ?>) result.get("rtt")).hasSize(4);
    assertThat((List<?>) result.get("replies"))
        .hasSize(2)
        .allSatisfy(each ->
            assertThat((Map<?, ?>) each).extracting("ttl", "bytes").containsExactly(64, 64));
  }

  @Test
  void ping_quiet_printsTheFirstLineAndTheStatistics() throws Exception {
    requireIcmp();

    Shell.Ended ended = Shell.run("ping", "-q", "-c", "1", "127.0.0.1");

    assertThat(ended.out()).contains("PING", "1 received").doesNotContain("icmp_seq");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lo", "127.0.0.2"})
  void ping_fromInterfaceOrAddress_isAnswered(String from) throws Exception {
    requireIcmp();

    Shell.Ended ended = Shell.run("ping", "-c", "1", "-I", from, "127.0.0.1");

    assertThat(ended.out()).contains("1 received");
  }

  // ---- sockets

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void ping_groupAllowed_usesDatagrams(String host) throws Exception {
    String[] ended = inNamespace(ALLOWED, UNPRIVILEGED, "ping", "-c", "2", "-i", "0.01", host);

    assertThat(ended[0]).contains("SOCK_DGRAM", "icmp_seq=1 ttl=64", "2 received, 0% packet loss");
    assertThat(ended[2]).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void ping_groupNotAllowed_usesRawSockets(String host) throws Exception {
    String[] ended = inNamespace(FORBIDDEN, "", "ping", "-c", "2", "-i", "0.01", host);

    assertThat(ended[0]).contains("SOCK_RAW", "icmp_seq=1 ttl=64", "2 received, 0% packet loss");
    assertThat(ended[2]).isEqualTo("0");
  }

  @Test
  void ping_neitherAllowed_saysWhatIsMissing() throws Exception {
    String[] ended = inNamespace(FORBIDDEN, UNPRIVILEGED, "ping", "-c", "1", "127.0.0.1");

    assertThat(ended[0]).isEmpty();
    assertThat(ended[1])
        .contains("SOCK_DGRAM: EACCES", "net.ipv4.ping_group_range, which is 1 0")
        .contains("SOCK_RAW: EPERM", "CAP_NET_RAW", "sysctl -w", "setcap cap_net_raw+ep")
        .hasLineCount(1);
    assertThat(ended[2]).isEqualTo("2");
  }

  // ---- no answers

  /** A dummy device swallows what it is given. */
  @ParameterizedTest
  @ValueSource(strings = {ALLOWED, FORBIDDEN})
  void ping_noAnswer_isLossAndStatus1(String setup) throws Exception {
    String device =
        setup
            + " && ip link add d type dummy && ip addr add 192.0.2.1/32 dev d && ip link set d"
            + " arp off up && ip route add 192.0.2.0/24 dev d";

    String[] ended =
        inNamespace(device, "", "ping", "-c", "2", "-i", "0.01", "-W", "0.2", "192.0.2.9");

    assertThat(ended[0])
        .contains("2 packets transmitted, 0 received, 100% packet loss")
        .doesNotContain("rtt");
    assertThat(ended[2]).isEqualTo("1");
  }

  @Test
  void ping_deadline_endsBeforeTheCount() throws Exception {
    requireIcmp();

    Shell.Ended ended = Shell.run("ping", "-c", "100000", "-i", "0.01", "-w", "0.2", "127.0.0.1");

    assertThat(ended.status()).isEqualTo(1); // with a count, all of it was wanted
    assertThat(ended.out()).contains("packet loss");
  }

  @ParameterizedTest
  @ValueSource(strings = {ALLOWED, FORBIDDEN})
  void ping_unreachableHost_isReportedFromTheErrorQueue(String setup) throws Exception {
    String route =
        setup
            + " && ip link add d type dummy && ip addr add 192.0.2.1/24 dev d && ip"
            + " link set d up && ip link set d arp on && echo 1 > /proc/sys/net/ipv4/neigh/d/mcast_solicit"
            + " && echo 50 > /proc/sys/net/ipv4/neigh/d/retrans_time_ms";

    String[] ended = inNamespace(route, "", "ping", "-c", "1", "-W", "8", "192.0.2.9");

    assertThat(ended[0])
        .contains("From 192.0.2.1 icmp_seq=1 Destination Host Unreachable")
        .contains("1 packets transmitted, 0 received, +1 errors, 100% packet loss");
    assertThat(ended[2]).isEqualTo("1");
  }

  @Test
  void ping_noRoute_failsAtOnceWithStatus2() throws Exception {
    String[] ended = inNamespace(ALLOWED, "", "ping", "-c", "1", "192.0.2.9");

    assertThat(ended[1]).contains("ENETUNREACH").hasLineCount(1);
    assertThat(ended[2]).isEqualTo("2");
  }

  // ---- Ctrl-C

  @Test
  void interrupt_printsTheStatisticsAndEndsWith0() throws Exception {
    requireIcmp();
    Path err = folder.resolve("err");
    try (Program ping = Program.llsocket(err, "ping", "-i", "0.05", "127.0.0.1")) {
      ping.awaitOutput("icmp_seq=3");

      ping.interrupt();

      assertThat(ping.output())
          .containsPattern("packets transmitted, \\d+ received, 0% packet loss");
      assertThat(ping.status()).isZero();
    }
  }

  // ---- wrong usage

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ping                        | Missing required parameter: 'HOST'",
        "ping -4 -6 localhost        | exclude each other",
        "ping -c 0 localhost         | -c is 1 or more",
        "ping -c x localhost         | Invalid value for option '--count'",
        "ping -i 0 localhost         | -i is 0.002 seconds or more",
        "ping -i NaN localhost       | -i is 0.002 seconds or more",
        "ping -W 0 localhost         | -W is more than 0 seconds",
        "ping -w -1 localhost        | -w is more than 0 seconds",
        "ping -s -1 localhost        | -s is 0–65507",
        "ping -s 65508 localhost     | -s is 0–65507",
        "ping -t 0 localhost         | -t is 1–255",
        "ping -t 256 localhost       | -t is 1–255",
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
        "ping -c 1 -I no-such-if 127.0.0.1 | ENODEV",
        "ping -c 1 -I ::1 127.0.0.1        | not of the host's family",
        "ping -c 1 no.such.host.invalid    | EAI_",
        "ping -c 1 -6 127.0.0.1            | EAI_",
      })
  void wrongHostOrInterface_isOneLineAndStatus2(String line, String message) throws Exception {
    requireIcmp();

    Shell.Ended ended = Shell.run(line.split(" +"));

    assertThat(ended.err()).startsWith("llsocket ping: ").contains(message).hasLineCount(1);
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
  }
}
