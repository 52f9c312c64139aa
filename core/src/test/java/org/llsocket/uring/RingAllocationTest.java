package org.llsocket.uring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.llsocket.loop.Engine;
import org.llsocket.testing.ChildJvm;

/** In the steady state a ring and a loop make no garbage. */
class RingAllocationTest {
  private static ChildJvm program() {
    Rings.IO_URING.require();
    return ChildJvm.of(RingAllocationProgram.class).options("-XX:TieredStopAtLevel=4");
  }

  @Test
  void ring_sendAndMultishotReceive_allocateNothing() {
    assertThat(program().output()).isEqualToIgnoringNewLines("0 bytes");
  }

  @ParameterizedTest
  @EnumSource
  void loop_echo_allocatesNothing(Engine engine) {
    assertThat(program().arguments(engine.name()).output()).isEqualToIgnoringNewLines("0 bytes");
  }
}
