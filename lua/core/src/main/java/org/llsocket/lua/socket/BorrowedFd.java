package org.llsocket.lua.socket;

import java.io.IOException;
import org.llsocket.Descriptor;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;

/** A descriptor that a script passed as a number and keeps. */
final class BorrowedFd implements AutoCloseable {
  final Descriptor descriptor;

  /**
   * Borrows a descriptor.
   *
   * @param call the call to name in the error if fd is negative
   */
  BorrowedFd(int fd, String call) throws IOException {
    descriptor = Descriptor.adopt(checked(fd, call));
  }

  /** Returns fd; throws EBADF if it is negative. */
  static int checked(int fd, String call) throws ErrnoException {
    if (fd < 0) {
      throw new ErrnoException(Errno.EBADF, call, "fd " + fd);
    }
    return fd;
  }

  @Override
  public void close() throws IOException {
    int _ = descriptor.detach();
  }
}
