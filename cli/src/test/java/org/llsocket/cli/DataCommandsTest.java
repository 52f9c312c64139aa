package org.llsocket.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that print data, as tables and as JSON. */
class DataCommandsTest {
  @Test
  void resolve_numericHost_isOneLine() throws Exception {
    Shell.Ended ended = Shell.run("resolve", "--type", "STREAM", "192.0.2.1", "80");

    assertThat(ended.out().strip()).isEqualTo("AF_INET  SOCK_STREAM  IPPROTO_TCP  192.0.2.1:80");
  }

  @Test
  void resolve_json_hasEveryField() throws Exception {
    Shell.Ended ended =
        Shell.run(
            "resolve", "--json", "--type", "dgram", "--canonname", "--reverse", "::1", "65000");

    assertThat(JSON.std.listFrom(ended.out()))
        .singleElement()
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("family", "AF_INET6")
        .containsEntry("host", "::1")
        .containsEntry("port", 65000)
        .containsEntry("address", "[::1]:65000")
        .containsEntry("service", "65000")
        .containsKeys("canonname", "name");
  }

  @Test
  void resolve_lenient_takesWhatCTakes() throws Exception {
    assertThat(Shell.run("resolve", "--lenient", "127.1").out()).contains("127.0.0.1:0");
  }

  @Test
  void resolve_unknownName_failsWithItsCode() throws Exception {
    Shell.Ended ended = Shell.run("resolve", "--numeric", "no-number");

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err()).contains("EAI_NONAME").hasLineCount(1);
  }

  @Test
  void interfaces_loopback_isThereInBothForms() throws Exception {
    assertThat(Shell.run("interfaces").out()).containsPattern("1: lo  mtu \\d+  .*IFF_LOOPBACK");
    Map<String, Object> lo =
        JSON.std.mapFrom(
            JSON.std.asString(
                JSON.std.listFrom(Shell.run("interfaces", "--json", "lo").out()).getFirst()));
    assertThat(lo).containsEntry("name", "lo").containsEntry("index", 1);
    assertThat((List<?>) lo.get("addresses")).isNotEmpty();
  }

  @Test
  void interfaces_unknownName_fails() throws Exception {
    Shell.Ended ended = Shell.run("interfaces", "no-such-if");

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err()).contains("ENODEV");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "udp6", "unix", "unix-dgram"})
  void options_ofAKind_areReadFromTheKernel(String kind) throws Exception {
    Shell.Ended ended = Shell.run("options", kind);

    assertThat(ended.status()).isZero();
    assertThat(ended.out())
        .containsPattern("SO_RCVBUF +rw  \\d+ +0–2147483647 bytes +socket\\(7\\)")
        .containsPattern("SO_ATTACH_FILTER +-w  - write only");
  }

  @Test
  void options_asked_showStructsAndLacks() throws Exception {
    String out = Shell.run("options", "tcp", "TCP_INFO", "SO_PEERSEC", "TCP_KEEPIDLE").out();

    assertThat(out)
        .contains("tcpi_state 7", "- ENOPROTOOPT (Protocol not available)")
        .containsPattern("TCP_KEEPIDLE +rw  7200 s +1–32767 s ");
  }

  @Test
  void options_json_hasValuesOfTheirType() throws Exception {
    String out =
        Shell.run("options", "--json", "tcp", "TCP_NODELAY", "TCP_KEEPIDLE", "TCP_INFO").out();
    List<Object> options = JSON.std.listFrom(out);

    assertThat(options)
        .extracting(each -> ((Map<?, ?>) each).get("value"))
        .satisfiesExactly(
            value -> assertThat(value).isEqualTo(false),
            value -> assertThat(value).isEqualTo(7200.0),
            value -> assertThat(((Map<?, ?>) value).get("tcpi_state")).isEqualTo(7));
  }

  @Test
  void probe_thisMachine_saysWhatIsThereAndWhyNot() throws Exception {
    Shell.Ended ended = Shell.run("probe");

    assertThat(ended.status()).isZero();
    assertThat(ended.out())
        .containsPattern("✓ AF_UNIX +between")
        .containsPattern("net.core.somaxconn +\\d{2,}")
        .containsPattern("open files +\\d+ now, \\d+ at most");
    assertThat(JSON.std.listFrom(Shell.run("probe", "--json").out())).hasSizeGreaterThan(30);
  }

  @Test
  void demo_thisMachine_nothingFails() throws Exception {
    Shell.Ended ended = Shell.run("demo");

    assertThat(ended.out()).contains("✓ TCP over IPv4").containsPattern("\\d+ jobs: .*, 0 failed");
    assertThat(ended.status()).isZero();
  }

  @Test
  void demo_json_hasTheJobs() throws Exception {
    Map<String, Object> demo = JSON.std.mapFrom(Shell.run("demo", "--json").out());

    assertThat(demo).containsEntry("failed", 0);
    assertThat((List<?>) demo.get("jobs")).hasSizeGreaterThan(10);
  }
}
