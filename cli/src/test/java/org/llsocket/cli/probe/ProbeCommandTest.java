package org.llsocket.cli.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import org.junit.jupiter.api.Test;
import org.llsocket.cli.Shell;
import org.llsocket.uring.Ring;

class ProbeCommandTest {
  @Test
  void probe_thisMachine_printsFeaturesAndLimits() throws Exception {
    Shell.Ended ended = Shell.run("probe");

    assertThat(ended.status()).isZero();
    assertThat(ended.out())
        .containsPattern("✓ AF_UNIX +local communication")
        .containsPattern("[✓–] io_uring +Ring, and Loop's engine: ")
        .contains(Ring.support().reason())
        .containsPattern("[✓–] RWF_NOWAIT on pipes +virtual threads read")
        .containsPattern("✓ preadv2 +a function of the C library, for RWF_NOWAIT\n")
        .containsPattern("options newer than it +(none|[A-Z_]+ \\(\\d)")
        .containsPattern("net.core.somaxconn +\\d{2,}")
        .containsPattern("open files +soft limit \\d+, hard limit \\d+");
    assertThat(ended.out()).as("Linux has these since 5.0").doesNotContain("one by one");
    assertThat(JSON.std.listFrom(Shell.run("probe", "--json").out())).hasSizeGreaterThan(30);
  }

  @Test
  void results_lackingFeature_nameWhatIsDoneWithoutIt() throws Exception {
    ProbeResult lacking =
        ProbeResult.attempt(
                "Section",
                "feature",
                "purpose",
                () -> {
                  throw new UnsupportedOperationException("this C library has no function");
                })
            .orElse("another call is made");
    assertThat(lacking.detail())
        .isEqualTo("purpose — this C library has no function; without it another call is made");
    assertThat(ProbeResult.attempt("Section", "feature", "purpose", () -> {}).orElse("other"))
        .isEqualTo(new ProbeResult("Section", "feature", true, "purpose"));
  }
}
