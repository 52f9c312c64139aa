package org.llsocket.nio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.llsocket.Socket;

/** Programs that know nothing of this library, in a JVM of their own. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class UnchangedProgramTest {
  private static final String FLAG =
      "-Djava.nio.channels.spi.SelectorProvider=" + LlsocketProvider.class.getName();

  @Test
  void httpServerAndClient_withTheFlag_useOurChannels() throws Exception {
    assertThat(runSource("HttpExchanges.java", FLAG))
        .isEqualTo("40 of 40 by " + LlsocketProvider.class.getName());
  }

  @Test
  void httpServerAndClient_withoutTheFlag_useTheJdksChannels() throws Exception {
    assertThat(runSource("HttpExchanges.java", "-Dno=flag"))
        .isEqualTo("40 of 40 by " + SelectorProvider.provider().getClass().getName());
  }

  @Test
  void everyScenario_inAProcessOfItsOwn_leavesNoDescriptorOpen() throws Exception {
    assertThat(run(ChannelLeakProgram.class.getName(), "-Dno=flag")).isEqualTo("left []");
  }

  /** What a program prints that is given as source. */
  private static String runSource(String program, String flag) throws Exception {
    Path source =
        Path.of(
            Objects.requireNonNull(UnchangedProgramTest.class.getResource("/" + program)).toURI());
    return run(source.toString(), flag);
  }

  /** What a program prints. */
  private static String run(String program, String flag) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", flag));
    String classes =
        Stream.of(Socket.class, LlsocketProvider.class, UnchangedProgramTest.class)
            .map(UnchangedProgramTest::classes)
            .collect(Collectors.joining(File.pathSeparator));
    command.addAll(List.of("-cp", classes, program));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    try {
      return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /**
   * The directory or jar of a class. On the module path the classes of a test are patched into the
   * module, so the location is that of the class file itself.
   */
  private static String classes(Class<?> of) {
    try {
      String file = of.getName().replace('.', '/') + ".class";
      URL url = Objects.requireNonNull(of.getClassLoader().getResource(file));
      String path = url.toURI().getSchemeSpecificPart();
      return path.substring(0, path.length() - file.length())
          .replaceFirst("^file:", "")
          .replaceFirst("!/$", "");
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
