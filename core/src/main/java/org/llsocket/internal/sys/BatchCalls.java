package org.llsocket.internal.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * {@code <sys/socket.h>}: many messages at once. What the headers point to has to be in the arena
 * of the headers, which the call holds open.
 */
public final class BatchCalls {
  // int sendmmsg(int sockfd, struct mmsghdr *msgvec, unsigned int vlen, int flags);
  private static final MethodHandle SENDMMSG =
      Downcalls.capturing(
          "sendmmsg", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));

  // int recvmmsg(int sockfd, struct mmsghdr *msgvec, unsigned int vlen, int flags, struct timespec
  // *timeout);
  private static final MethodHandle RECVMMSG =
      Downcalls.capturing(
          "recvmmsg",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));

  private BatchCalls() {}

  public static int sendmmsg(
      MemorySegment errno, int fd, MemorySegment headers, int count, int flags) {
    try {
      return Downcalls.result(errno, (int) SENDMMSG.invokeExact(errno, fd, headers, count, flags));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  /** Without the timeout, which the kernel looks at only after a message has come. */
  public static int recvmmsg(
      MemorySegment errno, int fd, MemorySegment headers, int count, int flags) {
    try {
      return Downcalls.result(
          errno, (int) RECVMMSG.invokeExact(errno, fd, headers, count, flags, MemorySegment.NULL));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }
}
