package org.llsocket.nio;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The sockets that this process has open. */
final class OpenSockets {
  private OpenSockets() {}

  /** A name for each, with the number that the kernel gave it. */
  static List<String> all() throws IOException {
    List<String> all = new ArrayList<>();
    try (DirectoryStream<Path> links = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path link : links) {
        String target = target(link);
        if (target.startsWith("socket:")) {
          all.add(target);
        }
      }
    }
    Collections.sort(all);
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
