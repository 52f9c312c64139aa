package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.programs.BrokenPipeProgram;
import org.llsocket.testing.ChildJvm;

@ExtendWith(LeakCheck.class)
class BrokenPipeTest {
  /** {@code -Xrs} leaves some signals to the system; SIGPIPE must not be fatal there either. */
  @ParameterizedTest
  @ValueSource(strings = {"-Xint", "-Xrs"})
  void writes_peerGone_areEpipeAndTheJvmLives(String option, @TempDir Path directory)
      throws Exception {
    Path file = Files.writeString(directory.resolve("f"), "x");
    ChildJvm program = ChildJvm.of(BrokenPipeProgram.class).options(option);
    assertThat(program.arguments(file.toString()).lines())
        .containsExactly(
            "send EPIPE",
            "sendto EISCONN",
            "write EPIPE",
            "write buffers EPIPE",
            "sendfile EPIPE",
            "sendfile channel EPIPE",
            "pipe EPIPE");
  }
}
