package org.llsocket.nio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.llsocket.nio.testing.ChildProgram;

/** A process that has no descriptors left (EMFILE). */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ExhaustionTest {
  @Test
  void open_noDescriptorsLeft_throwsWhatTheJdkThrows() {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("bash", "-c", "ulimit -n 80; exec \"$@\"", "bash"));
    command.addAll(ChildProgram.command(ExhaustionProgram.class, List.of("-XX:-MaxFDLimit")));
    List<String> results = ChildProgram.output(command).lines().toList();
    assertThat(results).hasSize(2);
    assertThat(results.getLast()).isEqualTo(results.getFirst());
    assertThat(results.getFirst())
        .contains(
            "java.net.SocketException: Too many open files", "accept later true", "again true");
  }
}
