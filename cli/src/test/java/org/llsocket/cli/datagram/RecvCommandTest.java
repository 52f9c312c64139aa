package org.llsocket.cli.datagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import com.fasterxml.jackson.jr.ob.JSON;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llsocket.cli.Shell;

/** {@code recv}, with {@code send} as its peer. */
class RecvCommandTest {
  private static String receiver(Shell recv) throws InterruptedException {
    return recv.awaitErr("receiving on (\\S+)");
  }

  @Test
  void recv_json_printsOneObjectPerLine() throws Exception {
    Shell recv = Shell.start("recv", "--json", "-c", "2", "-w", "60", "[::1]:0");
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
  void recv_noControl_requestsNone() throws Exception {
    Shell recv = Shell.start("recv", "--no-control", "-c", "1", "-w", "60", "127.0.0.1:0");
    String at = receiver(recv);

    Shell.run("send", at, "x");

    assertThat(recv.await().out()).containsPattern(" > " + at + ", 1 B\n");
  }

  @Test
  void recv_terminalControlSequences_areShownAsHex() throws Exception {
    Shell recv = Shell.start("recv", "-c", "1", "-w", "60", "127.0.0.1:0");

    Shell.run("send", "--hex", receiver(recv), "1b5b324a");

    assertThat(recv.await().out()).contains("0000  1b 5b 32 4a", ".[2J").doesNotContain("\033[2J");
  }

  @Test
  void recv_timeoutBeforeTheCount_exits1() throws Exception {
    Shell.Ended recv = Shell.run("recv", "-c", "2", "-w", "0.1", "127.0.0.1:0");

    assertThat(recv.status()).isEqualTo(1);
    assertThat(recv.err()).contains("received only 0 of 2 datagrams: no datagram within 0.1 s");
  }

  @Test
  void recv_timeoutWithoutCount_exits0() throws Exception {
    assertThat(Shell.run("recv", "-w", "0.1", "127.0.0.1:0").status()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "recv -c 0 127.0.0.1:0              | --count must be at least 1, not 0",
        "recv -w 0 127.0.0.1:0              | --timeout must be more than 0 seconds, not 0.0",
        "recv --control x 127.0.0.1:0       | Invalid value for option '--control'",
        "recv --control ttl unix:@llsocket-c | --control ttl does not apply to sockets of family AF_UNIX",
        "recv --control ttl --no-control 0  | are mutually exclusive",
        "recv --data x 127.0.0.1:0          | Invalid value for option '--data'",
      })
  void wrongUsage_printsOneLineAndExits2(String line, String message) throws Exception {
    Shell.assertUsageError(line, message);
  }
}
