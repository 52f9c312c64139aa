package org.llsocket.consumers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;

/** The jar of this build, and the JDK's tools to use it with. */
final class Build {
  /** The directory of the whole project. */
  static final Path ROOT = Path.of(property("llsocket.root"));

  /** The jar as {@code ./mvnw package} has written it. */
  static final Path JAR =
      ROOT.resolve("core/target/llsocket-" + property("llsocket.version") + ".jar");

  static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private Build() {}

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }

  /** Writes a source file. */
  static Path write(Path file, String text) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    return Files.writeString(file, text);
  }

  /** Runs a tool of the JDK, which has to succeed and to say nothing. */
  static void tool(String name, Object... arguments) {
    assertThat(toolOutput(name, arguments)).isEqualTo("exit status 0\n");
  }

  /** Runs a tool of the JDK; its exit status and what it has said. */
  static String toolOutput(String name, Object... arguments) {
    var output = new StringWriter();
    var printer = new PrintWriter(output);
    int status =
        ToolProvider.findFirst(name)
            .orElseThrow()
            .run(
                printer,
                printer,
                List.of(arguments).stream().map(Object::toString).toArray(String[]::new));
    return "exit status " + status + "\n" + output;
  }

  /** Runs a program to its end; what it printed on both streams. */
  static String run(List<String> command, Path log) throws IOException, InterruptedException {
    Process process = start(command, log);
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as(command.toString()).isTrue();
    } finally {
      process.destroyForcibly();
    }
    String output = Files.readString(log);
    assertThat(process.exitValue()).as("%s: %s", command, output).isZero();
    return output;
  }

  /** Starts a program that writes both streams to a file. */
  static Process start(List<String> command, Path log) throws IOException {
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    builder.environment().put("LC_ALL", "C." + UTF_8);
    return builder.start();
  }
}
