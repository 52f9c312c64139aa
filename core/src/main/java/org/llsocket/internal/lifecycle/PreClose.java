package org.llsocket.internal.lifecycle;

import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.sys.FdCalls;

/**
 * A descriptor that every call refuses at once with EBADF, and that no call can change: one that
 * was opened with {@code O_PATH}. A dead socket would not do: connect(2) of a socket that is
 * connected already still waits for a Unix listener whose queue is full, and a bind that races with
 * a close would give it a name. One a process, made with the first descriptor, for a process that
 * has run out of descriptors must still be able to close one.
 */
public final class PreClose extends SharedFd {
  private static final int CLOEXEC = Platform.number("O_CLOEXEC");
  private static final int O_PATH = Platform.number("O_PATH");
  private static final int FLAGS = O_PATH | CLOEXEC;
  private static final int F_GETFL = Platform.number("F_GETFL");

  /**
   * Passed on by SCM_RIGHTS at a bad moment it must open nothing to the receiver, as a directory.
   */
  private static final String HARMLESS = "/dev/null";

  private static final int EINTR = Platform.number("EINTR");

  private static final PreClose FILE = new PreClose();

  private PreClose() {
    super("org.llsocket.deadFile");
  }

  /** Makes the file if it is not there yet; returns 0 or {@code -errno}. */
  public static int prepare() {
    return FILE.make();
  }

  @Override
  boolean isOne(int number) {
    CallFrame frame = CallFrame.current();
    try {
      int flags = FdCalls.fcntl(frame.errno, number, F_GETFL, 0);
      return flags >= 0 && (flags & O_PATH) != 0;
    } finally {
      frame.done();
    }
  }

  @Override
  int open() {
    int made = open(HARMLESS);
    return made >= 0 ? made : open("/");
  }

  private static int open(String path) {
    int n;
    do {
      n = FdCalls.open(path, FLAGS);
    } while (n == -EINTR);
    return n;
  }

  /** Puts the dead file in the place of {@code number}'s file. */
  static void replace(CallFrame frame, int number) {
    int n;
    do {
      n = FdCalls.dup3(frame.errno, FILE.number(), number, CLOEXEC);
    } while (n == -EINTR);
  }
}
