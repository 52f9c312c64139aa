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
import org.llsocket.poll.Epoll;

/**
 * Fails the run if it leaves a socket, a pipe, an epoll or a deleted file open. The descriptors
 * that were open before the first class with this extension are compared with those that are open
 * after the last test of all.
 */
@SuppressWarnings("exports") // of a test
public final class LeakCheck implements BeforeAllCallback {
  /** A guard: the library's poller closes its epolls 200 ms after the last descriptor. */
  private static final Duration LIMIT = Duration.ofMinutes(1);

  public LeakCheck() {}

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .computeIfAbsent(Before.class, key -> new Before(openAfterStart()), Before.class);
  }

  /** Opens first what the library and the JDK keep as long as the process lives, if it is used. */
  private static Set<String> openAfterStart() {
    try (Epoll<Object> library = Epoll.open()) {
      var jdk = java.nio.channels.Pipe.open();
      jdk.sink().close();
      jdk.source().close();
      library.wakeup();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return open();
  }

  private record Before(Set<String> descriptors) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      long end = System.nanoTime() + LIMIT.toNanos();
      Set<String> left = left();
      while (!left.isEmpty() && System.nanoTime() < end) {
        System.gc(); // runs the cleaners of the JDK
        left = left();
      }
      if (!left.isEmpty()) {
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
