package org.llsocket.internal.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <sys/socket.h>}: messages, with pins as {@link VectorCalls} has them. */
public final class MessageCalls {
  private static final FunctionDescriptor PROTOTYPE =
      Downcalls.withTrailing(
          FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT), VectorCalls.PINS, ADDRESS);

  // ssize_t sendmsg(int sockfd, const struct msghdr *msg, int flags);
  private static final MethodHandle SENDMSG = Downcalls.capturing("sendmsg", PROTOTYPE);

  // ssize_t recvmsg(int sockfd, struct msghdr *msg, int flags);
  private static final MethodHandle RECVMSG = Downcalls.capturing("recvmsg", PROTOTYPE);

  private MessageCalls() {}

  public static long sendmsg(
      MemorySegment errno, int fd, MemorySegment msg, int flags, MemorySegment[] pin) {
    try {
      long n =
          (long)
              SENDMSG.invokeExact(
                  errno, fd, msg, flags, pin[0], pin[1], pin[2], pin[3], pin[4], pin[5], pin[6],
                  pin[7]);
      return Downcalls.result(errno, n);
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  public static long recvmsg(
      MemorySegment errno, int fd, MemorySegment msg, int flags, MemorySegment[] pin) {
    try {
      long n =
          (long)
              RECVMSG.invokeExact(
                  errno, fd, msg, flags, pin[0], pin[1], pin[2], pin[3], pin[4], pin[5], pin[6],
                  pin[7]);
      return Downcalls.result(errno, n);
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }
}
