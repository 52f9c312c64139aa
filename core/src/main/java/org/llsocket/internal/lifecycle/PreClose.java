package org.llsocket.internal.lifecycle;

import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.sys.FdCalls;

/**
 * The pre-close file: a close puts it in the place of an fd that is in use. It is opened with
 * {@code O_PATH}, so every call on it fails at once with EBADF and no call can change it. A closed
 * socket would not do: connect(2) of a socket that is already connected still waits for a Unix
 * listener whose queue is full, and a bind that races with the close would give the socket a name.
 * One per process, opened with the first descriptor, because a process that has run out of
 * descriptors must still be able to close one.
 */
public final class PreClose extends SharedFd {
  private static final int CLOEXEC = Platform.number("O_CLOEXEC");
  private static final int O_PATH = Platform.number("O_PATH");
  private static final int FLAGS = O_PATH | CLOEXEC;
  private static final int F_GETFL = Platform.number("F_GETFL");

  /**
   * If SCM_RIGHTS sends it, as it may while the sender closes the descriptor, the receiver must
   * gain no access by it, as it would by a directory.
   */
  private static final String HARMLESS = "/dev/null";

  private static final int EINTR = Platform.number("EINTR");

  private static final PreClose FILE = new PreClose();

  private PreClose() {
    super("org.llsocket.deadFile");
  }

  /** Opens the file unless it is open; returns 0 or {@code -errno}. */
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

  /** Puts the pre-close file in the place of the file of {@code number}. */
  static void replace(CallFrame frame, int number) {
    int n;
    do {
      n = FdCalls.dup3(frame.errno, FILE.number(), number, CLOEXEC);
    } while (n == -EINTR);
  }
}
