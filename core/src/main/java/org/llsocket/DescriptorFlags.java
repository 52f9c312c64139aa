package org.llsocket;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import org.llsocket.internal.lifecycle.CallFrame;
import org.llsocket.internal.lifecycle.ExclusiveFile;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.sys.FdCalls;

/** {@code fcntl(2)}: the flags of a descriptor, and duplicates of it. */
final class DescriptorFlags {
  private static final int F_GETFD = Platform.number("F_GETFD");
  private static final int F_SETFD = Platform.number("F_SETFD");
  private static final int F_GETFL = Platform.number("F_GETFL");
  private static final int F_SETFL = Platform.number("F_SETFL");
  private static final int F_DUPFD_CLOEXEC = Platform.number("F_DUPFD_CLOEXEC");
  private static final int FD_CLOEXEC = Platform.number("FD_CLOEXEC");
  private static final int O_NONBLOCK = Platform.number("O_NONBLOCK");

  private DescriptorFlags() {}

  static boolean cloexec(Handle descriptor) throws IOException {
    return (fcntl(descriptor, "fcntl", F_GETFD, 0) & FD_CLOEXEC) != 0;
  }

  static void cloexec(Handle descriptor, boolean enable) throws IOException {
    int _ = enable ? 0 : descriptor.owned.share();
    int flags = fcntl(descriptor, "fcntl", F_GETFD, 0);
    fcntl(descriptor, "fcntl", F_SETFD, enable ? flags | FD_CLOEXEC : flags & ~FD_CLOEXEC);
  }

  static boolean nonblock(Handle descriptor) throws IOException {
    synchronized (descriptor.file()) { // no call sets the flag for itself meanwhile
      boolean enabled = (flags(descriptor) & O_NONBLOCK) != 0;
      descriptor.file().nonblock(enabled);
      return enabled;
    }
  }

  static void nonblock(Handle descriptor, boolean enable) throws IOException {
    synchronized (descriptor.file()) {
      int flags = flags(descriptor);
      fcntl(descriptor, "fcntl", F_SETFL, enable ? flags | O_NONBLOCK : flags & ~O_NONBLOCK);
      descriptor.file().nonblock(enable);
    }
  }

  private static int flags(Handle descriptor) throws IOException {
    CallFrame frame = descriptor.acquire();
    try {
      ExclusiveFile.clear(descriptor.file(), frame, descriptor.number());
    } finally {
      descriptor.release(frame);
    }
    return fcntl(descriptor, "fcntl", F_GETFL, 0);
  }

  /** The fd of a duplicate, close-on-exec. */
  static int dup(Handle descriptor) throws IOException {
    int _ = descriptor.owned.share();
    return fcntl(descriptor, "dup", F_DUPFD_CLOEXEC, 0);
  }

  private static int fcntl(Handle descriptor, String call, int command, int argument)
      throws IOException {
    CallFrame frame = descriptor.acquire();
    try {
      int n = FdCalls.fcntl(frame.errno, descriptor.number(), command, argument);
      if (n < 0) {
        throw descriptor.failure(n, call, "");
      }
      if (!descriptor.isOpen()) {
        if (command == F_DUPFD_CLOEXEC) {
          int _ = FdCalls.discard(n);
        }
        throw new AsynchronousCloseException();
      }
      return n;
    } finally {
      descriptor.release(frame);
    }
  }
}
