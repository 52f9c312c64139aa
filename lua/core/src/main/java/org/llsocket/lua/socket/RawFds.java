package org.llsocket.lua.socket;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.SHUT;
import org.llsocket.Socket;
import org.llsocket.lua.Arguments;

/** Functions on raw descriptors: wrapping, unwrapping, and calls without a socket object. */
public final class RawFds {
  private RawFds() {}

  /** {@code socket.wrap(fd, nonblock)}: the object owns the descriptor from now on. */
  @SuppressWarnings("MustBeClosed") // Lua closes it
  public static Object wrap(Arguments args) throws IOException {
    int fd = args.cInt(1);
    boolean nonblock = args.bool(2, false);
    Socket socket = Socket.adopt(BorrowedFd.checked(fd, "getsockname"));
    try {
      if (nonblock) {
        socket.nonblock(true);
      }
      return new LuaSocket(socket, socket.protocol(), Sockets.NOWHERE);
    } catch (IOException e) {
      int _ = socket.detach();
      throw e;
    }
  }

  /** {@code sock:unwrap()}: the descriptor, which the script owns from now on; -1 if closed. */
  public static Object unwrap(Arguments args) throws IOException {
    LuaSocket self = Sockets.self(args);
    if (!self.socket.isOpen()) {
      return -1;
    }
    self.gcFunctions.run();
    return self.socket.detach();
  }

  /** {@code sock:acceptfd()}: like {@link Sockets#accept}, but returns a descriptor. */
  public static Object acceptfd(Arguments args) throws IOException {
    Socket socket = Sockets.accepted(Sockets.self(args).socket, null);
    return socket == null ? Outcome.Plain.AGAIN : socket.detach();
  }

  /**
   * {@code socket.close(fd, flag)}: shuts down first if there is a flag, and closes even if that
   * fails.
   */
  public static @Nullable Object close(Arguments args) throws IOException {
    int fd = args.cInt(1);
    int how = args.cInt(2, 0);
    Descriptor descriptor = Descriptor.adopt(BorrowedFd.checked(fd, "close"));
    try (descriptor) {
      if (!args.isNil(2)) {
        shutdown(fd, how);
      }
    }
    return null;
  }

  /** {@code socket.shutdown(fd, flag)}: both directions if there is no flag. */
  public static @Nullable Object shutdown(Arguments args) throws IOException {
    int fd = args.cInt(1);
    shutdown(fd, args.cInt(2, SHUT.RDWR.number()));
    return null;
  }

  private static void shutdown(int fd, int how) throws IOException {
    Socket socket = Socket.adopt(BorrowedFd.checked(fd, "shutdown"));
    try {
      socket.shutdown(Sockets.shut(how));
    } finally {
      int _ = socket.detach();
    }
  }
}
