package org.llsocket.uring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.testing.ChildJvm;

/** System calls of a ring that fail: what was opened is closed, and what was begun is done. */
class RingErrorsTest {
  @BeforeEach
  void require() {
    Rings.IO_URING.require();
  }

  private static String output(String injected, String what) {
    return ChildJvm.of(RingErrorsProgram.class)
        .underStrace("-o", "/dev/null", "-e", "inject=" + injected)
        .arguments(what)
        .output();
  }

  @ParameterizedTest
  @CsvSource({
    "io_uring_setup:error=EMFILE, io_uring_setup EMFILE",
    "io_uring_setup:error=ENOSYS, io_uring_setup ENOSYS",
    "io_uring_setup:error=EINVAL, io_uring_setup EINVAL",
    "io_uring_setup:error=ENOMEM, io_uring_setup ENOMEM",
    "eventfd2:error=EMFILE, eventfd EMFILE",
    "io_uring_register:error=EINVAL, io_uring_register EINVAL",
    "io_uring_register:error=EMFILE, opened with 0 files",
    "io_uring_register:error=EMFILE:when=1..2, opened with 4096 files"
  })
  void open_aSystemCallFails_reportsItAndLeavesNothing(String injected, String expected) {
    assertThat(output(injected, "open")).contains(expected).contains("nothing is left");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EAGAIN", "EBUSY", "EINTR"})
  void enter_failsForAWhile_nothingIsLost(String error) {
    assertThat(output("io_uring_enter:error=" + error + ":when=3+2", "moves"))
        .contains("moved all");
    assertThat(output("io_uring_enter:error=" + error + ":when=5..60", "moves"))
        .contains("moved all");
  }
}
