package org.llsocket.cli.lua;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.llsocket.cli.Program;
import org.llsocket.cli.Shell;

/** {@code llsocket lua} in a JVM of its own. */
final class LuaProcess {
  private LuaProcess() {}

  /** The command {@code lua}. */
  static ProcessBuilder command(String... args) {
    return command(Path.of(""), args);
  }

  /** The command {@code lua} with one more folder on its class path. */
  static ProcessBuilder command(Path folder, String... args) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                Objects.requireNonNullElse(System.getProperty("jdk.module.path"), "")
                    + File.pathSeparator
                    + System.getProperty("java.class.path")
                    + File.pathSeparator
                    + folder,
                "org.llsocket.cli.Main",
                "lua"));
    command.addAll(List.of(args));
    return new ProcessBuilder(command);
  }

  /** A process that has exited. */
  record Ended(int status, String out, String err) {
    /** Runs a command with this input to its end. */
    static Ended of(ProcessBuilder command, String input) throws Exception {
      Path err = Files.createTempFile("err", "");
      try {
        Process process = Program.limited(command.redirectError(err.toFile()).start());
        try (var stdin = process.getOutputStream()) {
          stdin.write(input.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
          assertThat(e).hasMessageContaining("pipe"); // the process does not read its input
        }
        String out =
            new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(process.waitFor(Shell.DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), out, Files.readString(err));
      } finally {
        Files.delete(err);
      }
    }
  }
}
