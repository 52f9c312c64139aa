package org.llsocket.cli.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import org.junit.jupiter.api.Test;
import org.llsocket.cli.Shell;

class ProbeCommandTest {
  @Test
  void probe_thisMachine_printsFeaturesAndLimits() throws Exception {
    Shell.Ended ended = Shell.run("probe");

    assertThat(ended.status()).isZero();
    assertThat(ended.out())
        .containsPattern("✓ AF_UNIX +local communication")
        .containsPattern("net.core.somaxconn +\\d{2,}")
        .containsPattern("open files +soft limit \\d+, hard limit \\d+");
    assertThat(JSON.std.listFrom(Shell.run("probe", "--json").out())).hasSizeGreaterThan(30);
  }
}
