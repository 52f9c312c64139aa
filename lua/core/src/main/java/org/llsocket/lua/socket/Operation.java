package org.llsocket.lua.socket;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.llsocket.lua.Arguments;

/** What a function does, apart from how it tells of it. */
@FunctionalInterface
public interface Operation {
  /**
   * Does it.
   *
   * @return a value, null for none; or an {@link Outcome}
   * @throws org.llsocket.ErrnoException if the kernel refuses
   */
  @Nullable Object run(Arguments args) throws IOException;
}
