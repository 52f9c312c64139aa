package org.llsocket.cli.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The machine and this process, from system properties and proc(5). */
public final class SystemInfo {
  private SystemInfo() {}

  /** {@code llsocket 0.1.0 on Linux 6.18 amd64, Java 25.0.3}. */
  public static String summary() {
    return "llsocket "
        + Version.number()
        + " on "
        + operatingSystem()
        + ", Java "
        + System.getProperty("java.version");
  }

  /** {@code Linux 6.18 amd64}. */
  public static String operatingSystem() {
    return System.getProperty("os.name")
        + " "
        + System.getProperty("os.version")
        + " "
        + System.getProperty("os.arch");
  }

  /** Whether this is Linux of a release, such as {@code 6.15}, or newer. */
  public static boolean isLinuxSince(String release) {
    String running = System.getProperty("os.version");
    return Arrays.compare(numbers(running), numbers(release)) >= 0;
  }

  /** The numbers of a release: {@code 6, 1, 0} of {@code 6.1.0-50-cloud-amd64}. */
  private static int[] numbers(String release) {
    return Pattern.compile("\\d+")
        .matcher(release.split("-", 2)[0])
        .results()
        .mapToInt(number -> Integer.parseInt(number.group()))
        .toArray();
  }

  /** The effective group ID of this process and its supplementary ones, separated by spaces. */
  public static String groups() {
    String effective = status("Gid").map(text -> text.split("\\s+", -1)[1]).orElse("unknown");
    return status("Groups")
        .map(others -> (effective + " " + others).strip().replaceAll("\\s+", " "))
        .orElse(effective);
  }

  /** A file below /proc/sys, on one line; empty if it does not exist. */
  public static Optional<String> sysctl(String file) {
    return read("/proc/sys/" + file).map(value -> value.strip().replaceAll("\\s+", " "));
  }

  /** A field of /proc/self/status. */
  public static Optional<String> status(String field) {
    return lines("/proc/self/status")
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.substring(field.length() + 1).strip())
        .findFirst();
  }

  /** The lines of a text file; none if it cannot be read. */
  public static Stream<String> lines(String file) {
    return read(file).stream().flatMap(String::lines);
  }

  private static Optional<String> read(String file) {
    // One large read: a file of /proc may be inconsistent when it is read in pieces.
    try (var in = new FileInputStream(file)) {
      return Optional.of(new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
