package org.llsocket.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llsocket.testing.Capability;
import org.llsocket.testing.ChildJvm;
import org.llsocket.testing.Command;

/** Programs whose system calls strace makes fail, hurry past, and wait. */
class StraceTest {
  private static final String WAITING =
      "recvfrom,sendto,readv,writev,preadv2,pwritev2,accept4,sendfile,poll,epoll_wait,dup3";

  private static String run(List<String> injections, Class<?> program, String... arguments) {
    Capability.STRACE.require();
    List<String> command = new ArrayList<>(List.of("strace", "-f", "-qq", "-o", "/dev/null"));
    for (String injection : injections) {
      command.addAll(List.of("-e", "inject=" + injection));
    }
    command.addAll(ChildJvm.command(program));
    command.addAll(List.of(arguments));
    return Command.output(command);
  }

  /**
   * Calls that are interrupted, or meet a signal as they begin. A connect that strace makes fail
   * has not begun, where one that a signal interrupts has, so it gets the signal only; the JVM
   * makes two while it starts.
   */
  @ParameterizedTest
  @CsvSource({"error=EINTR:when=3+5", "error=EINTR:when=1+2", "signal=34:when=3+2"})
  void battery_interrupted_passes(String what) {
    String calls = what.startsWith("signal") ? WAITING + ",connect" : WAITING;
    assertThat(run(List.of(calls + ":" + what), BatteryProgram.class, "4")).isEqualTo("passed\n");
  }

  /** The k-th call of a factory fails, for every k in the course of the rounds. */
  @ParameterizedTest
  @CsvSource({
    "'socket,socketpair,accept4,bind,listen,getsockname,getsockopt,fcntl:error=ENOMEM:when=3+4'",
    "'socket,socketpair,accept4,bind,listen,getsockname,getsockopt,fcntl:error=EMFILE:when=2+3'",
    "'epoll_create1:error=EMFILE:when=1'",
    "'epoll_create1:error=EMFILE:when=2'",
    "'epoll_ctl:error=ENOSPC:when=1+2'",
    "'epoll_ctl:error=ENOMEM:when=2+3'",
    "'dup3:error=EINTR:when=1+2'"
  })
  void factories_aCallFails_leaveNothingOpen(String injection) {
    String told = run(List.of(injection), FactoriesProgram.class, "12");
    assertThat(told).startsWith("nothing left, inherited []");
    assertThat(told)
        .endsWith(
            injection.startsWith("dup3") ? "without failures, rounds 12\n" : "with failures\n");
  }
}
