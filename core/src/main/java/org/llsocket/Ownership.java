package org.llsocket;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.lifecycle.DeadFile;
import org.llsocket.internal.lifecycle.KernelWait;
import org.llsocket.internal.lifecycle.OpenFile;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.sys.CallFrame;
import org.llsocket.internal.sys.FdCalls;
import org.llsocket.internal.sys.SocketCalls;

/**
 * How a number that the kernel has made gets its owner. Between the two nothing is allocated but
 * the owner itself, and where that fails, for want of memory, the number is closed: nothing else
 * would close it.
 */
final class Ownership {
  private static final int EINTR = Platform.number("EINTR");
  private static final int O_RDONLY_CLOEXEC =
      Platform.number("O_RDONLY") | Platform.number("O_CLOEXEC");

  private Ownership() {}

  /**
   * The file that a close puts in the place of one in use must be there before the first descriptor
   * is.
   */
  static void prepare() throws IOException {
    int made = DeadFile.prepare();
    if (made < 0) {
      throw new ErrnoException(new Errno(-made), "open", "\"/\", O_PATH");
    }
  }

  static int checkNumber(int fd) {
    if (fd < 0) {
      throw new IllegalArgumentException("fd " + fd + " is negative");
    }
    return fd;
  }

  /** A FIFO waits here for its other end. */
  static Descriptor open(String path) throws IOException {
    var file = new OpenFile(false);
    CallFrame frame = CallFrame.current();
    KernelWait wait = KernelWait.of(frame);
    int n = -EINTR;
    wait.start();
    try {
      do {
        n = FdCalls.open(path, O_RDONLY_CLOEXEC);
      } while (wait.retry(n));
    } finally {
      wait.stop();
    }
    if (n == -EINTR) {
      throw new InterruptedIOException("open(\"" + path + "\"): interrupted");
    }
    if (n < 0) {
      throw new ErrnoException(new Errno(-n), "open", "\"" + path + "\"");
    }
    return of(n, file);
  }

  /** The owner of a new number, which is closed where there is no memory for one. */
  static Descriptor of(int fd, OpenFile file) {
    Descriptor owner = null;
    try {
      owner = new Descriptor(fd, file);
      return owner;
    } finally {
      discardUnowned(owner, fd);
    }
  }

  /** Closes a new number that got no owner, as the owner could not be made. */
  static void discardUnowned(@Nullable Descriptor owner, int fd) {
    if (owner == null) {
      FdCalls.discard(fd);
    }
  }

  /** Closes a new number, by its owner if it has one already. */
  static void discard(@Nullable Descriptor owner, int fd, CallFrame frame) {
    discardUnowned(owner, fd);
    if (owner != null) {
      int _ = owner.owned.close(frame);
    }
  }

  // ---- sockets

  /** The owner of a new number, as {@link #of(int, OpenFile)}. */
  static Socket of(int fd, OpenFile file, AF family, SOCK type) {
    Socket owner = null;
    try {
      owner = new Socket(fd, file, family, type);
      return owner;
    } finally {
      discardUnowned(owner, fd);
    }
  }

  static Socket socket(AF family, SOCK type, IPPROTO protocol) throws IOException {
    prepare();
    SOCK kind = type.type();
    var file = new OpenFile((type.number() & SOCK.NONBLOCK) != 0);
    int asked = type.cloexec().number();
    CallFrame frame = CallFrame.current();
    try {
      int fd = SocketCalls.socket(frame.errno, family.number(), asked, protocol.number());
      if (fd < 0) {
        throw failure(fd, "socket", family, type, protocol);
      }
      return WaitOptions.made(of(fd, file, family, kind), protocol);
    } finally {
      frame.done();
    }
  }

  private static ErrnoException failure(
      int n, String call, AF family, SOCK type, IPPROTO protocol) {
    return new ErrnoException(new Errno(-n), call, family + ", " + type + ", " + protocol.number());
  }

  static Socket.Pair pair(AF family, SOCK type, IPPROTO protocol) throws IOException {
    prepare();
    int asked = type.cloexec().number();
    CallFrame frame = CallFrame.current();
    try {
      int made =
          SocketCalls.socketpair(
              frame.errno, family.number(), asked, protocol.number(), frame.value);
      if (made < 0) {
        throw failure(made, "socketpair", family, type, protocol);
      }
      int one = frame.value.getAtIndex(JAVA_INT, 0);
      int other = frame.value.getAtIndex(JAVA_INT, 1);
      return pair(one, other, family, type, frame);
    } finally {
      frame.done();
    }
  }

  private static Socket.Pair pair(int one, int other, AF family, SOCK type, CallFrame frame) {
    Socket first = null;
    Socket second = null;
    Socket.Pair pair = null;
    try {
      SOCK kind = type.type();
      boolean nonblock = (type.number() & SOCK.NONBLOCK) != 0;
      first = new Socket(one, new OpenFile(nonblock), family, kind);
      second = new Socket(other, new OpenFile(nonblock), family, kind);
      pair = new Socket.Pair(first, second);
      return pair;
    } finally {
      if (pair == null) {
        discard(first, one, frame);
        discard(second, other, frame);
      }
    }
  }
}
