package org.llsocket;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;

/**
 * A system call failed: {@code connect(fd=7, 127.0.0.1:1): ECONNREFUSED (Connection refused)}. The
 * call had no effect, unless its Javadoc says otherwise.
 *
 * {@snippet :
 * try {
 *   socket.connect(address);
 * } catch (ErrnoException e) {
 *   if (!e.errno().equals(Errno.ECONNREFUSED)) {
 *     throw e;
 *   }
 *   retryLater();
 * }
 * }
 *
 * <p>It is not a {@link SocketException}, because files, pipes and epolls fail with it too. For
 * code that handles the exceptions of {@code java.net}, such as a retry policy for {@link
 * ConnectException}, {@link #toSocketException} converts it:
 *
 * {@snippet :
 * try {
 *   socket.connect(address);
 * } catch (ErrnoException e) {
 *   throw e.toSocketException(); // ConnectException, with e as its cause
 * }
 * }
 */
public final class ErrnoException extends IOException {
  private static final long serialVersionUID = 1;

  private final int number;
  private final String call;

  /**
   * An exception for a call that failed.
   *
   * @param errno why it failed
   * @param call the C name of the call
   * @param arguments its arguments, for the message
   */
  public ErrnoException(Errno errno, String call, String arguments) {
    super(call + "(" + arguments + "): " + errno + " (" + errno.strerror() + ")");
    this.number = errno.number();
    this.call = call;
  }

  /** Why the call failed. */
  public Errno errno() {
    return new Errno(number);
  }

  /** The C name of the call that failed. */
  public String call() {
    return call;
  }

  /**
   * The exception that the JDK's own sockets throw for this errno, with the same message and this
   * exception as its cause:
   *
   * <ul>
   *   <li>{@link ConnectException}: ECONNREFUSED and ETIMEDOUT from {@code connect};
   *   <li>{@link PortUnreachableException}: ECONNREFUSED from any other call, which is how a
   *       datagram socket reports an ICMP error for an earlier datagram;
   *   <li>{@link NoRouteToHostException}: EHOSTUNREACH;
   *   <li>{@link BindException}: EADDRINUSE and EADDRNOTAVAIL; EACCES from {@code bind};
   *   <li>{@link SocketException}: everything else.
   * </ul>
   *
   * <p>A timeout that was passed to a call has no errno; those calls throw {@link
   * java.net.SocketTimeoutException} themselves.
   */
  public SocketException toSocketException() {
    SocketException exception = inJavaNet(errno(), call, String.valueOf(getMessage()));
    exception.initCause(this);
    return exception;
  }

  private static SocketException inJavaNet(Errno errno, String call, String message) {
    boolean connects = call.equals("connect");
    if (errno.equals(Errno.ECONNREFUSED) && !connects) {
      return new PortUnreachableException(message);
    }
    if (errno.equals(Errno.ECONNREFUSED) || (errno.equals(Errno.ETIMEDOUT) && connects)) {
      return new ConnectException(message);
    }
    if (errno.equals(Errno.EHOSTUNREACH)) {
      return new NoRouteToHostException(message);
    }
    boolean ofAddress = errno.equals(Errno.EADDRINUSE) || errno.equals(Errno.EADDRNOTAVAIL);
    return ofAddress || (errno.equals(Errno.EACCES) && call.equals("bind"))
        ? new BindException(message)
        : new SocketException(message);
  }
}
