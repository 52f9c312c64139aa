package org.llsocket.internal.lifecycle;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.sys.CallFrame;
import org.llsocket.internal.sys.FdCalls;
import org.llsocket.internal.sys.SocketCalls;

/**
 * A socket whose peer is gone: every call on it returns at once. One a process, made with the first
 * descriptor, for a process that has run out of descriptors must still be able to close one.
 */
public final class DeadFile {
  private static final int AF_UNIX = Platform.number("AF_UNIX");
  private static final int TYPE =
      Platform.number("SOCK_STREAM")
          | Platform.number("SOCK_NONBLOCK") // a Unix connect would wait, for the other's queue
          | Platform.number("SOCK_CLOEXEC");
  private static final int CLOEXEC = Platform.number("O_CLOEXEC");
  private static final int SHUT_RDWR = Platform.number("SHUT_RDWR");

  private static volatile int fd = -1; // grows from -1 once, under the class's lock

  private DeadFile() {}

  /** Makes the file if it is not there yet; returns 0 or {@code -errno}. */
  public static int prepare() {
    return fd >= 0 ? 0 : make();
  }

  /** Its number, once it is {@linkplain #prepare made}: of a file that is ready for anything. */
  public static int number() {
    return fd;
  }

  private static synchronized int make() {
    if (fd >= 0) {
      return 0;
    }
    CallFrame frame = CallFrame.current();
    try {
      int made = SocketCalls.socketpair(frame.errno, AF_UNIX, TYPE, 0, frame.value);
      if (made < 0) {
        return made;
      }
      int kept = frame.value.getAtIndex(JAVA_INT, 0);
      FdCalls.close(frame.errno, frame.value.getAtIndex(JAVA_INT, 1));
      SocketCalls.shutdown(frame.errno, kept, SHUT_RDWR);
      fd = kept;
      return 0;
    } finally {
      frame.done();
    }
  }

  /** Puts the dead file in the place of {@code number}'s file. */
  static void replace(int number) {
    CallFrame frame = CallFrame.current();
    try {
      FdCalls.dup3(frame.errno, fd, number, CLOEXEC);
    } finally {
      frame.done();
    }
  }
}
