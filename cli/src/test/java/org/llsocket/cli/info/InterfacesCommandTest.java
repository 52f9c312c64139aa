package org.llsocket.cli.info;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.llsocket.cli.Shell;

class InterfacesCommandTest {
  @Test
  void interfaces_loopback_isPrintedAsTextAndJson() throws Exception {
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
}
