package org.llsocket.lua.socket;

import java.io.IOException;
import org.llsocket.Descriptor;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;

/** A descriptor that a script named by its number, which stays the script's. */
final class BorrowedFd implements AutoCloseable {
  final Descriptor descriptor;

  /**
   * Borrows one.
   *
   * @param call for the message if the number is none
   */
  BorrowedFd(int fd, String call) throws IOException {
    descriptor = Descriptor.adopt(checked(fd, call));
  }

  /** The number of a descriptor: EBADF if it is negative. */
  static int checked(int fd, String call) throws ErrnoException {
    if (fd < 0) {
      throw new ErrnoException(Errno.EBADF, call, "fd " + fd);
    }
    return fd;
  }

  @Override
  public void close() throws IOException {
    int _ = descriptor.release();
  }
}
