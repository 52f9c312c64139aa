package org.llsocket.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.Main;

/** Has jcstress run the races; {@code -Dllsocket.stress} says how long. */
class RacesTest {
  @Test
  void races_anyOrder_onlyWhatIsAllowed() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "-m",
                System.getProperty("llsocket.stress"),
                "-r",
                Path.of("target", "jcstress").toString(),
                "-v")
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    System.out.println(told);
    assertThat(process.waitFor()).as(told).isZero();
  }
}
