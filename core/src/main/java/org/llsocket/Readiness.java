package org.llsocket;

import java.io.IOException;
import org.llsocket.internal.lifecycle.Deadline;
import org.llsocket.internal.lifecycle.KernelWait;
import org.llsocket.internal.lifecycle.Waiting;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.sys.CallFrame;

/** Waits until a descriptor is ready, on any thread. */
final class Readiness {
  private static final int EPERM = Platform.number("EPERM");

  private Readiness() {}

  /** Whether it is ready before the deadline. */
  static boolean await(Descriptor descriptor, boolean sends, long deadline) throws IOException {
    descriptor.owned.checkInterrupt();
    return Thread.currentThread().isVirtual()
        ? onVirtualThread(descriptor, sends, deadline)
        : onPlatformThread(descriptor, sends, deadline);
  }

  private static boolean onPlatformThread(Descriptor descriptor, boolean sends, long deadline)
      throws IOException {
    CallFrame frame = descriptor.enter();
    try {
      KernelWait wait = descriptor.owned.waitInKernel(frame, Deadline.NONE);
      int n = 0;
      try {
        do {
          n = Waiting.poll(descriptor.owned, frame, sends, Deadline.millis(deadline));
        } while (wait.retry(n) || (n == 0 && Deadline.remaining(deadline) > 0));
      } finally {
        wait.finish(n > 0);
      }
      return ready(descriptor, n);
    } finally {
      descriptor.leave(frame);
    }
  }

  private static boolean onVirtualThread(Descriptor descriptor, boolean sends, long deadline)
      throws IOException {
    boolean waited = false;
    while (true) {
      int seen = descriptor.owned.signals(sends);
      CallFrame frame = waited ? descriptor.owned.enterAgain() : descriptor.enter();
      try {
        if (ready(descriptor, Waiting.ready(descriptor.owned, frame, sends))) {
          return true;
        }
        boolean _ = watch(descriptor, frame);
      } finally {
        descriptor.leave(frame);
      }
      if (Deadline.remaining(deadline) <= 0) {
        return false;
      }
      descriptor.owned.park(sends, seen, deadline);
      descriptor.owned.checkInterrupt();
      waited = true;
    }
  }

  private static boolean ready(Descriptor descriptor, int n) throws IOException {
    descriptor.checkStillOpen();
    if (n < 0) {
      throw descriptor.failure(n, "poll", "");
    }
    return n > 0;
  }

  /**
   * Has the poller watch the descriptor; false if it cannot, as with a file on a disk, which is
   * always ready.
   */
  static boolean watch(Descriptor descriptor, CallFrame frame) throws IOException {
    int watched = descriptor.owned.watch(frame);
    if (watched < 0 && watched != -EPERM) {
      throw descriptor.failure(watched, "epoll_ctl", "");
    }
    return watched >= 0;
  }
}
