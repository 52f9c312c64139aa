package org.llsocket.internal.sys;

import static org.llsocket.internal.sys.Downcalls.call;
import static org.llsocket.internal.sys.Downcalls.result;
import static org.llsocket.internal.sys.Downcalls.symbol;

import java.lang.foreign.MemorySegment;

/** {@code <unistd.h>}, {@code <fcntl.h>}: pipes, and moving bytes through them. */
public final class PipeCalls {
  // int pipe2(int pipefd[2], int flags);
  private static final MemorySegment PIPE2 = symbol("pipe2");

  // ssize_t splice(int fd_in, off_t *off_in, int fd_out, off_t *off_out, size_t len, unsigned int
  // flags);
  private static final MemorySegment SPLICE = symbol("splice");

  // ssize_t tee(int fd_in, int fd_out, size_t len, unsigned int flags);
  private static final MemorySegment TEE = symbol("tee");

  // ssize_t vmsplice(int fd, const struct iovec *iov, size_t nr_segs, unsigned int flags);
  private static final MemorySegment VMSPLICE = symbol("vmsplice");

  private PipeCalls() {}

  public static int pipe2(MemorySegment errno, MemorySegment fds, int flags) {
    return result(errno, (int) call(PIPE2, errno, fds, flags, 0));
  }

  public static long splice(
      MemorySegment errno,
      int in,
      MemorySegment inOffset,
      int out,
      MemorySegment outOffset,
      long length,
      int flags) {
    return result(errno, call(SPLICE, errno, in, inOffset, out, outOffset, length, flags));
  }

  public static long tee(MemorySegment errno, int in, int out, long length, int flags) {
    return result(errno, call(TEE, errno, in, out, length, flags));
  }

  /** One buffer; {@code pin} is the segment behind the iovec, held open during the call. */
  public static long vmsplice(
      MemorySegment errno, int fd, MemorySegment iov, int flags, MemorySegment pin) {
    return result(errno, call(VMSPLICE, errno, fd, iov, 1, flags, pin, 0));
  }
}
