package org.llsocket.cli.ping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.cli.Capability;
import org.llsocket.cli.Network;
import org.llsocket.cli.Program;

/** {@code ping} in network namespaces of the test, with both kinds of socket: errors and loss. */
class PingNetworkTest {
  @TempDir Path folder;

  private record Ended(String out, String err, int status) {}

  @BeforeEach
  void networks() {
    Capability.NETWORKS.require();
  }

  private Ended ping(Network network, String setup, String args) throws Exception {
    Path err = folder.resolve("err");
    List<String> ping = Program.command(("ping " + args).split(" "));
    try (Program program = Program.run(err, network.command(setup, ping))) {
      String out = program.output();
      return new Ended(out, Files.readString(err), program.status());
    }
  }

  // ---- sockets

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void ping_groupAllowed_usesADatagramSocket(String host) throws Exception {
    Ended ping =
        ping(Network.LOOPBACK, Network.ALLOWED + Network.UNPRIVILEGED, "-c 2 -i 0.01 " + host);

    assertThat(ping.out).contains("SOCK_DGRAM", "icmp_seq=1 ttl=64", "2 received, 0% packet loss");
    assertThat(ping.status).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void ping_groupNotAllowed_usesARawSocket(String host) throws Exception {
    Ended ping = ping(Network.LOOPBACK, Network.FORBIDDEN, "-c 2 -i 0.01 " + host);

    assertThat(ping.out).contains("SOCK_RAW", "icmp_seq=1 ttl=64", "2 received, 0% packet loss");
    assertThat(ping.status).isZero();
  }

  @Test
  void ping_neitherAllowed_printsWhatIsMissing() throws Exception {
    Ended ping = ping(Network.LOOPBACK, Network.UNPRIVILEGED, "-c 1 127.0.0.1");

    assertThat(ping.out).isEmpty();
    assertThat(ping.err)
        .contains("SOCK_DGRAM: EACCES", "net.ipv4.ping_group_range (")
        .contains("SOCK_RAW: EPERM", "CAP_NET_RAW", "sysctl -w", "setcap cap_net_raw+ep")
        .hasLineCount(1);
    assertThat(ping.status).isEqualTo(2);
  }

  // ---- errors

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DGRAM | -t 1 203.0.113.7      | 192.0.2.2   | Time to live exceeded",
        "RAW   | -t 1 203.0.113.7      | 192.0.2.2   | Time to live exceeded",
        "DGRAM | 198.51.100.1          | 192.0.2.2   | Destination Host Unreachable",
        "RAW   | 198.51.100.2          | 192.0.2.2   | Packet filtered",
        "DGRAM | -s 1372 198.51.100.4  | 192.0.2.2   | Frag needed and DF set (mtu = 1300)",
        "RAW   | 192.0.2.9             | 192.0.2.1   | Destination Host Unreachable",
        "DGRAM | -t 1 2001:db8:2::7    | 2001:db8::2 | Time exceeded: Hop limit",
        "RAW   | -t 1 2001:db8:2::7    | 2001:db8::2 | Time exceeded: Hop limit",
        "DGRAM | 2001:db8:1::1         | 2001:db8::2 | Destination unreachable: No route",
        "RAW   | 2001:db8:1::2         | 2001:db8::2 | Destination unreachable:"
            + " Administratively prohibited",
        "RAW   | -s 1372 2001:db8:1::4 | 2001:db8::2 | Packet too big (mtu = 1300)",
        "DGRAM | 2001:db8::9           | 2001:db8::1 | Destination unreachable: Address unreachable",
      })
  void ping_icmpError_isReportedFromTheErrorQueue(
      String type, String args, String from, String error) throws Exception {
    String setup = type.equals("DGRAM") ? Network.ALLOWED : Network.FORBIDDEN;

    Ended ping = ping(Network.ROUTED, setup, "-c 1 -W 8 " + args);

    assertThat(ping.out)
        .contains("bytes", "SOCK_" + type + "\n")
        .contains("From " + from + " icmp_seq=1 " + error + "\n")
        .contains("1 packets transmitted, 0 received, +1 errors, 100% packet loss")
        .doesNotContain("rtt");
    assertThat(ping.err).isEmpty();
    assertThat(ping.status).isEqualTo(1);
  }

  @Test
  void ping_severalIcmpErrors_haveTheirSequenceNumbers() throws Exception {
    Ended ping = ping(Network.ROUTED, Network.FORBIDDEN, "-c 3 -i 0.05 -W 8 192.0.2.9");

    assertThat(ping.out)
        .contains("icmp_seq=1 Dest", "icmp_seq=2 Dest", "icmp_seq=3 Dest")
        .contains("3 packets transmitted, 0 received, +3 errors, 100% packet loss");
    assertThat(ping.status).isEqualTo(1);
  }

  @Test
  void ping_icmpErrorAsJson_hasTypeCodeAndErrno() throws Exception {
    Ended ping = ping(Network.ROUTED, Network.ALLOWED, "--json -c 1 -t 1 203.0.113.7");
    Map<String, Object> result = JSON.std.mapFrom(ping.out);

    assertThat(result)
        .containsEntry("transmitted", 1)
        .containsEntry("received", 0)
        .containsEntry("errors", 1)
        .containsEntry(
            "failures",
            List.of(
                Map.of(
                    "from",
                    "192.0.2.2",
                    "seq",
                    1,
                    "errno",
                    "EHOSTUNREACH",
                    "type",
                    11,
                    "code",
                    0,
                    "error",
                    "Time to live exceeded")));
    assertThat(ping.status).isEqualTo(1);
  }

  @Test
  void ping_sufficientTtl_getsAReply() throws Exception {
    Ended ping = ping(Network.ROUTED, Network.ALLOWED, "-c 1 -t 1 192.0.2.2");

    assertThat(ping.out).contains("64 bytes from 192.0.2.2: icmp_seq=1 ttl=64");
    assertThat(ping.status).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.0.2.9          | ENETUNREACH",
        "2001:db8::1        | ENETUNREACH",
        "-I 192.0.2.1 ::1   | is not an address of the host's family",
        "-I 192.0.2.1 127.0.0.1 | EADDRNOTAVAIL",
        "255.255.255.255    | ENETUNREACH",
      })
  void ping_requestCannotBeSent_exits2(String args, String error) throws Exception {
    Ended ping = ping(Network.LOOPBACK, Network.ALLOWED, "-c 1 " + args);

    assertThat(ping.err).startsWith("llsocket ping: ").contains(error).hasLineCount(1);
    assertThat(ping.status).isEqualTo(2);
  }

  // ---- loss

  @ParameterizedTest
  @ValueSource(strings = {Network.ALLOWED, Network.FORBIDDEN})
  void ping_noReply_reportsLossAndExits1(String setup) throws Exception {
    Ended ping = ping(Network.ROUTED, setup, "-c 2 -i 0.01 -W 0.2 198.51.100.3");

    assertThat(ping.out)
        .contains("2 packets transmitted, 0 received, 100% packet loss")
        .doesNotContain("rtt", "errors");
    assertThat(ping.status).isEqualTo(1);
  }
}
