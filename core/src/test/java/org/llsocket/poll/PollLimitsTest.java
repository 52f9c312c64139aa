package org.llsocket.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.llsocket.testing.ChildJvm;
import org.llsocket.testing.Command;

class PollLimitsTest {
  private static final String LIMIT = "100";

  @Test
  void pollAndOpen_atTheDescriptorLimit_throwEinvalAndEmfile() {
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "ulimit -n " + LIMIT + " && exec \"$@\"", "sh"));
    command.addAll(ChildJvm.command(PollLimitsProgram.class));
    command.add(LIMIT);
    assertThat(Command.output(command).lines())
        .containsExactly("poll EINVAL", "poll 100", "open EMFILE", "open 0");
  }
}
