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

  /** Closes a file that Lua has collected. */
  void end() {
    try {
      descriptor.close();
    } catch (ErrnoException _) {
      // close(2) frees the descriptor even when it fails, and there is no caller to report to
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
