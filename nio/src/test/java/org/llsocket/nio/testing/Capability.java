package org.llsocket.nio.testing;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.VMADDR;
import org.llsocket.family.SockaddrVm;

/**
 * What a test needs of the machine beyond a JDK. A test that calls {@link #require} is skipped with
 * the reason if the machine lacks it, and fails if the build promised it: the system property
 * {@code llsocket.capabilities.strict} and the environment variable {@code LLSOCKET_EXPECT} list
 * promised capabilities with commas between them, {@code true} for all.
 */
public final class Capability {
  /** PostgreSQL's server: Debian's package postgresql. */
  public static final Capability POSTGRESQL =
      new Capability(
          "POSTGRESQL",
          "no initdb in PATH or /usr/lib/postgresql/*/bin",
          () -> postgres("initdb") != null);

  /** MariaDB's server: Debian's package mariadb-server. */
  public static final Capability MARIADB =
      new Capability(
          "MARIADB", "no mariadb-install-db in PATH", () -> inPath("mariadb-install-db") != null);

  /** A program that starts services with sockets: Debian's package systemd. */
  public static final Capability SYSTEMD_SOCKET_ACTIVATE =
      new Capability(
          "SYSTEMD_SOCKET_ACTIVATE",
          "no systemd-socket-activate in PATH",
          () -> inPath("systemd-socket-activate") != null);

  /** Streams between sockets of this machine's AF_VSOCK. */
  public static final Capability VSOCK_LOOPBACK =
      new Capability(
          "VSOCK_LOOPBACK",
          "no vsock connects to VMADDR_CID_LOCAL: the module vsock_loopback is missing",
          Capability::connectsVsock);

  /** Sockets of AF_VSOCK, which may be bound. */
  public static final Capability VSOCK =
      new Capability("VSOCK", "no socket of AF_VSOCK can be bound", Capability::bindsVsock);

  private final String name;
  private final String lack;
  private final BooleanSupplier probe;

  private Capability(String name, String lack, BooleanSupplier probe) {
    this.name = name;
    this.lack = lack;
    this.probe = probe;
  }

  /** Ends the test here if the machine lacks it. */
  public void require() {
    if (probe.getAsBoolean()) {
      return;
    }
    String reason = name + " is missing: " + lack;
    if (promised(System.getProperty("llsocket.capabilities.strict"))
        || promised(System.getenv("LLSOCKET_EXPECT"))) {
      Assertions.fail(reason);
    }
    Assumptions.abort(reason);
  }

  private static boolean bindsVsock() {
    try (Socket listener = vsockListener()) {
      return listener.isOpen();
    } catch (IOException lacking) {
      return false;
    }
  }

  private static boolean connectsVsock() {
    try (Socket listener = vsockListener();
        Socket socket = Socket.open(AF.VSOCK, SOCK.STREAM)) {
      int port = listener.getsockname().as(SockaddrVm.class).port();
      return socket.connect(SockAddr.vsock(VMADDR.CID_LOCAL, port)) == 0;
    } catch (IOException lacking) {
      return false;
    }
  }

  private static Socket vsockListener() throws IOException {
    Socket listener = Socket.open(AF.VSOCK, SOCK.STREAM);
    boolean complete = false;
    try {
      listener.bind(SockAddr.vsock(VMADDR.CID_ANY, VMADDR.PORT_ANY));
      listener.listen();
      complete = true;
      return listener;
    } finally {
      if (!complete) {
        listener.close();
      }
    }
  }

  private boolean promised(@Nullable String list) {
    return list != null
        && Arrays.stream(list.split(",", -1))
            .map(String::strip)
            .anyMatch(word -> word.equals("true") || word.equals(name));
  }

  /** A program of PostgreSQL's server, which Debian keeps out of PATH; null if there is none. */
  public static @Nullable Path postgres(String program) {
    Path found = inPath(program);
    if (found != null) {
      return found;
    }
    try (DirectoryStream<Path> releases =
        Files.newDirectoryStream(Path.of("/usr/lib/postgresql"))) {
      for (Path release : releases) {
        Path file = release.resolve("bin").resolve(program);
        if (Files.isExecutable(file)) {
          return file;
        }
      }
      return null;
    } catch (IOException e) {
      return null;
    }
  }

  /** A program; null if there is none. */
  public static @Nullable Path inPath(String program) {
    List<String> directories = List.of(System.getenv("PATH").split(":", -1));
    return Stream.concat(directories.stream(), Stream.of("/usr/sbin", "/usr/local/bin"))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }
}
