package org.llsocket.lua.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.llsocket.Descriptor;
import org.llsocket.ErrnoException;

/** The userdata {@code llsocket.file}: a file opened for {@code sendfile}. */
public final class LuaFile {
  final Descriptor descriptor;

  LuaFile(Descriptor descriptor) {
    this.descriptor = descriptor;
  }

  /** Closes a file that Lua holds no longer. */
  void end() {
    try {
      descriptor.close();
    } catch (ErrnoException _) {
      // The number is free again whatever close(2) says, and nobody is there to be told.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
