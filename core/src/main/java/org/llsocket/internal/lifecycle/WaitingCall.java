package org.llsocket.internal.lifecycle;

import java.io.IOException;
import org.llsocket.internal.sys.CallFrame;

/** A system call that moves bytes and may have to wait for that; {@link Waiting} makes it. */
public interface WaitingCall {
  /** Whether it sends, and so waits for room. */
  boolean sends();

  /**
   * Makes the system call once.
   *
   * @param waits whether it may wait in the kernel
   * @return what it has moved, or {@code -errno}
   */
  long make(CallFrame frame, int fd, boolean waits);

  /**
   * Whether it is worth a try that does not wait: then a call that finds something to do is one
   * system call, and only one that waits pays for hearing of interrupts.
   */
  boolean triesFirst();

  /**
   * Whether a try that does not wait returned {@code n} as the file knows none: it can be made only
   * where it may wait.
   */
  default boolean isRefused(long n) {
    return false;
  }

  /** Whether a call that waits would return once it has moved {@code n} bytes, 0 or more. */
  boolean isAll(long n);

  /**
   * The last try returned {@code n}, and the next goes on from there: behind so many bytes, or
   * where {@code -errno} says that something has begun.
   */
  void goOn(long n);

  /**
   * Whether it may wait for what the poller does not hear of, so that only a call that waits in the
   * kernel learns of it.
   */
  boolean onlyByWaiting();

  /**
   * Whether the descriptor may be told to be ready and the call would yet have to wait, so that
   * only one that waits in the kernel returns: a receive of a message after a shutdown, a send to a
   * netlink peer whose queue is full.
   */
  boolean mayBeStuck();

  /** Has the next tries use memory that any thread may use. */
  void share();

  /** What to throw for a call of this name that helps this one and returned {@code -errno}. */
  IOException failure(long n, String call);
}
