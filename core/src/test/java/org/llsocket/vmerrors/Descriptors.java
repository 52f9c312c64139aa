package org.llsocket.vmerrors;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** Which descriptors this process has open; used by one thread at a time. */
final class Descriptors {
  private static final File OPEN = new File("/proc/self/fd");
  private static final long PATIENCE_NANOS = 50_000_000;

  private Map<String, String> known;
  private int count;

  Descriptors() {
    known = list();
    count = count();
  }

  /** How many, with that of the directory itself. */
  private static int count() {
    return Objects.requireNonNull(OPEN.list()).length;
  }

  /** The target of each fd. */
  private static Map<String, String> list() {
    Map<String, String> all = new TreeMap<>();
    for (String number : Objects.requireNonNull(OPEN.list())) {
      String target = target(number);
      if (!target.isEmpty()) {
        all.put(number, target);
      }
    }
    return all;
  }

  /** Empty for the directory that was listed. */
  private static String target(String number) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/fd", number)).toString();
    } catch (IOException closed) {
      return "";
    }
  }

  /** Its own files, some of which it opens late, and the files in /proc that the library reads. */
  private static boolean isOfTheJdk(String target) {
    return target.startsWith(System.getProperty("java.home")) || target.startsWith("/proc/");
  }

  /** Counts the descriptors that may stay open. */
  void begin() {
    count = count();
  }

  /** What is open since {@link #begin}, once that does not change any more. */
  List<String> left() {
    List<String> left = new ArrayList<>();
    if (isMore()) {
      Map<String, String> now = list();
      now.forEach((number, target) -> {
        if (!target.equals(known.get(number)) && !isOfTheJdk(target)) {
          left.add(target);
        }
      });
      known = now;
    }
    return left;
  }

  /** Whether there are more than at {@link #begin}, and stay. */
  boolean isMore() {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (count() > count && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
    return count() > count;
  }
}
