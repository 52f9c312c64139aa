package org.llsocket.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.llsocket.AF;
import org.llsocket.IPPROTO;
import org.llsocket.SOCK;
import org.llsocket.Socket;

/**
 * A feature of the machine that a test needs. {@link #require} skips the test with the reason if
 * the machine lacks it, and fails the test if the build expects it: the system property {@code
 * llsocket.capabilities.strict} and the environment variable {@code LLSOCKET_EXPECT} list expected
 * capabilities, separated by commas, or {@code true} for all.
 */
public final class Capability {
  /** An ICMP socket, datagram or raw. */
  public static final Capability ICMP =
      new Capability(
          "ICMP",
          "this user may not open an ICMP socket",
          () -> opens(SOCK.DGRAM) || opens(SOCK.RAW));

  /** Network namespaces for any user, and the programs to set them up: see {@link Network}. */
  public static final Capability NETWORKS =
      new Capability(
          "NETWORKS",
          "unshare(1), nsenter(1), setpriv(1) and ip(8) cannot set up two network namespaces",
          () -> works(Network.ROUTED.command(Network.UNPRIVILEGED, List.of("true"))));

  /** A child process that SIGINT ends, even if this process ignores the signal. */
  public static final Capability SIGINT =
      new Capability(
          "SIGINT",
          "env(1) has no --default-signal",
          () -> works(List.of("env", "--default-signal=INT", "true")));

  private final String name;
  private final String lack;
  private final BooleanSupplier probe;
  private @Nullable Boolean present;

  private Capability(String name, String lack, BooleanSupplier probe) {
    this.name = name;
    this.lack = lack;
    this.probe = probe;
  }

  /** What one test alone needs; {@code lack} says what is missing. */
  public static Capability named(String name, String lack, BooleanSupplier probe) {
    return new Capability(name, lack, probe);
  }

  /**
   * A program on the PATH, or at an absolute path. The build expects all of them as {@code
   * PROGRAMS}.
   */
  public static Capability program(String program) {
    return new Capability(
        "PROGRAMS",
        program + " is not installed",
        () ->
            Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(program))));
  }

  private static boolean opens(SOCK type) {
    try (Socket socket = Socket.open(AF.INET, type, IPPROTO.ICMP)) {
      return socket.isOpen();
    } catch (IOException unsupported) {
      return false;
    }
  }

  private static boolean works(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(Shell.DEADLINE.toSeconds(), TimeUnit.SECONDS);
      process.destroyForcibly();
      return ended && process.exitValue() == 0;
    } catch (IOException unsupported) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Skips the test, or fails it, if the machine lacks this. */
  public synchronized void require() {
    if (present == null) {
      present = probe.getAsBoolean();
    }
    if (present) {
      return;
    }
    String reason = name + " is missing: " + lack;
    if (isExpected(System.getProperty("llsocket.capabilities.strict"))
        || isExpected(System.getenv("LLSOCKET_EXPECT"))) {
      Assertions.fail(reason);
    }
    Assumptions.abort(reason);
  }

  private boolean isExpected(@Nullable String list) {
    return list != null
        && Stream.of(list.split(",", -1))
            .map(String::strip)
            .anyMatch(word -> word.equals("true") || word.equals(name));
  }
}
