package org.llsocket.internal.sys;

import static org.llsocket.internal.sys.Downcalls.call;
import static org.llsocket.internal.sys.Downcalls.result;
import static org.llsocket.internal.sys.Downcalls.symbol;

import java.lang.foreign.MemorySegment;

/** {@code <sys/epoll.h>}. */
public final class EpollCalls {
  // int epoll_create1(int flags);
  private static final MemorySegment EPOLL_CREATE1 = symbol("epoll_create1");

  // int epoll_ctl(int epfd, int op, int fd, struct epoll_event *event);
  private static final MemorySegment EPOLL_CTL = symbol("epoll_ctl");

  // int epoll_wait(int epfd, struct epoll_event *events, int maxevents, int timeout);
  private static final MemorySegment EPOLL_WAIT = symbol("epoll_wait");

  private EpollCalls() {}

  public static int epoll_create1(MemorySegment errno, int flags) {
    return result(errno, (int) call(EPOLL_CREATE1, errno, flags, 0, 0, 0));
  }

  public static int epoll_ctl(MemorySegment errno, int epoll, int op, int fd, MemorySegment event) {
    return result(errno, (int) call(EPOLL_CTL, errno, epoll, op, fd, event, 0));
  }

  public static int epoll_wait(
      MemorySegment errno, int epoll, MemorySegment events, int max, int timeout) {
    return result(errno, (int) call(EPOLL_WAIT, errno, epoll, events, max, timeout));
  }
}
