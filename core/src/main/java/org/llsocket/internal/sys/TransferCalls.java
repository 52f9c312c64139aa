package org.llsocket.internal.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.llsocket.internal.sys.Downcalls.call;
import static org.llsocket.internal.sys.Downcalls.result;
import static org.llsocket.internal.sys.Downcalls.symbol;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * {@code <sys/socket.h>}, {@code <sys/sendfile.h>}: the calls that move bytes. A segment that is
 * created from a ByteBuffer for the call costs nothing if the JIT inlines the whole call. The JIT
 * does not inline a method that it has already compiled for other callers, nor one over 35 bytes of
 * bytecode that is not hot. The calls of {@code SocketCall} therefore have handles for their own
 * argument lists and share no method.
 *
 * <p>The data is {@code len} bytes of {@code memory} from {@code offset} on. The handles take the
 * address of its first byte, so that a part of a segment needs no slice, and behind the arguments
 * of the function the segment, as a {@linkplain Downcalls pin}. The caller has checked the bounds.
 */
public final class TransferCalls {
  private static final MethodHandle STREAM =
      Downcalls.handle(
          FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS));

  // ssize_t send(int sockfd, const void *buf, size_t len, int flags);
  private static final MemorySegment SEND = symbol("send");

  // ssize_t recv(int sockfd, void *buf, size_t len, int flags);
  private static final MemorySegment RECV = symbol("recv");

  // ssize_t sendfile(int out_fd, int in_fd, off_t *offset, size_t count);
  private static final MemorySegment SENDFILE = symbol("sendfile");

  private TransferCalls() {}

  public static long send(
      MemorySegment errno, int fd, MemorySegment memory, long offset, long len, int flags) {
    try {
      long buf = memory.address() + offset;
      return result(errno, (long) STREAM.invokeExact(SEND, errno, fd, buf, len, flags, memory));
    } catch (Throwable t) {
      throw Downcalls.thrown(SEND, t);
    }
  }

  public static long sendto(
      MemorySegment errno,
      int fd,
      MemorySegment memory,
      long offset,
      long len,
      int flags,
      MemorySegment dest,
      int addrlen) {
    try {
      long buf = memory.address() + offset;
      return result(
          errno,
          (long)
              Sendto.HANDLE.invokeExact(
                  Sendto.FUNCTION, errno, fd, buf, len, flags, dest, addrlen, memory));
    } catch (Throwable t) {
      throw Downcalls.thrown(Sendto.FUNCTION, t);
    }
  }

  public static long recv(
      MemorySegment errno, int fd, MemorySegment memory, long offset, long len, int flags) {
    try {
      long buf = memory.address() + offset;
      return result(errno, (long) STREAM.invokeExact(RECV, errno, fd, buf, len, flags, memory));
    } catch (Throwable t) {
      throw Downcalls.thrown(RECV, t);
    }
  }

  public static long recvfrom(
      MemorySegment errno,
      int fd,
      MemorySegment memory,
      long offset,
      long len,
      int flags,
      MemorySegment src,
      MemorySegment addrlen) {
    try {
      long buf = memory.address() + offset;
      return result(
          errno,
          (long)
              Recvfrom.HANDLE.invokeExact(
                  Recvfrom.FUNCTION, errno, fd, buf, len, flags, src, addrlen, memory));
    } catch (Throwable t) {
      throw Downcalls.thrown(Recvfrom.FUNCTION, t);
    }
  }

  public static long sendfile(
      MemorySegment errno, int out, int in, MemorySegment offset, long count) {
    return result(errno, call(SENDFILE, errno, out, in, offset, count));
  }

  private static final class Sendto {
    // ssize_t sendto(int sockfd, const void *buf, size_t len, int flags,
    // const struct sockaddr *dest, socklen_t addrlen);
    static final MemorySegment FUNCTION = symbol("sendto");
    static final MethodHandle HANDLE =
        Downcalls.handle(
            FunctionDescriptor.of(
                JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));
  }

  private static final class Recvfrom {
    // ssize_t recvfrom(int sockfd, void *buf, size_t len, int flags, struct sockaddr *src,
    // socklen_t *addrlen);
    static final MemorySegment FUNCTION = symbol("recvfrom");
    static final MethodHandle HANDLE =
        Downcalls.handle(
            FunctionDescriptor.of(
                JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
  }
}
