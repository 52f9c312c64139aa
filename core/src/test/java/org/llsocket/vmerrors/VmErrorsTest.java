package org.llsocket.vmerrors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.testing.ChildJvm;
import org.llsocket.testing.Command;

/**
 * Every call that makes system calls meets a {@link StackOverflowError} and an {@link
 * OutOfMemoryError} wherever one can strike; {@code -Dllsocket.vmerrors=0} tries every place.
 */
class VmErrorsTest {
  private static final long FULL_SECONDS = 3600;
  private static final String SECONDS = System.getProperty("llsocket.vmerrors", "6");

  @ParameterizedTest
  @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-XX:TieredStopAtLevel=4"})
  void stackOverflow_anywhere_breaksNothing(String mode) {
    String[] options = {mode, "", "", "", ""};
    System.arraycopy(StackSqueeze.OPTIONS, 0, options, 1, StackSqueeze.OPTIONS.length);
    assertThat(output(options, "stack", "both"))
        .doesNotContain("FAULT")
        .endsWith("walks, 0 faults\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", "virtual"})
  void outOfMemory_anywhere_breaksNothing(String threads) {
    assertThat(output(HeapSqueeze.OPTIONS, "heap", threads))
        .doesNotContain("FAULT")
        .endsWith("walks, 0 faults\n");
  }

  private static String output(String[] options, String what, String threads) {
    ChildJvm program = ChildJvm.of(VmErrorsProgram.class).options(options);
    List<String> command = program.arguments(what, SECONDS, threads).command();
    return SECONDS.equals("0") ? Command.output(command, FULL_SECONDS) : Command.output(command);
  }
}
