package org.llsocket.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.testing.Capability;
import org.llsocket.testing.ChildJvm;
import org.llsocket.testing.Command;

/** What takes a JVM of its own: its flags, its collector, its only carrier. */
class ChildTest {
  @TempDir Path directory;

  @Test
  void collector_duringBlockedCalls_leavesThemAndClosesTheForgotten() {
    String told = Command.output(ChildJvm.command(AbandonedProgram.class, "-Xcomp"));
    assertThat(told).contains("the report was not interrupted\n").contains("10 ended\n");
    assertThat(told.split("was closed by the garbage collector", -1)).hasSize(2);
    assertThat(told).contains("-Dllsocket.track=true");
  }

  @Test
  void collector_tracking_tellsWhereEachWasOpened() {
    String told = Command.output(ChildJvm.command(AbandonedProgram.class, "-Dllsocket.track=true"));
    assertThat(told).contains("10 ended\n");
    assertThat(told.split("was closed by the garbage collector", -1).length).isGreaterThan(10);
    assertThat(told.split("AbandonedProgram.forget\\(", -1).length).isGreaterThan(10);
  }

  @Test
  void virtualThreads_waitingInEveryWay_leaveTheOnlyCarrier() {
    Path recording = directory.resolve("r.jfr");
    String told =
        Command.output(
            command(
                100,
                "-Djdk.virtualThreadScheduler.parallelism=1",
                "-Djdk.virtualThreadScheduler.maxPoolSize=1",
                "-XX:StartFlightRecording:settings=profile,jdk.VirtualThreadPinned#threshold=0ms,filename="
                    + recording));
    assertThat(told).contains(WaitKind.ALL.size() + " kinds, 100 threads woken, at most 2 of");
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
  void virtualThreads_tenThousandInRecv_costTwoPlatformThreads() {
    Capability.DESCRIPTORS.require();
    assertThat(Command.output(command(10_000)))
        .contains("10000 threads woken, at most 2 of the platform more");
  }

  /** Each of the loaders has the library, its threads and its signal. */
  @Test
  void classLoaders_oneAfterTheOther_leaveNothing() {
    int rounds = Integer.getInteger("llsocket.loaders", 25);
    List<String> command =
        new ArrayList<>(ChildJvm.commandWithLibraries(LoadersProgram.class, "-Xmx256m"));
    command.add(String.valueOf(rounds));
    assertThat(Command.output(command))
        .isEqualTo(rounds + " loaders gone, descriptors 0 more, signals the same\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"handler", "one", "all"})
  void signals_takenByTheApplication_waitsStillEnd(String how) {
    List<String> command = new ArrayList<>(ChildJvm.command(SignalsProgram.class));
    command.add(how);
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
    assertThat(Command.output(command)).isEqualTo(ends);
  }

  @Test
  void signals_allTakenForAWhile_waitsEndOnceTheyAreGivenBack() {
    List<String> command = new ArrayList<>(ChildJvm.command(SignalsProgram.class));
    command.add("every");
    assertThat(Command.output(command).lines())
        .containsExactly(
            "before: SocketTimeoutException",
            "given back: SocketTimeoutException",
            "after: SocketTimeoutException");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void closes_byVirtualThreads_getTheirTurnOnFewCarriers(int carriers) {
    List<String> command =
        new ArrayList<>(
            ChildJvm.command(
                CloseProgram.class, "-Djdk.virtualThreadScheduler.parallelism=" + carriers));
    command.add("1000");
    assertThat(Command.output(command)).contains("closed");
  }

  @Test
  void threads_noneToBeHad_waitsFailAndTakeNothingWithThem() {
    List<String> command =
        ChildJvm.command(
            NoThreadsProgram.class,
            "-Xss1g",
            "-Xlog:os+thread=off",
            "-Djdk.virtualThreadScheduler.parallelism=1",
            "-Djdk.virtualThreadScheduler.maxPoolSize=1");
    assertThat(Command.output(command).lines())
        .containsExactly(
            "read OutOfMemoryError",
            "kept 4 of 4",
            "connect OutOfMemoryError",
            "another SocketTimeoutException",
            "poll 0");
  }

  private static List<String> command(int threads, String... options) {
    List<String> command = new ArrayList<>(ChildJvm.command(CarrierProgram.class, options));
    command.add(String.valueOf(threads));
    return command;
  }
}
