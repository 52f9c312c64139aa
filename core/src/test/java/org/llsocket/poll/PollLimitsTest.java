package org.llsocket.poll;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.llsocket.programs.PollLimitsProgram;
import org.llsocket.testing.ChildJvm;

class PollLimitsTest {
  private static final int LIMIT = 100;

  @Test
  void pollAndOpen_atTheDescriptorLimit_throwEinvalAndEmfile() {
    ChildJvm program = ChildJvm.of(PollLimitsProgram.class).descriptorLimit(LIMIT);
    assertThat(program.arguments(String.valueOf(LIMIT)).lines())
        .containsExactly("poll EINVAL", "poll 100", "open EMFILE", "open 0");
  }
}
