package org.llsocket.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {
  @Test
  void versionNamesTheCommand() {
    assertThat(new Main.Version().getVersion()[0]).startsWith("llsocket ");
  }
}
