package org.llsocket.internal.sys;

import static org.llsocket.internal.sys.Downcalls.call;
import static org.llsocket.internal.sys.Downcalls.result;
import static org.llsocket.internal.sys.Downcalls.symbol;

import java.lang.foreign.MemorySegment;

/** {@code <sched.h>}: namespaces of the calling thread. */
public final class NamespaceCalls {
  // int setns(int fd, int nstype);
  private static final MemorySegment SETNS = symbol("setns");

  private NamespaceCalls() {}

  public static int setns(MemorySegment errno, int fd, int nstype) {
    return result(errno, (int) call(SETNS, errno, fd, nstype, 0, 0));
  }
}
