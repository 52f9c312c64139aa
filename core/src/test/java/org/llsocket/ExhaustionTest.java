package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.llsocket.programs.ExhaustionProgram;
import org.llsocket.testing.ChildJvm;

class ExhaustionTest {
  @Test
  void descriptorsRunOut_callsSayEmfileAndClosingStillWorks() {
    assertThat(ChildJvm.of(ExhaustionProgram.class).descriptorLimit(100).lines())
        .containsExactly(
            "closed true",
            "listen EOPNOTSUPP",
            "open EMFILE",
            "pair EMFILE",
            "dup EMFILE",
            "accept EMFILE",
            "accept again EMFILE",
            "blocked true",
            "accept with a free fd true");
  }
}
