package org.llsocket.lua.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.llsocket.Descriptor;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.Socket;
import org.llsocket.lua.Arguments;
import org.llsocket.lua.LuaHandle;

/** {@code sendfile}: from a descriptor, or by reading from an io file and sending. */
public final class Sendfile {
  private static final int PIECE = 64 * 1024;

  private Sendfile() {}

  /**
   * {@code sock:sendfile(fd, bytes, offset)}: fd is a descriptor, a file of llsocket.open, or a
   * file of the io library.
   */
  public static Object sendfile(Arguments args) throws IOException {
    Socket socket = Sockets.self(args).socket;
    Source source = source(args);
    long bytes = args.integer(2);
    long offset = args.isNil(3) ? 0 : args.integer(3);
    if (bytes == 0) {
      throw Operation.refused(args, Errno.EINVAL, "nothing to send");
    }
    if (bytes < 0 || offset < 0) {
      throw new ErrnoException(Errno.EINVAL, "sendfile", bytes + " bytes at " + offset);
    }
    return SendRecv.sent(bytes, () -> source.send(socket, offset, bytes));
  }

  /** The source of the bytes. */
  @FunctionalInterface
  private interface Source {
    long send(Socket socket, long offset, long count) throws IOException;
  }

  private static Source source(Arguments args) {
    if (args.value(1) instanceof Number) {
      int fd = args.cInt(1);
      return (socket, offset, count) -> borrowed(socket, fd, offset, count);
    }
    if (args.value(1) instanceof LuaHandle handle) {
      return (socket, offset, count) -> readAndSend(socket, handle, offset, count);
    }
    Descriptor file = args.object(1, LuaFile.class, "integer").descriptor;
    return (socket, offset, count) -> socket.sendfile(file, offset, count);
  }

  /** From a descriptor that the script keeps. */
  private static long borrowed(Socket socket, int fd, long offset, long count) throws IOException {
    try (var file = new BorrowedFd(fd, "sendfile")) {
      return socket.sendfile(file.descriptor, offset, count);
    }
  }

  private static long readAndSend(Socket socket, LuaHandle handle, long offset, long count)
      throws IOException {
    long done = 0;
    while (done < count) {
      byte[] piece = handle.read(offset + done, (int) Math.min(PIECE, count - done));
      if (piece == null || piece.length == 0) {
        return done;
      }
      int n = socket.send(ByteBuffer.wrap(piece));
      if (n == Socket.AGAIN) {
        return done == 0 ? n : done;
      }
      done += n;
      if (n < piece.length) {
        return done;
      }
    }
    return done;
  }
}
