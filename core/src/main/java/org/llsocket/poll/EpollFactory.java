package org.llsocket.poll;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import org.llsocket.Descriptor;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.OnInterrupt;
import org.llsocket.internal.lifecycle.AlwaysReadyFd;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.DescriptorAccess;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.sys.EpollCalls;
import org.llsocket.internal.sys.FdCalls;

/** Opens the descriptor of an epoll, and registers the file that wakes it up. */
final class EpollFactory {
  private static final int ADD = Platform.number("EPOLL_CTL_ADD");
  private static final int CLOEXEC = Platform.number("EPOLL_CLOEXEC");
  private static final int EINTR = Platform.number("EINTR");

  static {
    try {
      MethodHandles.lookup()
          .ensureInitialized(Descriptor.class); // DescriptorAccess creates descriptors through it
    } catch (IllegalAccessException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private EpollFactory() {}

  /** Creates what all epolls share, before the first of them. */
  static void prepare() throws IOException {
    int prepared = AlwaysReadyFd.prepare();
    if (prepared < 0) {
      throw new ErrnoException(new Errno(-prepared), "socketpair", "AF_UNIX, SOCK_STREAM");
    }
  }

  /** {@code epoll_create1(EPOLL_CLOEXEC)}; an interrupted wait leaves the epoll open. */
  static Descriptor open(CallFrame frame) throws IOException {
    int fd = EpollCalls.epoll_create1(frame.errno, CLOEXEC);
    if (fd < 0) {
      throw new ErrnoException(new Errno(-fd), "epoll_create1", "EPOLL_CLOEXEC");
    }
    return owned(fd, frame);
  }

  /** Allocates only the owner of {@code fd}, and closes {@code fd} if that fails. */
  private static Descriptor owned(int fd, CallFrame frame) throws IOException {
    Descriptor owner = null;
    try {
      int armed = Wakeups.arm(frame, fd, ADD);
      if (armed < 0) {
        throw new ErrnoException(new Errno(-armed), "epoll_ctl", "fd=" + fd + ", EPOLL_CTL_ADD");
      }
      int fired;
      do {
        fired = EpollCalls.epoll_wait(frame.errno, fd, frame.value, 1, 0);
      } while (fired == -EINTR);
      owner = (Descriptor) DescriptorAccess.own(fd);
      owner.onInterrupt(OnInterrupt.KEEP_OPEN);
      return owner;
    } finally {
      if (owner == null) {
        int _ = FdCalls.discard(fd);
      }
    }
  }
}
