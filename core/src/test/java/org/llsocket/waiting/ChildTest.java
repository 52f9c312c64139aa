package org.llsocket.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.programs.AbandonedProgram;
import org.llsocket.programs.AcceptProgram;
import org.llsocket.programs.CloseProgram;
import org.llsocket.programs.LoadersProgram;
import org.llsocket.programs.NoThreadsProgram;
import org.llsocket.programs.SignalsProgram;
import org.llsocket.testing.Capability;
import org.llsocket.testing.ChildJvm;
import org.llsocket.testing.Command;

/** Tests that need a JVM of their own, for its options, its collector or its only carrier. */
class ChildTest {
  @TempDir Path directory;

  @Test
  void collector_duringBlockedCalls_leavesThemAndClosesTheForgotten() {
    String output =
        ChildJvm.of(AbandonedProgram.class)
            .options(
                "-Xcomp",
                "-XX:CompileCommand=quiet",
                "-XX:CompileCommand=compileonly,org.llsocket*::*")
            .output();
    assertThat(output).contains("the report was not interrupted\n").contains("10 ended\n");
    assertThat(output.split("was closed by the garbage collector", -1)).hasSize(2);
    assertThat(output).contains("-Dllsocket.track=true");
  }

  @Test
  void collector_tracking_reportsWhereEachWasOpened() {
    String output = ChildJvm.of(AbandonedProgram.class).options("-Dllsocket.track=true").output();
    assertThat(output).contains("10 ended\n");
    assertThat(output.split("was closed by the garbage collector", -1).length).isGreaterThan(10);
    assertThat(output.split("AbandonedProgram.forget\\(", -1).length).isGreaterThan(10);
  }

  @Test
  void virtualThreads_waitingInEveryWay_leaveTheOnlyCarrier() {
    Path recording = directory.resolve("r.jfr");
    String output =
        ChildJvm.of(CarrierProgram.class)
            .onOneCarrier()
            .options(
                "-XX:StartFlightRecording:settings=profile,jdk.VirtualThreadPinned#threshold=0ms,filename="
                    + recording)
            .arguments("100")
            .output();
    assertThat(output)
        .contains(WaitKind.ALL.size() + " kinds, 100 threads idle, woken, at most 2 of");
    Path jfr = Path.of(System.getProperty("java.home"), "bin", "jfr");
    String pinned =
        Command.output(
            List.of(
                jfr.toString(),
                "print",
                "--events",
                "jdk.VirtualThreadPinned",
                "--stack-depth",
                "40",
                recording.toString()));
    assertThat(pinned).doesNotContain("org.llsocket");
  }

  @Test
  void acceptors_ofAllKindsOnOneCarrier_loseNoConnection() {
    ChildJvm program = ChildJvm.of(AcceptProgram.class).onOneCarrier();
    assertThat(program.arguments(directory.resolve("meeting").toString()).lines())
        .containsExactly(
            "alone: the first call of a platform thread is of llsocket-blocking-0",
            "beside platform threads: all served",
            "beside another process: all served");
  }

  @Test
  void virtualThreads_tenThousandInRecv_costTwoPlatformThreadsAndNoProcessorTime() {
    Capability.DESCRIPTORS.require();
    assertThat(ChildJvm.of(CarrierProgram.class).arguments("10000").output())
        .contains("10000 threads idle, woken, at most 2 of the platform more");
  }

  /** Each of the loaders has the library, its threads and its signal. */
  @Test
  void classLoaders_oneAfterTheOther_leaveNothing() {
    int rounds = Integer.getInteger("llsocket.loaders", 25);
    ChildJvm program = ChildJvm.of(LoadersProgram.class).withLibraries().options("-Xmx256m");
    assertThat(program.arguments(String.valueOf(rounds)).output())
        .isEqualTo(rounds + " loaders gone, descriptors 0 more, signals the same\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"handler", "one", "all"})
  void signals_takenByTheApplication_waitsStillEnd(String how) {
    String ends =
        how
            + " close: AsynchronousCloseException\n"
            + how
            + " interrupt: ClosedByInterruptException\n"
            + how
            + " timeout: SocketTimeoutException\n";
    if (!how.equals("all")) {
      ends +=
          how + " kept open: InterruptedIOException\n" + how + " connect: SocketTimeoutException\n";
    }
    assertThat(ChildJvm.of(SignalsProgram.class).arguments(how).output()).isEqualTo(ends);
  }

  @Test
  void signals_allTakenForAWhile_waitsEndOnceTheyAreGivenBack() {
    assertThat(ChildJvm.of(SignalsProgram.class).arguments("every").lines())
        .containsExactly(
            "before: SocketTimeoutException",
            "given back: SocketTimeoutException",
            "after: SocketTimeoutException");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void closes_byVirtualThreads_getTheirTurnOnFewCarriers(int carriers) {
    ChildJvm program = ChildJvm.of(CloseProgram.class).arguments("1000");
    program.options("-Djdk.virtualThreadScheduler.parallelism=" + carriers);
    assertThat(program.lines()).containsExactly("closed");
  }

  @Test
  void threads_noneAvailable_waitsFailWithoutSideEffects() {
    ChildJvm program = ChildJvm.of(NoThreadsProgram.class).onOneCarrier();
    assertThat(program.options("-Xss1g", "-Xlog:os+thread=off").lines())
        .containsExactly(
            "read OutOfMemoryError",
            "kept 4 of 4",
            "connect OutOfMemoryError",
            "another SocketTimeoutException",
            "poll 0");
  }
}
