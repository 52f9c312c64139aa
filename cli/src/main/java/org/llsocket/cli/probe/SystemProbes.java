package org.llsocket.cli.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.llsocket.cli.process.SystemInfo;
import org.llsocket.cli.process.Version;

/** The machine, the process and their limits. */
final class SystemProbes {
  private static final String SECTION = "System";
  private static final String LIMITS = "Limits";
  private static final List<String> SYSCTLS =
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
  private static final Pattern C_LIBRARY =
      Pattern.compile("\\S*/(?:libc\\.so\\S*|libc-\\S*\\.so|ld-musl\\S*)");

  private SystemProbes() {}

  static List<ProbeResult> results() {
    List<ProbeResult> all = new ArrayList<>();
    all.add(ProbeResult.value(SECTION, "llsocket", Version.number()));
    all.add(ProbeResult.value(SECTION, "operating system", SystemInfo.operatingSystem()));
    all.add(
        ProbeResult.value(
            SECTION,
            "Java",
            System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version")));
    all.add(ProbeResult.value(SECTION, "C library", cLibrary()));
    all.add(ProbeResult.value(SECTION, "user", user()));
    all.add(ProbeResult.value(SECTION, "capabilities", capabilities()));
    limit("Max open files")
        .ifPresent(value -> all.add(ProbeResult.value(LIMITS, "open files", value)));
    limit("Max locked memory")
        .ifPresent(value -> all.add(ProbeResult.value(LIMITS, "locked memory", value)));
    for (String file : SYSCTLS) {
      SystemInfo.sysctl(file)
          .ifPresent(value -> all.add(ProbeResult.value(LIMITS, file.replace('/', '.'), value)));
    }
    return all;
  }

  /** The file of the C library that this process has loaded. */
  private static String cLibrary() {
    return SystemInfo.lines("/proc/self/maps")
        .map(C_LIBRARY::matcher)
        .filter(Matcher::find)
        .findFirst()
        .map(matcher -> (matcher.group().contains("musl") ? "musl, " : "glibc, ") + matcher.group())
        .orElse("unknown");
  }

  private static String user() {
    String uid = SystemInfo.status("Uid").map(text -> text.split("\\s+", -1)[0]).orElse("unknown");
    return System.getProperty("user.name") + ", uid " + uid;
  }

  /** The effective capabilities(7) that socket calls check. */
  private static String capabilities() {
    long held = SystemInfo.status("CapEff").map(hex -> Long.parseUnsignedLong(hex, 16)).orElse(0L);
    String names =
        CAPABILITIES.entrySet().stream()
            .filter(each -> (held >>> each.getKey() & 1) != 0)
            .map(Map.Entry::getValue)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "none for sockets" : names;
  }

  /** A line of /proc/self/limits: name, soft limit, hard limit, unit. */
  private static Optional<String> limit(String name) {
    return SystemInfo.lines("/proc/self/limits")
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip().split("\\s+", -1))
        .map(words -> limit(words[0], words[1], words.length > 2 ? words[2] : ""))
        .findFirst();
  }

  private static String limit(String soft, String hard, String unit) {
    return "soft limit " + limit(soft, unit) + ", hard limit " + limit(hard, unit);
  }

  private static String limit(String value, String unit) {
    return unit.equals("bytes") && !value.equals("unlimited") ? value + " bytes" : value;
  }
}
