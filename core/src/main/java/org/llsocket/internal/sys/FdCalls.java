package org.llsocket.internal.sys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.llsocket.internal.sys.Downcalls.call;
import static org.llsocket.internal.sys.Downcalls.result;
import static org.llsocket.internal.sys.Downcalls.symbol;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * {@code <unistd.h>}, {@code <fcntl.h>}, {@code <poll.h>}, {@code <sys/ioctl.h>}: calls on
 * descriptors of any kind.
 */
public final class FdCalls {
  // int close(int fd);
  private static final MemorySegment CLOSE = symbol("close");

  // int dup3(int oldfd, int newfd, int flags);
  private static final MemorySegment DUP3 = symbol("dup3");

  // int open(const char *pathname, int flags, ...);
  private static final MemorySegment OPEN = symbol("open");

  // int fcntl(int fd, int cmd, ...);
  private static final MemorySegment FCNTL = symbol("fcntl");

  // int ioctl(int fd, unsigned long request, ...);
  private static final MemorySegment IOCTL = symbol("ioctl");

  // int poll(struct pollfd *fds, nfds_t nfds, int timeout);
  private static final MemorySegment POLL = symbol("poll");

  private FdCalls() {}

  public static int close(MemorySegment errno, int fd) {
    return result(errno, (int) call(CLOSE, errno, fd, 0, 0, 0));
  }

  /**
   * Closes an fd after an OutOfMemoryError: allocates nothing, and does not capture errno.
   *
   * @return 0 or -1
   */
  public static int discard(int fd) {
    return (int) Downcalls.plain(CLOSE, fd, 0, 0, 0);
  }

  public static int dup3(MemorySegment errno, int oldFd, int newFd, int flags) {
    return result(errno, (int) call(DUP3, errno, oldFd, newFd, flags, 0));
  }

  /** Opens an existing file. */
  public static int open(String path, int flags) {
    return open(path.getBytes(UTF_8), flags, 0);
  }

  /** Opens a file by the bytes of its path; the mode applies to files that are created. */
  public static int open(byte[] path, int flags, int mode) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Downcalls.STATE);
      MemorySegment text = Pointers.toText(arena, path);
      return result(errno, (int) call(OPEN, errno, text, flags, mode));
    }
  }

  public static int fcntl(MemorySegment errno, int fd, int cmd, int arg) {
    return result(errno, (int) call(FCNTL, errno, fd, cmd, arg, 0));
  }

  public static int ioctl(MemorySegment errno, int fd, long request, MemorySegment arg) {
    return result(errno, (int) call(IOCTL, errno, fd, request, arg, 0));
  }

  /** For a request whose argument is an integer. */
  public static int ioctl(MemorySegment errno, int fd, long request, int arg) {
    return result(errno, (int) call(IOCTL, errno, fd, request, arg, 0));
  }

  public static int poll(MemorySegment errno, MemorySegment fds, long count, int timeout) {
    return result(errno, (int) call(POLL, errno, fds, count, timeout));
  }
}
