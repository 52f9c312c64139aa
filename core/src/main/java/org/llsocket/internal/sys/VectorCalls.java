package org.llsocket.internal.sys;

import static org.llsocket.internal.sys.Downcalls.symbol;
import static org.llsocket.internal.sys.Downcalls.symbolOrNull;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.llsocket.internal.platform.Platform;

/**
 * {@code <sys/uio.h>} and {@code <sys/socket.h>}: calls over many buffers. A buffer that the kernel
 * reaches only through an iovec is not kept alive by the call, so each handle takes {@value #PINS}
 * more pointers that the function never reads: the arena of a segment passed in one of them is held
 * open until the call returns. One pin per arena is enough.
 */
public final class VectorCalls {
  /** The number of arenas that a call can hold open. */
  public static final int PINS = 8;

  // Takes an integer for each argument of preadv2, the longest prototype, and the struct before the
  // pins. Not final, as in Downcalls.
  @SuppressWarnings("FieldMayBeFinal")
  private static MethodHandle call = Downcalls.handle(Downcalls.numbers(5, 1 + PINS));

  // ssize_t readv(int fd, const struct iovec *iov, int iovcnt);
  private static final MemorySegment READV = symbol("readv");

  // ssize_t writev(int fd, const struct iovec *iov, int iovcnt);
  private static final MemorySegment WRITEV = symbol("writev");

  // ssize_t recvmsg(int sockfd, struct msghdr *msg, int flags);
  private static final MemorySegment RECVMSG = symbol("recvmsg");

  // ssize_t sendmsg(int sockfd, const struct msghdr *msg, int flags);
  private static final MemorySegment SENDMSG = symbol("sendmsg");

  private VectorCalls() {}

  /**
   * {@code flags} is 0, or {@code RWF_NOWAIT}, which a C library without {@code preadv2} refuses
   * with EOPNOTSUPP, as a kernel without it does.
   */
  public static long readv(
      MemorySegment errno, int fd, MemorySegment iov, int count, int flags, MemorySegment[] pin) {
    return flags == 0
        ? make(READV, errno, fd, iov, count, 0, 0, pin)
        : flagged(Flagged.PREADV2, errno, fd, iov, count, flags, pin);
  }

  /** The same for {@code pwritev2}. */
  public static long writev(
      MemorySegment errno, int fd, MemorySegment iov, int count, int flags, MemorySegment[] pin) {
    return flags == 0
        ? make(WRITEV, errno, fd, iov, count, 0, 0, pin)
        : flagged(Flagged.PWRITEV2, errno, fd, iov, count, flags, pin);
  }

  private static long flagged(
      MemorySegment function,
      MemorySegment errno,
      int fd,
      MemorySegment iov,
      int count,
      int flags,
      MemorySegment[] pin) {
    return function.address() == 0
        ? -Flagged.EOPNOTSUPP
        : make(function, errno, fd, iov, count, -1, flags, pin);
  }

  public static long recvmsg(
      MemorySegment errno, int fd, MemorySegment msg, int flags, MemorySegment[] pin) {
    return make(RECVMSG, errno, fd, msg, flags, 0, 0, pin);
  }

  public static long sendmsg(
      MemorySegment errno, int fd, MemorySegment msg, int flags, MemorySegment[] pin) {
    return make(SENDMSG, errno, fd, msg, flags, 0, 0, pin);
  }

  private static long make(
      MemorySegment function,
      MemorySegment errno,
      int fd,
      MemorySegment what,
      long third,
      long offset,
      long flags,
      MemorySegment[] pin) {
    try {
      long n =
          (long)
              call.invokeExact(
                  function,
                  errno,
                  (long) fd,
                  what.address(),
                  third,
                  offset,
                  flags,
                  what,
                  pin[0],
                  pin[1],
                  pin[2],
                  pin[3],
                  pin[4],
                  pin[5],
                  pin[6],
                  pin[7]);
      return Downcalls.result(errno, n);
    } catch (Throwable t) {
      throw Downcalls.thrown(function, t);
    }
  }

  /** Functions that musl has since 1.2.5, glibc since 2.26. */
  private static final class Flagged {
    static final int EOPNOTSUPP = Platform.number("EOPNOTSUPP");

    // ssize_t preadv2(int fd, const struct iovec *iov, int iovcnt, off_t offset, int flags);
    static final MemorySegment PREADV2 = symbolOrNull("preadv2");

    // ssize_t pwritev2(int fd, const struct iovec *iov, int iovcnt, off_t offset, int flags);
    static final MemorySegment PWRITEV2 = symbolOrNull("pwritev2");
  }
}
