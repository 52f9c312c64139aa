package org.llsocket.nio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
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
    assertThat(run("HttpExchanges.java", FLAG))
        .isEqualTo("40 of 40 by " + LlsocketProvider.class.getName());
  }

  @Test
  void httpServerAndClient_withoutTheFlag_useTheJdksChannels() throws Exception {
    assertThat(run("HttpExchanges.java", "-Dno=flag"))
        .isEqualTo("40 of 40 by " + SelectorProvider.provider().getClass().getName());
  }

  /** What a program prints that is given as source. */
  private static String run(String program, String flag) throws Exception {
    Path source =
        Path.of(
            Objects.requireNonNull(UnchangedProgramTest.class.getResource("/" + program)).toURI());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", flag));
    String classes = classes(Socket.class) + File.pathSeparator + classes(LlsocketProvider.class);
    command.addAll(List.of("-cp", classes, source.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    try {
      return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static Path classes(Class<?> of) throws URISyntaxException {
    return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
