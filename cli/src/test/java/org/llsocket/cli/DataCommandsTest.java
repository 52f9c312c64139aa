package org.llsocket.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
