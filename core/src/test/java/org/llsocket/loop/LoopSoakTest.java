package org.llsocket.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.llsocket.programs.LoopSoakProgram;
import org.llsocket.testing.ChildJvm;

/** Two seconds of what {@link LoopSoakProgram} does for as long as it is let. */
class LoopSoakTest {
  @Test
  void connections_comeAndGo_dataIsRightAndAllIsGivenBack() {
    assertThat(ChildJvm.of(LoopSoakProgram.class).arguments("2").output())
        .contains("all data was right, and everything was given back");
  }
}
