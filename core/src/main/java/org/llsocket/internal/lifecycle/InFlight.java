package org.llsocket.internal.lifecycle;

import org.jspecify.annotations.Nullable;
import org.llsocket.internal.sys.CallFrame;

/** The calls in flight on a descriptor, for its close. Nothing here allocates. */
final class InFlight {
  private InFlight() {}

  /** Whether a call of another thread than that of {@code mine} uses it. */
  static boolean others(OwnedFd fd, CallFrame mine) {
    CallFrame each = CallFrame.next(null);
    while (each != null && (each == mine || !each.uses(fd))) {
      each = CallFrame.next(each);
    }
    return each != null;
  }

  /** Whether a thread waits for it in the kernel. */
  static boolean waits(OwnedFd fd) {
    return next(fd, null) != null;
  }

  /** Signals each thread that waits for it in the kernel. */
  static void signal(OwnedFd fd) {
    for (CallFrame each = next(fd, null); each != null; each = next(fd, each)) {
      Wakeup.signal(each.tid);
    }
  }

  /** The frame of the next thread that waits for it in the kernel; null at the end. */
  static @Nullable CallFrame next(OwnedFd fd, @Nullable CallFrame after) {
    CallFrame each = CallFrame.next(after);
    while (each != null && KernelWait.activeOn(each, fd) == null) {
      each = CallFrame.next(each);
    }
    return each;
  }
}
