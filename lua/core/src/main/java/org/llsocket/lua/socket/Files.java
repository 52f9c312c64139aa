package org.llsocket.lua.socket;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.lua.Arguments;

/** Files to send. */
public final class Files {
  private Files() {}

  /** {@code llsocket.open(path)}: a file open for reading. */
  public static Object open(Arguments args) throws IOException {
    String path = args.text(1);
    try {
      return new LuaFile(Descriptor.openFile(Path.of(path)));
    } catch (InvalidPathException _) {
      throw new ErrnoException(Errno.EINVAL, "open", "a NUL in the path");
    }
  }

  /** {@code file:fd()}: -1 if closed. */
  public static Object fd(Arguments args) {
    return self(args).fd();
  }

  /** {@code file:close()}: may be repeated. */
  public static @Nullable Object close(Arguments args) throws IOException {
    self(args).close();
    return null;
  }

  private static Descriptor self(Arguments args) {
    return args.self(LuaFile.class).descriptor;
  }
}
