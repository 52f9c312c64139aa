package org.llsocket.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.llsocket.SockAddr;

/** The file that binding a Unix socket has made; removed only while it is that very file. */
final class UnixPath {
  private final @Nullable Path path;
  private final @Nullable Object key;

  /** The file of an address just bound; nothing for addresses without a file. */
  UnixPath(SockAddr bound) throws IOException {
    @Nullable String name = bound.path();
    path = name == null ? null : Path.of(name).toAbsolutePath();
    key = path == null ? null : key(path);
  }

  private static @Nullable Object key(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  void remove() {
    try {
      if (path != null && key != null && key.equals(key(path))) {
        Files.delete(path);
      }
    } catch (IOException e) {
      // Somebody else has removed it.
    }
  }
}
