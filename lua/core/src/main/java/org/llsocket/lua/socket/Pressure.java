package org.llsocket.lua.socket;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.llsocket.AddrInfoException;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.Socket;
import org.llsocket.lua.Arguments;

/** Where there are no descriptors left, those that scripts have forgotten are given back. */
public final class Pressure {
  private static final int COLLECTIONS = 2;

  private Pressure() {}

  /**
   * Runs an operation, and again after a collection if there was no descriptor for it: twice at
   * most, for what a script has just let go may still be on a stack.
   */
  public static @Nullable Object run(Operation operation, Arguments args) throws IOException {
    for (int collections = 0; ; collections++) {
      try {
        return operation.run(args);
      } catch (ErrnoException | AddrInfoException e) {
        if (!isShort(e) || collections == COLLECTIONS || !args.state().collect()) {
          throw e;
        }
      }
    }
  }

  /**
   * Sees to it that there is a number for a descriptor that comes with a message: the kernel drops
   * one that finds none, without an error.
   */
  static void spare(Arguments args) throws IOException {
    try {
      Object _ =
          run(
              self -> {
                try (Socket _ = Sockets.self(self).socket.dup()) {
                  return null;
                }
              },
              args);
    } catch (ErrnoException e) {
      if (!isShort(e)) {
        throw e;
      }
    }
  }

  private static boolean isShort(IOException e) {
    Errno errno =
        switch (e) {
          case ErrnoException failure -> failure.errno();
          case AddrInfoException lookup -> lookup.errno();
          default -> null;
        };
    return Errno.EMFILE.equals(errno) || Errno.ENFILE.equals(errno);
  }
}
