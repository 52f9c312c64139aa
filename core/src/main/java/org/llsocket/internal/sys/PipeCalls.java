package org.llsocket.internal.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <unistd.h>}, {@code <fcntl.h>}: pipes, and moving bytes through them. */
public final class PipeCalls {
  // int pipe2(int pipefd[2], int flags);
  private static final MethodHandle PIPE2 =
      Downcalls.capturing("pipe2", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));

  // ssize_t splice(int fd_in, off_t *off_in, int fd_out, off_t *off_out, size_t len, unsigned int
  // flags);
  private static final MethodHandle SPLICE =
      Downcalls.capturing(
          "splice",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));

  // ssize_t tee(int fd_in, int fd_out, size_t len, unsigned int flags);
  private static final MethodHandle TEE =
      Downcalls.capturing(
          "tee", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT));

  // ssize_t vmsplice(int fd, const struct iovec *iov, size_t nr_segs, unsigned int flags);
  private static final MethodHandle VMSPLICE =
      Downcalls.capturing(
          "vmsplice",
          Downcalls.withTrailing(
              FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT),
              1,
              ADDRESS));

  private PipeCalls() {}

  public static int pipe2(MemorySegment errno, MemorySegment fds, int flags) {
    try {
      return Downcalls.result(errno, (int) PIPE2.invokeExact(errno, fds, flags));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  public static long splice(
      MemorySegment errno,
      int in,
      MemorySegment inOffset,
      int out,
      MemorySegment outOffset,
      long length,
      int flags) {
    try {
      return Downcalls.result(
          errno, (long) SPLICE.invokeExact(errno, in, inOffset, out, outOffset, length, flags));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  public static long tee(MemorySegment errno, int in, int out, long length, int flags) {
    try {
      return Downcalls.result(errno, (long) TEE.invokeExact(errno, in, out, length, flags));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  /** One buffer; {@code pin} is the segment behind the iovec, held open during the call. */
  public static long vmsplice(
      MemorySegment errno, int fd, MemorySegment iov, int flags, MemorySegment pin) {
    try {
      return Downcalls.result(errno, (long) VMSPLICE.invokeExact(errno, fd, iov, 1L, flags, pin));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }
}
