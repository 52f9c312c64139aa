package org.llsocket.internal.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <sys/epoll.h>}. */
public final class EpollCalls {
  // int epoll_create1(int flags);
  private static final MethodHandle EPOLL_CREATE1 =
      Downcalls.capturing("epoll_create1", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  // int epoll_ctl(int epfd, int op, int fd, struct epoll_event *event);
  private static final MethodHandle EPOLL_CTL =
      Downcalls.capturing(
          "epoll_ctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));

  // int epoll_wait(int epfd, struct epoll_event *events, int maxevents, int timeout);
  private static final MethodHandle EPOLL_WAIT =
      Downcalls.capturing(
          "epoll_wait", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));

  private EpollCalls() {}

  public static int epoll_create1(MemorySegment errno, int flags) {
    try {
      return Downcalls.result(errno, (int) EPOLL_CREATE1.invokeExact(errno, flags));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  public static int epoll_ctl(MemorySegment errno, int epoll, int op, int fd, MemorySegment event) {
    try {
      return Downcalls.result(errno, (int) EPOLL_CTL.invokeExact(errno, epoll, op, fd, event));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }

  public static int epoll_wait(
      MemorySegment errno, int epoll, MemorySegment events, int max, int timeout) {
    try {
      return Downcalls.result(
          errno, (int) EPOLL_WAIT.invokeExact(errno, epoll, events, max, timeout));
    } catch (Throwable t) {
      throw Downcalls.thrown(t);
    }
  }
}
