package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.testing.ChildJvm;
import org.llsocket.testing.Command;

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
        "channel"
      })
  void hotCalls_onceCompiled_allocateLessThanAByte(String memory) {
    List<String> command =
        new ArrayList<>(ChildJvm.command(AllocationProgram.class, "-XX:TieredStopAtLevel=4"));
    command.add(memory);
    assertThat(Command.output(command).strip()).isEqualTo("0");
  }
}
