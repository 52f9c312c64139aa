package org.llsocket.internal.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * {@code <unistd.h>}, {@code <fcntl.h>}, {@code <poll.h>}, {@code <sys/ioctl.h>}: what any
 * descriptor can do.
 */
public final class FdCalls {
  // int close(int fd);
  private static final MethodHandle CLOSE =
      Downcalls.capturing("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  // int dup3(int oldfd, int newfd, int flags);
  private static final MethodHandle DUP3 =
      Downcalls.capturing("dup3", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));

  // int open(const char *pathname, int flags, ...);
  private static final MethodHandle OPEN =
      Downcalls.variadic("open", 2, FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));

  // int fcntl(int fd, int cmd, ...);
  private static final MethodHandle FCNTL =
      Downcalls.variadic("fcntl", 2, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));

  // int ioctl(int fd, unsigned long request, ...);
  private static final MethodHandle IOCTL =
      Downcalls.variadic("ioctl", 2, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));

  // int poll(struct pollfd *fds, nfds_t nfds, int timeout);
  private static final MethodHandle POLL =
      Downcalls.capturing("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));

  private FdCalls() {}

  public static int close(MemorySegment errno, int fd) {
    try {
      return Downcalls.result(errno, (int) CLOSE.invokeExact(errno, fd));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  public static int dup3(MemorySegment errno, int oldFd, int newFd, int flags) {
    try {
      return Downcalls.result(errno, (int) DUP3.invokeExact(errno, oldFd, newFd, flags));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  /** Opens an existing file; the mode is for files that are made. */
  public static int open(String path, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(Downcalls.STATE);
      MemorySegment text = arena.allocateFrom(path);
      return Downcalls.result(errno, (int) OPEN.invokeExact(errno, text, flags, 0));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  public static int fcntl(MemorySegment errno, int fd, int cmd, int arg) {
    try {
      return Downcalls.result(errno, (int) FCNTL.invokeExact(errno, fd, cmd, arg));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  public static int ioctl(MemorySegment errno, int fd, long request, MemorySegment arg) {
    try {
      return Downcalls.result(errno, (int) IOCTL.invokeExact(errno, fd, request, arg));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  public static int poll(MemorySegment errno, MemorySegment fds, long count, int timeout) {
    try {
      return Downcalls.result(errno, (int) POLL.invokeExact(errno, fds, count, timeout));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }
}
