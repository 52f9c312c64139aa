package org.llsocket.cli.info;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.cli.Shell;

class OptionsCommandTest {
  @ParameterizedTest
  @ValueSource(strings = {"tcp", "udp6", "unix", "unix-dgram"})
  void options_anyKind_areReadFromTheKernel(String kind) throws Exception {
    Shell.Ended ended = Shell.run("options", kind);

    assertThat(ended.status()).isZero();
    assertThat(ended.out())
        .containsPattern("SO_RCVBUF +rw  \\d+ +0–2147483647 bytes +socket\\(7\\)")
        .containsPattern("SO_ATTACH_FILTER +-w  - write only");
  }

  @Test
  void options_named_printsFieldsAndErrors() throws Exception {
    String out = Shell.run("options", "tcp", "TCP_INFO", "SO_PEERSEC", "TCP_KEEPIDLE").out();

    assertThat(out)
        .contains("tcpi_state 7", "- ENOPROTOOPT (Protocol not available)")
        .containsPattern("TCP_KEEPIDLE +rw  7200 s +1–32767 s ");
  }

  @Test
  void options_json_hasTypedValues() throws Exception {
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
}
