package org.llsocket.lua.socket;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.lua.Arguments;

/** The body of a Lua function, independent of its return values. */
@FunctionalInterface
public interface Operation {
  /**
   * Runs the operation.
   *
   * @return a value, null for none; or an {@link Outcome}
   * @throws org.llsocket.ErrnoException if the kernel refuses
   */
  @Nullable Object run(Arguments args) throws IOException;

  /** A failure before any system call. Its call is named {@code send_lua}, as in the C module. */
  static ErrnoException refused(Arguments args, Errno errno, String why) {
    return new ErrnoException(errno, args.name() + "_lua", why);
  }
}
