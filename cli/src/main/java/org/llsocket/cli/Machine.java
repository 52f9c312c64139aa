package org.llsocket.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the command runs on, as the JDK and /proc tell. */
final class Machine {
  private static final String SECTION = "Machine";
  private static final String LIMITS = "Limits";
  private static final List<String> SETTINGS =
      List.of(
          "fs/nr_open",
          "net/core/somaxconn",
          "net/core/rmem_default",
          "net/core/rmem_max",
          "net/core/wmem_default",
          "net/core/wmem_max",
          "net/core/optmem_max",
          "net/ipv4/ip_local_port_range",
          "net/ipv4/ip_unprivileged_port_start",
          "net/ipv4/ping_group_range",
          "net/ipv4/tcp_rmem",
          "net/ipv4/tcp_wmem",
          "net/ipv4/tcp_congestion_control",
          "net/ipv4/tcp_available_congestion_control",
          "net/ipv4/tcp_fastopen",
          "net/ipv4/tcp_max_syn_backlog",
          "net/unix/max_dgram_qlen",
          "kernel/io_uring_disabled");

  private static final Map<Integer, String> CAPABILITIES =
      new TreeMap<>(Map.of(10, "CAP_NET_BIND_SERVICE", 12, "CAP_NET_ADMIN", 13, "CAP_NET_RAW"));

  private Machine() {}

  /** {@code llsocket 0.1.0 on Linux 6.18 amd64, Java 25.0.3}. */
  static String line() {
    return "llsocket "
        + Main.Version.number()
        + " on "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.version")
        + " "
        + System.getProperty("os.arch")
        + ", Java "
        + System.getProperty("java.version");
  }

  static List<Finding> findings() {
    List<Finding> all = new ArrayList<>();
    all.add(Finding.value(SECTION, "llsocket", Main.Version.number()));
    all.add(
        Finding.value(
            SECTION,
            "system",
            System.getProperty("os.name")
                + " "
                + System.getProperty("os.version")
                + " "
                + System.getProperty("os.arch")));
    all.add(
        Finding.value(
            SECTION,
            "Java",
            System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version")));
    all.add(Finding.value(SECTION, "C library", cLibrary()));
    all.add(Finding.value(SECTION, "user", user()));
    all.add(Finding.value(SECTION, "capabilities", capabilities()));
    limit("Max open files").ifPresent(value -> all.add(Finding.value(LIMITS, "open files", value)));
    limit("Max locked memory")
        .ifPresent(value -> all.add(Finding.value(LIMITS, "locked memory", value)));
    for (String setting : SETTINGS) {
      String name = setting.replace('/', '.');
      read("/proc/sys/" + setting)
          .ifPresent(_ -> all.add(Finding.value(LIMITS, name, setting(setting))));
    }
    return all;
  }

  /** The file of the C library that this process has loaded. */
  private static String cLibrary() {
    Pattern library = Pattern.compile("\\S*/(?:libc\\.so\\S*|libc-\\S*\\.so|ld-musl\\S*)");
    Matcher matcher = library.matcher(read("/proc/self/maps").orElse(""));
    if (!matcher.find()) {
      return "unknown";
    }
    return (matcher.group().contains("musl") ? "musl, " : "glibc, ") + matcher.group();
  }

  private static String user() {
    String ids = status("Uid").map(text -> text.split("\\s+", -1)[0]).orElse("unknown");
    return System.getProperty("user.name") + ", uid " + ids;
  }

  /** The numbers of all groups of this process, with spaces between them. */
  static String groups() {
    String effective = status("Gid").map(text -> text.split("\\s+", -1)[1]).orElse("unknown");
    return status("Groups")
        .map(others -> (effective + " " + others).strip().replaceAll("\\s+", " "))
        .orElse(effective);
  }

  /** A file below /proc/sys, on one line; {@code unknown} where it is not there. */
  static String setting(String file) {
    return read("/proc/sys/" + file)
        .map(value -> value.strip().replaceAll("\\s+", " "))
        .orElse("unknown");
  }

  /** Those of capabilities(7) that socket calls ask for. */
  private static String capabilities() {
    long held = status("CapEff").map(hex -> Long.parseUnsignedLong(hex, 16)).orElse(0L);
    String names =
        CAPABILITIES.entrySet().stream()
            .filter(each -> (held >>> each.getKey() & 1) != 0)
            .map(Map.Entry::getValue)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "none for sockets" : names;
  }

  private static Optional<String> status(String field) {
    return lines("/proc/self/status")
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.substring(field.length() + 1).strip())
        .findFirst();
  }

  private static Optional<String> limit(String name) {
    return lines("/proc/self/limits")
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip().split("\\s+", -1))
        .map(words ->
            words[0] + " now, " + words[1] + " at most " + (words.length > 2 ? words[2] : ""))
        .findFirst();
  }

  private static Stream<String> lines(String file) {
    return read(file).stream().flatMap(String::lines);
  }

  private static Optional<String> read(String file) {
    try (var in = new FileInputStream(file)) { // in large reads: files of /proc give all or nothing
      return Optional.of(new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
