package org.llsocket.cli.info;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import org.junit.jupiter.api.Test;
import org.llsocket.cli.Shell;

class ResolveCommandTest {
  @Test
  void resolve_numericHost_printsOneLine() throws Exception {
    Shell.Ended ended = Shell.run("resolve", "--type", "STREAM", "192.0.2.1", "80");

    assertThat(ended.out().strip()).isEqualTo("AF_INET  SOCK_STREAM  IPPROTO_TCP  192.0.2.1:80");
  }

  @Test
  void resolve_json_hasAllFields() throws Exception {
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
  void resolve_lenient_acceptsShortForms() throws Exception {
    assertThat(Shell.run("resolve", "--lenient", "127.1").out()).contains("127.0.0.1:0");
  }

  @Test
  void resolve_unknownName_failsWithItsCode() throws Exception {
    Shell.Ended ended = Shell.run("resolve", "--numeric", "no-number");

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err()).contains("EAI_NONAME").hasLineCount(1);
  }
}
