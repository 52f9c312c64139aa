package org.llsocket.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.llsocket.bench.subject.Peer;

/** The hardware and the software of a run. */
final class Machine {
  private Machine() {}

  static Map<String, String> describe(Path home) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("processor", processor());
    all.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    all.put(
        "kernel",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"));
    all.put("cc", said("cc", "--version"));
    all.put("libc", said("getconf", "GNU_LIBC_VERSION"));
    all.put(
        "java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    Peer.ALL.forEach(each -> all.put(each.name(), each.version()));
    all.put("commit", said("git", "-C", home.toString(), "describe", "--always", "--dirty"));
    return all;
  }

  private static String processor() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(each -> each.startsWith("model name"))
          .map(each -> each.substring(each.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException _) {
      return "unknown";
    }
  }

  private static String said(String... command) {
    try {
      return LineProcess.toEnd(List.of(command)).lines().findFirst().orElse("unknown");
    } catch (IOException _) {
      return "unknown";
    }
  }
}
