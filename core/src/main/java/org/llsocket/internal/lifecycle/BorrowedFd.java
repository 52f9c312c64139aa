package org.llsocket.internal.lifecycle;

import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.sys.FdCalls;

/**
 * A view of an fd that another owner closes. Calls are counted and woken as those of an {@link
 * OwnedFd}, but the end of the view leaves the fd and its file alone: it puts no pre-close file in
 * its place, shuts nothing down and closes nothing. Signals alone wake the calls in flight.
 *
 * <p>Epolls watch a private duplicate of the fd, not the fd itself: an epoll refuses an fd that it
 * watches already, as it may for the owner or for another view, and if the owner closes the fd too
 * early the fd may be that of another file when the registration is removed.
 */
public final class BorrowedFd extends OwnedFd {
  private static final int NONE = -1;
  private static final int F_DUPFD_CLOEXEC = Platform.number("F_DUPFD_CLOEXEC");

  private int duplicate = NONE; // for epolls, since the first registration; written under this

  /** A view of {@code number}, which must be open. */
  public BorrowedFd(int number, OpenFileDescription file) {
    super(number, file);
  }

  @Override
  public boolean isBorrowed() {
    return true;
  }

  @Override
  public int watchedNumber() {
    return duplicate;
  }

  @Override
  int openWatched(CallFrame frame) {
    if (duplicate < 0) {
      int made = FdCalls.fcntl(frame.errno, number(), F_DUPFD_CLOEXEC, 0);
      if (made < 0) {
        return made;
      }
      duplicate = made;
    }
    return 0;
  }

  @Override
  void closeWatched() {
    if (duplicate >= 0) {
      FdCalls.discard(duplicate);
      duplicate = NONE;
    }
  }

  /**
   * A signal that a thread gets before it is in the kernel is lost, so the Waker must repeat it.
   */
  @Override
  void wakeUntilClosed() {
    Waker.end(this);
  }

  @Override
  void replace(CallFrame frame) {}

  @Override
  void cutOff() {}

  @Override
  int closeNumber(CallFrame frame) {
    return 0;
  }
}
