package org.llsocket.cli.socket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.llsocket.SockAddr;

/** The file that was created by binding a Unix socket. */
public final class BoundPath {
  private final @Nullable Path path;
  private final @Nullable Object key;

  /** The file of an address that has just been bound; none if the address has no path. */
  public BoundPath(SockAddr bound) throws IOException {
    @Nullable String name = bound.path();
    path = name == null ? null : Path.of(name).toAbsolutePath();
    key = path == null ? null : key(path);
  }

  private static @Nullable Object key(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  /** Removes the file, unless another file has taken its place. */
  public void remove() {
    try {
      if (path != null && key != null && key.equals(key(path))) {
        Files.delete(path);
      }
    } catch (IOException e) {
      // The file is already gone.
    }
  }
}
