package org.llsocket.nio.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A database of a test's own, in a temporary directory. Databases refuse to run as root, so root
 * becomes another user for them.
 */
public final class DatabaseServer implements AutoCloseable {
  private static final long LIMIT_SECONDS = 120;

  private final Path directory;
  private final List<String> asUser;
  private final Path log;
  private Process process;

  /**
   * A server that is not started yet.
   *
   * @param user whom root becomes
   */
  public DatabaseServer(String user) throws IOException {
    directory =
        Files.createTempDirectory(
            "llsocket-db",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwxrwx")));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    log = directory.resolve("log");
    boolean root = System.getProperty("user.name").equals("root");
    asUser =
        root
            ? List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups", "--")
            : List.of();
  }

  /** A file in the directory of this server. */
  public Path file(String name) {
    return directory.resolve(name);
  }

  /** Runs a program to its end. */
  public void run(String... command) {
    String _ = ChildProgram.output(command(command));
  }

  /** Starts the server, and waits until {@code ready} does not throw any more. */
  public void start(Ready ready, String... command) throws Exception {
    process =
        new ProcessBuilder(command(command))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (true) {
      try {
        ready.run();
        return;
      } catch (Exception e) {
        if (!process.isAlive() || System.nanoTime() > end) {
          throw new IllegalStateException("the server does not start: " + Files.readString(log), e);
        }
        LockSupport.parkNanos(20_000_000);
      }
    }
  }

  /** Uses the server. */
  @FunctionalInterface
  public interface Ready {
    void run() throws Exception;
  }

  private List<String> command(String... command) {
    List<String> all = new ArrayList<>(asUser);
    all.addAll(List.of(command));
    return all;
  }

  /** Stops the server and deletes its files. */
  @Override
  public void close() throws IOException {
    if (process != null) {
      process.destroy();
      try {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
    try (Stream<Path> files = Files.walk(directory)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(file -> {
            try {
              Files.delete(file);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
