package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.testing.ChildJvm;
import org.llsocket.testing.Command;

@ExtendWith(LeakCheck.class)
class BrokenPipeTest {
  /** {@code -Xrs} leaves some signals to the system; SIGPIPE must not be fatal there either. */
  @ParameterizedTest
  @ValueSource(strings = {"-Xint", "-Xrs"})
  void writes_peerGone_areEpipeAndTheJvmLives(String option, @TempDir Path directory)
      throws Exception {
    List<String> command = new ArrayList<>(ChildJvm.command(BrokenPipeProgram.class, option));
    command.add(Files.writeString(directory.resolve("f"), "x").toString());
    assertThat(Command.output(command).lines())
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
