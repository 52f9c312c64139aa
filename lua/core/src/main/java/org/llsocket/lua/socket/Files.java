package org.llsocket.lua.socket;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.lua.Call;

/** Files to send. */
public final class Files {
  private Files() {}

  /** {@code llsocket.open(path)}: a file open for reading. */
  public static Object open(Call call) throws IOException {
    String path = call.text(1);
    try {
      return new LuaFile(Descriptor.open(Path.of(path)));
    } catch (InvalidPathException _) {
      throw new ErrnoException(Errno.EINVAL, "open", "a NUL in the path");
    }
  }

  /** {@code file:fd()}: -1 when closed. */
  public static Object fd(Call call) {
    return self(call).fd();
  }

  /** {@code file:close()}: twice is no error. */
  public static @Nullable Object close(Call call) throws IOException {
    self(call).close();
    return null;
  }

  private static Descriptor self(Call call) {
    return call.self(LuaFile.class).descriptor;
  }
}
