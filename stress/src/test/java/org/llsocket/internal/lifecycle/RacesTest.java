package org.llsocket.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.Main;

/**
 * Has jcstress run the races. {@code -Dllsocket.stress} is one of its modes: {@code quick}, {@code
 * default} or {@code tough} run them in every way that the JIT compiles them, for minutes.
 */
class RacesTest {
  private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";
  private static final List<String> SHORT =
      List.of("-v", "-f", "1", "-fsm", "1", "-iters", "5", "-time", "300", "-sc", "false");
  private static final List<String> ONE_JVM = List.of("-jvmArgs", "-Xmx256m " + NATIVE);

  private static List<String> command(String mode) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(NATIVE, "-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    if (mode.equals("short")) {
      command.addAll(SHORT);
      command.addAll(ONE_JVM);
    } else {
      command.addAll(List.of("-v", "-m", mode, "-jvmArgsPrepend", NATIVE));
    }
    return command;
  }

  @Test
  void races_inAnyOrder_comeToWhatIsAllowed() throws Exception {
    Path results = Files.createDirectories(Path.of("target", "jcstress"));
    Process process =
        new ProcessBuilder(command(System.getProperty("llsocket.stress", "short")))
            .directory(results.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    for (Class<?> race : FdStateRaces.class.getDeclaredClasses()) {
      if (race.getSimpleName().startsWith("Use")) { // the others take more processors, or are none
        assertThat(output).contains("[OK] " + race.getName().replace('$', '.'));
      }
    }
  }
}
