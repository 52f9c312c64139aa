package org.llsocket.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llsocket.cli.Capability;
import org.llsocket.cli.Program;

/** Programs that the command runs with the agent, in processes of their own. */
class RunCommandTest {
  private static final Path AGENT = Path.of(System.getProperty("llsocket.agent", ""));
  private static final Capability AGENT_JAR =
      Capability.named(
          "AGENT_JAR",
          "the agent is not built: ./mvnw -Dquick -pl agent -am package",
          () -> Files.isReadable(AGENT));
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /** Prints whose channels there are and ends with status 7, or waits for a signal. */
  private static final String SOURCE =
      """
      void main(String[] args) throws Exception {
        IO.println(java.nio.channels.spi.SelectorProvider.provider().getClass().getName());
        if (args.length > 0) {
          Thread.currentThread().join();
        }
        System.exit(7);
      }
      """;

  @TempDir Path directory;

  @BeforeEach
  void write() throws IOException {
    AGENT_JAR.require();
    Files.writeString(source(), SOURCE);
  }

  private Path source() {
    return directory.resolve("Show.java");
  }

  private Path err() {
    return directory.resolve("err");
  }

  private Program run(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(Program.command("run"));
    command.add(1, "-Dllsocket.agent=" + AGENT);
    command.addAll(List.of(arguments));
    return Program.run(err(), command);
  }

  @Test
  void run_java_hasTheAgentAndItsStatus() throws Exception {
    try (Program program =
        run(
            "--set",
            "TCP_USER_TIMEOUT=30s",
            "--set",
            "SO_KEEPALIVE=true",
            "--",
            JAVA,
            source().toString())) {
      assertThat(program.output()).isEqualTo("org.llsocket.nio.LlsocketProvider\n");
      assertThat(program.status()).isEqualTo(7);
    }
    assertThat(Files.readString(err()))
        .isEqualTo(
            "llsocket-agent: channels (java.nio) and sockets (java.net); "
                + "TCP_USER_TIMEOUT=30s, SO_KEEPALIVE=true\n");
  }

  @Test
  void run_script_givesTheAgentToItsJava() throws Exception {
    String script = "\"$1\" \"$2\"; exit $(($? + 1))";
    try (Program program =
        run("--quiet", "--", "sh", "-c", script, "sh", JAVA, source().toString())) {
      assertThat(program.output()).isEqualTo("org.llsocket.nio.LlsocketProvider\n");
      assertThat(program.status()).isEqualTo(8);
    }
    assertThat(Files.readString(err())).startsWith("Picked up JAVA_TOOL_OPTIONS: -javaagent:");
  }

  @Test
  void run_noNio_leavesTheChannels() throws Exception {
    try (Program program = run("-q", "--no-nio", "--", JAVA, source().toString())) {
      assertThat(program.output()).isEqualTo("sun.nio.ch.EPollSelectorProvider\n");
    }
  }

  @Test
  void run_badSetting_doesNotStartTheProgram() throws Exception {
    try (Program program = run("--set", "TCP_USER_TIMOUT=30s", "--", JAVA, source().toString())) {
      assertThat(program.output()).isEmpty();
      assertThat(program.status()).isEqualTo(2);
    }
    assertThat(Files.readString(err()))
        .contains("--set: unknown option \"TCP_USER_TIMOUT\"; did you mean TCP_USER_TIMEOUT?");
  }

  @Test
  void run_programThatDoesNotExist_fails() throws Exception {
    try (Program program = run("--", directory.resolve("none").toString())) {
      assertThat(program.output()).isEmpty();
      assertThat(program.status()).isEqualTo(1);
    }
  }

  @Test
  void run_sigterm_endsTheProgramToo() throws Exception {
    try (Program program = run("-q", "--", JAVA, source().toString(), "wait")) {
      program.awaitOutput("LlsocketProvider");
      program.signal("TERM");
      assertThat(program.output()).isEqualTo("\n"); // the end: the program has ended as well
      assertThat(program.status()).isEqualTo(143);
    }
  }
}
