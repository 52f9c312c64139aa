package org.llsocket.internal.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <sys/socket.h>}, {@code <sys/uio.h>}, {@code <sys/sendfile.h>}: moving bytes. */
public final class TransferCalls {
  // ssize_t send(int sockfd, const void *buf, size_t len, int flags);
  private static final MethodHandle SEND =
      Downcalls.capturing(
          "send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));

  // ssize_t sendto(int sockfd, const void *buf, size_t len, int flags, const struct sockaddr *dest,
  // socklen_t addrlen);
  private static final MethodHandle SENDTO =
      Downcalls.capturing(
          "sendto",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));

  // ssize_t recv(int sockfd, void *buf, size_t len, int flags);
  private static final MethodHandle RECV =
      Downcalls.capturing(
          "recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));

  // ssize_t recvfrom(int sockfd, void *buf, size_t len, int flags, struct sockaddr *src, socklen_t
  // *addrlen);
  private static final MethodHandle RECVFROM =
      Downcalls.capturing(
          "recvfrom",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS));

  // ssize_t sendfile(int out_fd, int in_fd, off_t *offset, size_t count);
  private static final MethodHandle SENDFILE =
      Downcalls.capturing(
          "sendfile", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG));

  private TransferCalls() {}

  public static long send(MemorySegment errno, int fd, MemorySegment buf, long len, int flags) {
    try {
      return Downcalls.result(errno, (long) SEND.invokeExact(errno, fd, buf, len, flags));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  public static long sendto(
      MemorySegment errno,
      int fd,
      MemorySegment buf,
      long len,
      int flags,
      MemorySegment dest,
      int addrlen) {
    try {
      return Downcalls.result(
          errno, (long) SENDTO.invokeExact(errno, fd, buf, len, flags, dest, addrlen));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  public static long recv(MemorySegment errno, int fd, MemorySegment buf, long len, int flags) {
    try {
      return Downcalls.result(errno, (long) RECV.invokeExact(errno, fd, buf, len, flags));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  public static long recvfrom(
      MemorySegment errno,
      int fd,
      MemorySegment buf,
      long len,
      int flags,
      MemorySegment src,
      MemorySegment addrlen) {
    try {
      return Downcalls.result(
          errno, (long) RECVFROM.invokeExact(errno, fd, buf, len, flags, src, addrlen));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  public static long sendfile(
      MemorySegment errno, int out, int in, MemorySegment offset, long count) {
    try {
      return Downcalls.result(errno, (long) SENDFILE.invokeExact(errno, out, in, offset, count));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }
}
