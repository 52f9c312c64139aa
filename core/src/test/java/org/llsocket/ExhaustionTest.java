package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.llsocket.testing.ChildJvm;
import org.llsocket.testing.Command;

class ExhaustionTest {
  @Test
  void descriptorsRunOut_callsSayEmfileAndClosingStillWorks() {
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "ulimit -n 100 && exec \"$@\"", "sh"));
    command.addAll(ChildJvm.command(ExhaustionProgram.class));
    assertThat(Command.output(command).lines())
        .containsExactly(
            "closed true",
            "listen EOPNOTSUPP",
            "open EMFILE",
            "pair EMFILE",
            "dup EMFILE",
            "accept EMFILE",
            "accept again EMFILE",
            "blocked true",
            "accept with room true");
  }
}
