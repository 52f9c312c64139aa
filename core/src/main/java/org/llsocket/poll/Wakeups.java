package org.llsocket.poll;

import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.lifecycle.ReadyFile;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.EpollEvent;
import org.llsocket.internal.sys.CallFrame;
import org.llsocket.internal.sys.EpollCalls;

/**
 * The wake-ups of an epoll. It watches a file that is always ready, one-shot; to arm that once more
 * ends a wait of one thread in the kernel. Whether that thread returns, or only looks for events
 * that others have left, is noted here: where an error comes between, what is noted stays, and the
 * next call arms again.
 */
final class Wakeups {
  private static final int MOD = Platform.number("EPOLL_CTL_MOD");

  private volatile boolean asked; // for, and no wait has seen it
  private volatile boolean owed; // to arm

  /** Has the epoll report once that its file is ready. */
  static int arm(CallFrame frame, int epoll, int op) {
    EpollEvent.set(frame.value, EPOLL.IN | EPOLL.ONESHOT, Registrations.WAKEUP);
    return EpollCalls.epoll_ctl(frame.errno, epoll, op, ReadyFile.fd(), frame.value);
  }

  /** Ends a wait, unless one is to be ended already. */
  void ask(OwnedFd epoll) {
    if (!asked || owed) {
      askAgain(epoll);
    }
  }

  /** Ends a wait: of those that have seen what was asked for none has ended by it. */
  void askAgain(OwnedFd epoll) {
    owed = true; // until it is armed, whatever comes between
    asked = true;
    arm(epoll);
  }

  /** Whether a wait that has fetched the event of the file is to end by it. */
  boolean see() {
    boolean seen = asked;
    if (seen) {
      asked = false; // and what is asked for from now on is for another wait
    }
    return seen;
  }

  /** Whether there is one for a wait to see. */
  boolean isAsked() {
    return asked;
  }

  /** Has a wait under way, or else the next, look again. */
  void nudge(OwnedFd epoll) {
    owed = true;
    arm(epoll);
  }

  /** The event of the file may have been fetched and not been seen. */
  void owe() {
    owed = true;
  }

  /** Arms what is owed. */
  void settle(OwnedFd epoll) {
    if (owed) {
      arm(epoll);
    }
  }

  private void arm(OwnedFd epoll) {
    CallFrame frame = CallFrame.current();
    try {
      if (epoll.hold()) {
        int armed = -1;
        owed = false; // before the call: what is owed from now on stays so
        try {
          armed = arm(frame, epoll.number(), MOD);
        } finally {
          if (armed < 0) {
            owed = true;
          }
          epoll.letGo();
        }
      }
    } finally {
      frame.done();
    }
  }
}
