package org.llsocket.internal.message;

import java.nio.channels.AsynchronousCloseException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.MSG;
import org.llsocket.internal.lifecycle.BlockingCall;
import org.llsocket.internal.lifecycle.OpenFileDescription;
import org.llsocket.internal.lifecycle.OwnedFd;
import org.llsocket.internal.platform.Platform;

/** A call on a socket, which an object makes again and again; one at a time. */
public abstract class MessagesCall implements BlockingCall {
  private static final int EAGAIN = Platform.number("EAGAIN");
  private static final int EINTR = Platform.number("EINTR");

  private static final int AF_UNIX = Platform.number("AF_UNIX");

  private @Nullable OwnedFd socket; // during a call

  /** Begins a call on {@code target}. */
  protected final void begin(OwnedFd target) {
    socket = target;
  }

  /** Ends the call: the socket is no longer referenced. */
  protected final void end() {
    socket = null;
  }

  /** The socket of the current call. */
  protected final OwnedFd socket() {
    return Objects.requireNonNull(socket, "no call is being made");
  }

  /**
   * {@code MSG_CMSG_CLOEXEC} if descriptors can arrive, or 0. Only Unix sockets carry SCM_RIGHTS,
   * and a pidfd is close-on-exec in any case. Other families refuse an unknown flag: packet, CAN,
   * Phonet and MCTP sockets.
   */
  public static int closeOnExec(OpenFileDescription file) {
    return file.family() == AF_UNIX ? MSG.CMSG_CLOEXEC : 0;
  }

  protected final OpenFileDescription file() {
    return socket().file();
  }

  /** Whether a call that returned {@code n} would have to wait, or was closed meanwhile. */
  protected static boolean again(OwnedFd on, long n) throws AsynchronousCloseException {
    if (!on.isOpen()) {
      throw new AsynchronousCloseException();
    }
    return n == -EAGAIN || n == -EINTR;
  }

  /**
   * The exception for a call that returned {@code -errno}; its text costs garbage, so a call first
   * asks {@link #again}.
   *
   * @param call its C name
   * @param arguments as the error message shows them after the fd
   */
  protected static ErrnoException failure(OwnedFd on, long n, String call, String arguments) {
    return new ErrnoException(new Errno((int) -n), call, "fd=" + on.number() + ", " + arguments);
  }
}
