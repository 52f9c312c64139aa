package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.programs.AllocationProgram;
import org.llsocket.testing.ChildJvm;

/** In JVMs of their own: the coverage agent of this one changes what the JIT makes of the calls. */
class AllocationTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "segment",
        "direct",
        "heap",
        "message-direct",
        "message-heap",
        "batch",
        "joined",
        "streams",
        "channel",
        "option",
        "option-heap",
        "vector-segment",
        "vector-heap"
      })
  void hotCalls_onceCompiled_allocateLessThanAByte(String memory) {
    ChildJvm program = ChildJvm.of(AllocationProgram.class).options("-XX:TieredStopAtLevel=4");
    assertThat(program.arguments(memory).lines()).containsExactly("0");
  }
}
