package org.llsocket.lua.socket;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.llsocket.Descriptor;
import org.llsocket.SHUT;
import org.llsocket.Socket;
import org.llsocket.lua.Call;

/** Sockets as numbers: into an object and out of it, and without one. */
public final class Numbers {
  private Numbers() {}

  /** {@code socket.wrap(fd, nonblock)}: the object owns the descriptor from now on. */
  @SuppressWarnings("MustBeClosed") // Lua closes it
  public static Object wrap(Call call) throws IOException {
    int fd = call.cInt(1);
    boolean nonblock = call.bool(2, false);
    Socket socket = Socket.adopt(Lent.checked(fd, "getsockname"));
    try {
      if (nonblock) {
        socket.nonblock(true);
      }
      return new LuaSocket(socket, socket.protocol(), Sockets.NOWHERE);
    } catch (IOException e) {
      int _ = socket.release();
      throw e;
    }
  }

  /** {@code sock:unwrap()}: the number, which is the script's from now on; -1 when closed. */
  public static Object unwrap(Call call) throws IOException {
    LuaSocket self = Sockets.self(call);
    if (!self.socket.isOpen()) {
      return -1;
    }
    self.gcFunctions.run();
    return self.socket.release();
  }

  /** {@code sock:acceptfd()}: as {@link Sockets#accept}, but a number. */
  public static Object acceptfd(Call call) throws IOException {
    Socket socket = Sockets.accepted(Sockets.self(call).socket, null);
    return socket == null ? Outcome.Plain.AGAIN : socket.release();
  }

  /**
   * {@code socket.close(fd, flag)}: shuts down first where there is a flag, and closes even if that
   * fails.
   */
  public static @Nullable Object close(Call call) throws IOException {
    int fd = call.cInt(1);
    int how = call.cInt(2, 0);
    Descriptor descriptor = Descriptor.adopt(Lent.checked(fd, "close"));
    try (descriptor) {
      if (!call.isNil(2)) {
        shutdown(fd, how);
      }
    }
    return null;
  }

  /** {@code socket.shutdown(fd, flag)}: both directions where there is no flag. */
  public static @Nullable Object shutdown(Call call) throws IOException {
    int fd = call.cInt(1);
    shutdown(fd, call.cInt(2, SHUT.RDWR.number()));
    return null;
  }

  private static void shutdown(int fd, int how) throws IOException {
    SHUT directions = Sockets.shut(how);
    Socket socket = Socket.adopt(Lent.checked(fd, "shutdown"));
    try {
      socket.shutdown(directions);
    } finally {
      int _ = socket.release();
    }
  }
}
