package org.llsocket;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails the run where it leaves sockets, pipes, or deleted files open: what was open before the
 * first class that names this extension is compared with what is open after the last test of all.
 */
@SuppressWarnings("exports") // of a test
public final class LeakCheck implements BeforeAllCallback {
  /**
   * The library's own dead file, and the JDK's for channels: sockets of one end each that live as
   * long as the process; and the two epolls of the library's poller.
   */
  private static final int KEPT = 4;

  public LeakCheck() {}

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .computeIfAbsent(Before.class, key -> new Before(open()), Before.class);
  }

  private record Before(Set<String> descriptors) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
      Set<String> left = left();
      while (left.size() > KEPT && System.nanoTime() < end) {
        System.gc(); // ends what the JDK leaves to its cleaners
        left = left();
      }
      if (left.size() > KEPT) {
        throw new AssertionError("the tests left open: " + left);
      }
    }

    private Set<String> left() {
      Set<String> left = open();
      left.removeAll(descriptors);
      return left;
    }
  }

  private static Set<String> open() {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      Set<String> targets = new TreeSet<>();
      for (Path each : all) {
        String target = target(each);
        if (target.startsWith("socket:")
            || target.startsWith("pipe:")
            || target.startsWith("anon_inode:")
            || target.endsWith(" (deleted)")) {
          targets.add(target.startsWith("anon_inode:") ? target + each.getFileName() : target);
        }
      }
      return targets;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closed) {
      return "";
    }
  }
}
