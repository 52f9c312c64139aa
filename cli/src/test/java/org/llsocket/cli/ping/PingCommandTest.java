package org.llsocket.cli.ping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.cli.Capability;
import org.llsocket.cli.Program;
import org.llsocket.cli.Shell;

/** {@code ping} of this machine, with the kind of socket that this user may open. */
class PingCommandTest {
  @TempDir Path folder;

  // ---- replies

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, '56(84) bytes of data', 64",
    "::1, 56 data bytes, 64",
    "localhost, bytes, 64"
  })
  void ping_loopback_printsRepliesAndStatistics(String host, String header, int size)
      throws Exception {
    Capability.ICMP.require();

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
  void ping_anySize_isEchoed(int size) throws Exception {
    Capability.ICMP.require();

    Shell.Ended ended =
        Shell.run("ping", "-c", "1", "-W", "5", "-s", Integer.toString(size), "127.0.0.1");

    assertThat(ended.out()).contains((size + 8) + " bytes from 127.0.0.1: icmp_seq=1 ttl=64");
  }

  @Test
  void ping_json_hasAllRepliesAndTheStatistics() throws Exception {
    Capability.ICMP.require();

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
    Capability.ICMP.require();

    Shell.Ended ended = Shell.run("ping", "-q", "-c", "1", "127.0.0.1");

    assertThat(ended.out()).contains("PING", "1 received").doesNotContain("icmp_seq");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lo", "127.0.0.2"})
  void ping_fromInterfaceOrAddress_getsAReply(String from) throws Exception {
    Capability.ICMP.require();

    Shell.Ended ended = Shell.run("ping", "-c", "1", "-I", from, "127.0.0.1");

    assertThat(ended.out()).contains("1 received");
  }

  // ---- no replies

  @Test
  void ping_deadlineBeforeTheCount_exits1() throws Exception {
    Capability.ICMP.require();

    Shell.Ended ended = Shell.run("ping", "-c", "100000", "-i", "0.01", "-w", "0.2", "127.0.0.1");

    assertThat(ended.status())
        .isEqualTo(1); // with a count and a deadline, all replies are required
    assertThat(ended.out()).contains("packet loss");
  }

  // ---- Ctrl-C

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void ping_signal_printsTheStatisticsAndExits0(String signal) throws Exception {
    Capability.ICMP.require();
    Path err = folder.resolve("err");
    try (Program ping = Program.interruptible(err, "ping", "-i", "0.05", "127.0.0.1")) {
      ping.awaitOutput("icmp_seq=3");

      ping.signal(signal);

      assertThat(ping.output())
          .containsPattern("packets transmitted, \\d+ received, 0% packet loss");
      assertThat(ping.status()).isZero();
    }
  }

  @Test
  void ping_controlCOnATerminal_printsTheStatisticsAndExits0() throws Exception {
    Capability.ICMP.require();
    Path err = folder.resolve("err");
    try (Program ping = Program.onTerminal(err, "ping", "-i", "0.05", "127.0.0.1")) {
      ping.awaitOutput("icmp_seq=3");

      ping.type("\003");

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
        "ping -4 -6 localhost        | are mutually exclusive",
        "ping -c 0 localhost         | -c must be at least 1, not 0",
        "ping -c x localhost         | Invalid value for option '--count'",
        "ping -i 0 localhost         | -i must be at least 0.002 seconds, not 0.0",
        "ping -i NaN localhost       | -i must be at least 0.002 seconds, not NaN",
        "ping -W 0 localhost         | -W must be more than 0 seconds, not 0.0",
        "ping -w -1 localhost        | -w must be more than 0 seconds, not -1.0",
        "ping -s -1 localhost        | -s must be 0–65507, not -1",
        "ping -s 65508 localhost     | -s must be 0–65507, not 65508",
        "ping -t 0 localhost         | -t must be 1–255, not 0",
        "ping -t 256 localhost       | -t must be 1–255, not 256",
      })
  void ping_wrongUsage_printsOneLineAndExits2(String line, String message) throws Exception {
    Shell.assertUsageError(line, message);
  }

  @Test
  void ping_emptyHost_exits2() throws Exception {
    Shell.Ended ended = Shell.run("ping", "");

    assertThat(ended.err()).contains("HOST is empty");
    assertThat(ended.status()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ping -c 1 -I no-such-if 127.0.0.1 | ENODEV",
        "ping -c 1 -I ::1 127.0.0.1        | is not an address of the host's family",
        "ping -c 1 no.such.host.invalid    | EAI_",
        "ping -c 1 -6 127.0.0.1            | EAI_",
      })
  void ping_wrongHostOrInterface_printsOneLineAndExits2(String line, String message)
      throws Exception {
    Capability.ICMP.require();

    Shell.Ended ended = Shell.run(line.split(" +"));

    assertThat(ended.err()).startsWith("llsocket ping: ").contains(message).hasLineCount(1);
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
  }
}
