package org.llsocket.internal.lifecycle;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Pollfd;
import org.llsocket.internal.sys.FdCalls;
import org.llsocket.internal.sys.SocketCalls;

/**
 * A socket whose peer is closed, so it is always readable and writable. One per process, shared by
 * all epolls as their wake-up source.
 */
public final class AlwaysReadyFd extends SharedFd {
  private static final int AF_UNIX = Platform.number("AF_UNIX");
  private static final int TYPE = Platform.number("SOCK_STREAM") | Platform.number("SOCK_CLOEXEC");

  private static final int POLLIN = Platform.number("POLLIN");
  private static final int POLLHUP = Platform.number("POLLHUP");

  private static final AlwaysReadyFd FILE = new AlwaysReadyFd();

  private AlwaysReadyFd() {
    super("org.llsocket.pollFile");
  }

  /** Opens this file and the pre-close file unless they are open; returns 0 or {@code -errno}. */
  public static int prepare() {
    int dead = PreClose.prepare();
    return dead < 0 ? dead : FILE.make();
  }

  /** The fd, once it is {@linkplain #prepare open}. */
  public static int fd() {
    return FILE.number();
  }

  @Override
  boolean isOne(int number) {
    CallFrame frame = CallFrame.current();
    try {
      Pollfd.set(frame.value, number, POLLIN);
      return FdCalls.poll(frame.errno, frame.value, 1, 0) == 1
          && (Pollfd.revents(frame.value, 0) & POLLHUP) != 0;
    } finally {
      frame.done();
    }
  }

  @Override
  int open() {
    CallFrame frame = CallFrame.current();
    try {
      int made = SocketCalls.socketpair(frame.errno, AF_UNIX, TYPE, 0, frame.value);
      if (made < 0) {
        return made;
      }
      int _ = FdCalls.discard(frame.value.getAtIndex(JAVA_INT, 1));
      return frame.value.getAtIndex(JAVA_INT, 0);
    } finally {
      frame.done();
    }
  }
}
