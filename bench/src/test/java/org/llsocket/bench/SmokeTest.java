package org.llsocket.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llsocket.bench.result.JobResult;
import org.llsocket.bench.result.Results;
import picocli.CommandLine;

/** The smallest run that includes every peer, and its report. */
class SmokeTest {
  @TempDir private Path folder;

  private final StringWriter screen = new StringWriter();

  @Test
  void run_ofAJobForEveryPeer_bringsNumbersTablesAndPlots() throws IOException {
    assumeTrue(installed("cc") && installed("taskset"), "cc and taskset are not installed");
    Path json = folder.resolve("result.json");

    int status =
        execute("run", "--smoke", "--job", "sendrecv", "--job", "tcp-epoll", "--out", "" + json);

    assertThat(status).as(screen.toString()).isZero();
    Results results = Results.read(json);
    assertThat(results.jobs().stream().flatMap(each -> each.subjects().stream()))
        .extracting(JobResult.SubjectResult::label)
        .contains("c", "llsocket", "nio", "netty", "netty io_uring", "junixsocket", "c again");
    assertThat(results.jobs())
        .allSatisfy(
            job -> assertThat(job.ratio("llsocket", "c").orElseThrow().median()).isPositive());
    assertThat(screen.toString()).contains("Single calls", "Ping-pong", "Targets");
  }

  @Test
  void list_namesJobs_runsNothing() {
    assertThat(execute("run", "--list")).isZero();
    assertThat(screen.toString()).contains("echo-5000", "netty io_uring");
  }

  @Test
  void run_ofAnUnknownJob_isRefused() {
    assertThat(execute("run", "--job", "nonsense")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(screen.toString()).contains("no such job");
  }

  private int execute(String... words) {
    var writer = new PrintWriter(screen, true);
    return Main.commandLine().setOut(writer).setErr(writer).execute(words);
  }

  private static boolean installed(String program) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
  }
}
