package org.llsocket.internal.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * {@code <sys/uio.h>}: calls over many buffers. A buffer that the kernel reaches only through an
 * iovec is not kept alive by the call, so each handle takes {@value #PINS} more pointers that the
 * function never looks at: a segment in one of them has its arena held open until the call returns.
 * One pin an arena is enough.
 */
public final class VectorCalls {
  /** How many segments a call can hold. */
  public static final int PINS = 8;

  private static final FunctionDescriptor PROTOTYPE =
      Downcalls.withTrailing(
          FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT), PINS, ADDRESS);

  // ssize_t readv(int fd, const struct iovec *iov, int iovcnt);
  private static final MethodHandle READV = Downcalls.capturing("readv", PROTOTYPE);

  // ssize_t writev(int fd, const struct iovec *iov, int iovcnt);
  private static final MethodHandle WRITEV = Downcalls.capturing("writev", PROTOTYPE);

  private VectorCalls() {}

  /** {@code flags} is 0, or {@code RWF_NOWAIT}. */
  public static long readv(
      MemorySegment errno, int fd, MemorySegment iov, int count, int flags, MemorySegment[] pin) {
    return flags == 0
        ? call(READV, errno, fd, iov, count, pin)
        : call(Flagged.PREADV2, errno, fd, iov, count, flags, pin);
  }

  /** {@code flags} is 0, or {@code RWF_NOWAIT}. */
  public static long writev(
      MemorySegment errno, int fd, MemorySegment iov, int count, int flags, MemorySegment[] pin) {
    return flags == 0
        ? call(WRITEV, errno, fd, iov, count, pin)
        : call(Flagged.PWRITEV2, errno, fd, iov, count, flags, pin);
  }

  private static long call(
      MethodHandle handle,
      MemorySegment errno,
      int fd,
      MemorySegment iov,
      int count,
      MemorySegment[] pin) {
    try {
      long n =
          (long)
              handle.invokeExact(
                  errno, fd, iov, count, pin[0], pin[1], pin[2], pin[3], pin[4], pin[5], pin[6],
                  pin[7]);
      return Downcalls.result(errno, n);
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  private static long call(
      MethodHandle handle,
      MemorySegment errno,
      int fd,
      MemorySegment iov,
      int count,
      int flags,
      MemorySegment[] pin) {
    try {
      long n =
          (long)
              handle.invokeExact(
                  errno, fd, iov, count, -1L, flags, pin[0], pin[1], pin[2], pin[3], pin[4], pin[5],
                  pin[6], pin[7]);
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
