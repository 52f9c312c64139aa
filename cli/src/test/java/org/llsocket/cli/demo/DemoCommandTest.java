package org.llsocket.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.llsocket.cli.Shell;

class DemoCommandTest {
  @Test
  void demo_thisMachine_passes() throws Exception {
    Shell.Ended ended = Shell.run("demo");

    assertThat(ended.out()).contains("✓ TCP over IPv4").containsPattern("\\d+ jobs: .*, 0 failed");
    assertThat(ended.status()).isZero();
  }

  @Test
  void demo_json_listsTheJobs() throws Exception {
    Map<String, Object> demo = JSON.std.mapFrom(Shell.run("demo", "--json").out());

    assertThat(demo).containsEntry("failed", 0);
    assertThat((List<?>) demo.get("jobs")).hasSizeGreaterThan(10);
  }

  @Test
  void demo_timeoutUnderASecond_isRefused() throws Exception {
    Shell.Ended ended = Shell.run("demo", "--timeout", "0");

    assertThat(ended.err()).contains("--timeout must be at least 1, not 0");
    assertThat(ended.status()).isEqualTo(2);
  }
}
