package org.llsocket.nio;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Runs every scenario on our provider, and prints the descriptors that are open afterwards. */
public final class ChannelLeakProgram {
  /** What the poller of the library keeps for a moment after its last descriptor. */
  private static final long LIMIT = TimeUnit.SECONDS.toNanos(60);

  private ChannelLeakProgram() {}

  /** Prints {@code left []}. */
  public static void main(String[] args) throws Exception {
    runAll();
    Set<String> kept = open(); // files that are opened once for the process
    runAll();
    long end = System.nanoTime() + LIMIT;
    Set<String> left = left(kept);
    while (!left.isEmpty() && System.nanoTime() < end) {
      Thread.onSpinWait();
      left = left(kept);
    }
    System.out.println("left " + left);
  }

  private static void runAll() throws Exception {
    List<ChannelScenario> all = new ArrayList<>(StreamChannelScenarios.all());
    all.addAll(DatagramChannelScenarios.all());
    all.addAll(SelectorScenarios.all());
    all.addAll(WaitingScenarios.all());
    for (ChannelScenario scenario : all) {
      scenario.on(LlsocketProvider.instance());
    }
  }

  private static Set<String> left(Set<String> kept) throws IOException {
    Set<String> left = open();
    left.removeAll(kept);
    return left;
  }

  /** The sockets and pipes, and the epolls by their fd: an epoll has no number of its own. */
  private static Set<String> open() throws IOException {
    Set<String> all = new TreeSet<>();
    try (DirectoryStream<Path> links = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path link : links) {
        String target = target(link);
        if (target.startsWith("socket:") || target.startsWith("pipe:")) {
          all.add(target);
        } else if (target.startsWith("anon_inode:")) {
          all.add(target + link.getFileName());
        }
      }
    }
    return all;
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closed) {
      return "";
    }
  }
}
