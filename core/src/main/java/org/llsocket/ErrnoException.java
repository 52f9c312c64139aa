package org.llsocket;

import java.net.SocketException;

/**
 * A system call failed: {@code connect(fd=7, 127.0.0.1:1): ECONNREFUSED (Connection refused)}.
 *
 * <p>The call has had no effect but where its own Javadoc says otherwise.
 */
public final class ErrnoException extends SocketException {
  private static final long serialVersionUID = 1;

  private final int number;
  private final String call;

  /**
   * An exception for a call that failed.
   *
   * @param errno why
   * @param call the C name of the call
   * @param arguments what it was called with, for the message
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
}
