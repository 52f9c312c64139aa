package org.llsocket.lua.socket;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.llsocket.AddrInfoException;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.Socket;
import org.llsocket.lua.Arguments;

/** Frees the descriptors of unreachable sockets when the process has run out of descriptors. */
public final class Pressure {
  private static final int COLLECTIONS = 2;

  private Pressure() {}

  /**
   * Runs an operation, and repeats it after a collection if it failed with EMFILE or ENFILE: twice
   * at most, because a value that a script has just dropped may still be on a stack.
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
   * Ensures that a free descriptor is available before a message is received: the kernel silently
   * drops a received descriptor if there is none.
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
