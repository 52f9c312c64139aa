package org.llsocket.internal.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * {@code <sys/uio.h>} and {@code <sys/socket.h>}: calls over many buffers. A buffer that the kernel
 * reaches only through an iovec is not kept alive by the call, so each handle takes {@value #PINS}
 * more pointers that the function never looks at: a segment in one of them has its arena held open
 * until the call returns. One pin an arena is enough.
 */
public final class VectorCalls {
  /** How many segments a call can hold. */
  public static final int PINS = 8;

  private static final int DO_READV = 0;
  private static final int DO_WRITEV = 1;
  private static final int DO_PREADV2 = 2;
  private static final int DO_PWRITEV2 = 3;
  private static final int DO_RECVMSG = 4;
  private static final int DO_SENDMSG = 5;

  private static final FunctionDescriptor PROTOTYPE =
      Downcalls.withTrailing(
          FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT), PINS, ADDRESS);

  // ssize_t readv(int fd, const struct iovec *iov, int iovcnt);
  private static final MethodHandle READV = Downcalls.capturing("readv", PROTOTYPE);

  // ssize_t writev(int fd, const struct iovec *iov, int iovcnt);
  private static final MethodHandle WRITEV = Downcalls.capturing("writev", PROTOTYPE);

  // ssize_t recvmsg(int sockfd, struct msghdr *msg, int flags);
  private static final MethodHandle RECVMSG = Downcalls.capturing("recvmsg", PROTOTYPE);

  // ssize_t sendmsg(int sockfd, const struct msghdr *msg, int flags);
  private static final MethodHandle SENDMSG = Downcalls.capturing("sendmsg", PROTOTYPE);

  private VectorCalls() {}

  /** {@code flags} is 0, or {@code RWF_NOWAIT}. */
  public static long readv(
      MemorySegment errno, int fd, MemorySegment iov, int count, int flags, MemorySegment[] pin) {
    return make(flags == 0 ? DO_READV : DO_PREADV2, errno, fd, iov, count, flags, pin);
  }

  /** {@code flags} is 0, or {@code RWF_NOWAIT}. */
  public static long writev(
      MemorySegment errno, int fd, MemorySegment iov, int count, int flags, MemorySegment[] pin) {
    return make(flags == 0 ? DO_WRITEV : DO_PWRITEV2, errno, fd, iov, count, flags, pin);
  }

  public static long recvmsg(
      MemorySegment errno, int fd, MemorySegment msg, int flags, MemorySegment[] pin) {
    return make(DO_RECVMSG, errno, fd, msg, 0, flags, pin);
  }

  public static long sendmsg(
      MemorySegment errno, int fd, MemorySegment msg, int flags, MemorySegment[] pin) {
    return make(DO_SENDMSG, errno, fd, msg, 0, flags, pin);
  }

  /**
   * All in one method so that the JIT allocates nothing: it is too long to be inlined (over 325
   * bytes of bytecode), so that the depth of its callers does not count when the handles are.
   */
  private static long make(
      int call,
      MemorySegment errno,
      int fd,
      MemorySegment what,
      int count,
      int flags,
      MemorySegment[] pin) {
    try {
      long n =
          switch (call) {
            case DO_READV ->
                (long)
                    READV.invokeExact(
                        errno, fd, what, count, pin[0], pin[1], pin[2], pin[3], pin[4], pin[5],
                        pin[6], pin[7]);
            case DO_WRITEV ->
                (long)
                    WRITEV.invokeExact(
                        errno, fd, what, count, pin[0], pin[1], pin[2], pin[3], pin[4], pin[5],
                        pin[6], pin[7]);
            case DO_PREADV2 ->
                (long)
                    Flagged.PREADV2.invokeExact(
                        errno, fd, what, count, -1L, flags, pin[0], pin[1], pin[2], pin[3], pin[4],
                        pin[5], pin[6], pin[7]);
            case DO_PWRITEV2 ->
                (long)
                    Flagged.PWRITEV2.invokeExact(
                        errno, fd, what, count, -1L, flags, pin[0], pin[1], pin[2], pin[3], pin[4],
                        pin[5], pin[6], pin[7]);
            case DO_RECVMSG ->
                (long)
                    RECVMSG.invokeExact(
                        errno, fd, what, flags, pin[0], pin[1], pin[2], pin[3], pin[4], pin[5],
                        pin[6], pin[7]);
            default ->
                (long)
                    SENDMSG.invokeExact(
                        errno, fd, what, flags, pin[0], pin[1], pin[2], pin[3], pin[4], pin[5],
                        pin[6], pin[7]);
          };
      return Downcalls.result(errno, n);
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  /** Calls that not every C library has. */
  private static final class Flagged {
    private static final FunctionDescriptor PROTOTYPE =
        Downcalls.withTrailing(
            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, JAVA_LONG, JAVA_INT),
            PINS,
            ADDRESS);

    // ssize_t preadv2(int fd, const struct iovec *iov, int iovcnt, off_t offset, int flags);
    static final MethodHandle PREADV2 = Downcalls.capturing("preadv2", PROTOTYPE);

    // ssize_t pwritev2(int fd, const struct iovec *iov, int iovcnt, off_t offset, int flags);
    static final MethodHandle PWRITEV2 = Downcalls.capturing("pwritev2", PROTOTYPE);
  }
}
