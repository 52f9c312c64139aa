package org.llsocket.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The program in a network namespace of its own, which ends with it. */
@Timeout(120)
class TunPingTest {
  /** Skips the test if this machine has no tun devices in network namespaces. */
  private static void requireTun() throws Exception {
    String script = "ip tuntap add probe mode tun && ip link set probe up";
    Process probe = start(List.of("unshare", "-n", "sh", "-c", script));
    String output = new String(probe.getInputStream().readAllBytes(), UTF_8);
    boolean works = probe.waitFor() == 0;
    Assumptions.assumeTrue(works, "TUN is missing: no tun device in a namespace: " + output);
  }

  private static Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  @Test
  void main_ownNamespace_answersItsPings() throws Exception {
    requireTun();
    List<String> command =
        new ArrayList<>(
            List.of(
                "unshare",
                "-n",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1"));
    String modules = System.getProperty("jdk.module.path");
    command.addAll(
        List.of(
            "--enable-native-access=org.llsocket",
            "-p",
            modules,
            "-m",
            "org.llsocket.examples/" + TunPing.class.getName()));
    Process program = start(command);
    try {
      String output = new String(program.getInputStream().readAllBytes(), UTF_8);
      assertThat(output.lines().toList())
          .hasSize(3)
          .allMatch(line -> line.matches("reply from 192\\.0\\.2\\.2 seq=\\d after \\d+ us"));
      assertThat(program.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(program.exitValue()).isZero();
    } finally {
      program.destroyForcibly();
    }
  }
}
