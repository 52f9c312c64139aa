package org.llsocket.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llsocket.programs.BatteryProgram;
import org.llsocket.programs.CloseProgram;
import org.llsocket.programs.FactoriesProgram;
import org.llsocket.programs.RefusedProgram;
import org.llsocket.programs.SuiteProgram;
import org.llsocket.testing.ChildJvm;

/** Programs whose system calls strace makes fail, interrupts or delays. */
class StraceTest {
  private static final Pattern MADE = Pattern.compile("socketpair.*\\[(\\d+), (\\d+)\\]\\) += 0");
  private static final Pattern CLOSE = Pattern.compile(" close\\((\\d+)");

  @TempDir Path directory;

  private static final String WAITING =
      "recvfrom,sendto,recvmsg,sendmsg,recvmmsg,sendmmsg,readv,writev,preadv2,pwritev2,accept4,"
          + "sendfile,splice,tee,vmsplice,poll,epoll_wait,dup3";

  /** What the tests say whose calls wait; {@code -Dllsocket.suite} names other classes. */
  private static final String SUITE =
      System.getProperty(
          "llsocket.suite",
          "StreamTest,DatagramTest,ConnectionTest,message.MessageTest,message.MessageBatchTest");

  /** Runs a program whose system calls strace tampers with, and returns what it printed. */
  private static String output(String injection, ChildJvm program) {
    String calls = injection.substring(0, injection.indexOf(':'));
    return program
        .underStrace("-o", "/dev/null", "-e", "trace=" + calls, "-e", "inject=" + injection)
        .output();
  }

  /** The tests themselves, as {@link #battery_interrupted_passes}. */
  @Test
  void suite_interrupted_passes() {
    String[] classes =
        Arrays.stream(SUITE.split(",", -1))
            .map(name -> "org.llsocket." + name)
            .toArray(String[]::new);
    ChildJvm suite = ChildJvm.of(SuiteProgram.class).withLibraries().arguments(classes);
    assertThat(output(WAITING + ":error=EINTR:when=3+5", suite)).endsWith("passed, 0 failed\n");
  }

  /** Four threads close both ends of a pair at the same time, twice, under calls that wait. */
  @Test
  void close_byManyThreads_isOneSystemCallPerFd() throws IOException {
    Path trace = directory.resolve("trace");
    ChildJvm program = ChildJvm.of(CloseProgram.class).arguments("50");
    program.underStrace("-o", trace.toString(), "-e", "trace=socketpair,close");
    assertThat(program.lines()).containsExactly("closed");
    Set<String> open = new HashSet<>();
    int closed = 0;
    for (String line : Files.readAllLines(trace)) {
      Matcher made = MADE.matcher(line);
      Matcher close = CLOSE.matcher(line);
      assertThat(line).doesNotContain("EBADF");
      if (made.find()) {
        assertThat(open.add(made.group(1)) && open.add(made.group(2))).as(line).isTrue();
      } else if (close.find() && open.remove(close.group(1))) {
        closed++;
      }
    }
    assertThat(open).as("one may be the JDK's").hasSizeLessThanOrEqualTo(1);
    assertThat(closed).isBetween(100, 101);
  }

  /**
   * Calls that are interrupted, or get a signal as they begin. connect(2) gets the signal only: one
   * that strace makes fail has not begun, unlike one that a signal interrupts. The JVM makes two
   * while it starts.
   */
  @ParameterizedTest
  @CsvSource({"error=EINTR:when=3+5", "error=EINTR:when=1+2", "signal=34:when=3+2"})
  void battery_interrupted_passes(String what) {
    String calls = what.startsWith("signal") ? WAITING + ",connect" : WAITING;
    ChildJvm battery = ChildJvm.of(BatteryProgram.class).arguments("4");
    assertThat(output(calls + ":" + what, battery)).isEqualTo("passed\n");
  }

  /** Before Linux 6.7 Unix streams, and before 6.2 pipes too, refuse RWF_NOWAIT. */
  @Test
  void vectors_noWaitRefused_leaveTheOnlyCarrier() {
    ChildJvm program = ChildJvm.of(RefusedProgram.class).onOneCarrier();
    assertThat(output("preadv2,pwritev2:error=EOPNOTSUPP", program))
        .isEqualTo("pipe 1048576\nstream 1048576\n");
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
    ChildJvm factories = ChildJvm.of(FactoriesProgram.class).arguments("12");
    assertThat(output(injection, factories))
        .startsWith("nothing left, inherited []")
        .endsWith(
            injection.startsWith("dup3") ? "without failures, rounds 12\n" : "with failures\n");
  }
}
