package org.llsocket.poll;

import org.llsocket.internal.lifecycle.AlwaysReadyFd;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.EpollEvent;
import org.llsocket.internal.sys.EpollCalls;

/**
 * The wake-ups of an epoll. A file that is always ready is registered one-shot; re-arming it ends
 * the {@code epoll_wait} of one thread. Two flags say whether that thread returns, or only picks up
 * events that another thread left undelivered. If an error interrupts a method here, the flags stay
 * set, and the next call arms the file again.
 */
final class Wakeups {
  private static final int MOD = Platform.number("EPOLL_CTL_MOD");

  private volatile boolean requested; // and not consumed by a wait yet
  private volatile boolean owed; // the file is to be armed

  /** Makes the epoll report once that the file is ready. */
  static int arm(CallFrame frame, int epoll, int op) {
    EpollEvent.set(frame.value, Epoll.IN | Epoll.ONESHOT, RegistrationTable.WAKEUP);
    return EpollCalls.epoll_ctl(frame.errno, epoll, op, AlwaysReadyFd.fd(), frame.value);
  }

  /** Ends one wait, unless a request is pending already. */
  void request(OwnedFd epoll) {
    if (!requested || owed) {
      requestAgain(epoll);
    }
  }

  /** Ends another wait: the one that consumed the request has thrown instead of returning. */
  void requestAgain(OwnedFd epoll) {
    owed = true; // until the file is armed, even if an error is thrown before
    requested = true;
    arm(epoll);
  }

  /** Whether a wait that has fetched the file's event has to return; consumes the request. */
  boolean consume() {
    boolean consumed = requested;
    if (consumed) {
      requested = false; // later requests are for another wait
    }
    return consumed;
  }

  /** Whether a request is pending. */
  boolean isRequested() {
    return requested;
  }

  /** Makes a wait in progress, or else the next, pick up events left undelivered. */
  void nudge(OwnedFd epoll) {
    owed = true;
    arm(epoll);
  }

  /** The file's event may have been fetched without being consumed. */
  void owe() {
    owed = true;
  }

  /** Arms the file if it is owed. */
  void armIfOwed(OwnedFd epoll) {
    if (owed) {
      arm(epoll);
    }
  }

  private void arm(OwnedFd epoll) {
    CallFrame frame = CallFrame.current();
    try {
      if (epoll.retain()) {
        int armed = -1;
        owed = false; // before the call, so that a later nudge is not lost
        try {
          armed = arm(frame, epoll.number(), MOD);
        } finally {
          if (armed < 0) {
            owed = true;
          }
          epoll.releaseRetained();
        }
      }
    } finally {
      frame.done();
    }
  }
}
