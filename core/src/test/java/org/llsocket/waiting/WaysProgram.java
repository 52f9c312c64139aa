package org.llsocket.waiting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Waiter;

/**
 * Has a virtual thread wait in each row, on the only carrier, and checks whether another gets its
 * turn: {@code PARKS} or {@code PLATFORM} and the row, or {@code HOLDS}. Arguments: a directory,
 * and from which row on. Once the carrier is lost it ends.
 */
final class WaysProgram {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private WaysProgram() {}

  public static void main(String[] args) throws Exception {
    Path directory = Files.createTempDirectory(Path.of(args[0]), "ways");
    List<WaysRow> rows = WaysRow.all();
    for (WaysRow row : rows.subList(Integer.parseInt(args[1]), rows.size())) {
      if (!run(row, directory)) {
        System.out.println("HOLDS " + row.name());
        System.out.flush();
        Runtime.getRuntime().halt(0); // the rest is for another process
      }
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path each : files.toList()) {
        Files.delete(each);
      }
    }
    Files.delete(directory);
    System.out.println("all");
  }

  private static boolean run(WaysRow row, Path directory) throws IOException {
    WaitKind.Setup setup = row.preparation().in(directory);
    Waiter waiter = Waiter.start(true, setup.call());
    if (!othersRun()) {
      return false;
    }
    Blocked.until(
        row.name(), () -> waiter.isDone() || (waiter.isParked() && !waiter.preparesAFile()));
    if (!othersRun()) {
      return false;
    }
    if (waiter.isDone()) {
      throw new AssertionError(row.name() + " did not wait: " + waiter.end());
    }
    System.out.println((waiter.isOffloaded() ? "PLATFORM " : "PARKS ") + row.name());
    setup.close();
    Waiter.End _ = waiter.endWithin(LIMIT);
    return true;
  }

  private static boolean othersRun() {
    var ran = new CountDownLatch(1);
    Thread.startVirtualThread(ran::countDown);
    try {
      return ran.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
