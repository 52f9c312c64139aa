package org.llsocket;

import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.sys.NameCalls;

/**
 * {@code errno}: why a system call failed. Numbers that this class does not name pass through.
 *
 * @param number the platform's number
 * @see <a href="https://man7.org/linux/man-pages/man3/errno.3.html">errno(3)</a>
 */
public record Errno(int number) {
  /** {@code EINTR}: a signal came; llsocket repeats the call, so it is never seen outside. */
  public static final Errno EINTR = of("EINTR");

  /** {@code EAGAIN}: the call would have to wait; llsocket returns {@link Socket#AGAIN} instead. */
  public static final Errno EAGAIN = of("EAGAIN");

  private static Errno of(String cName) {
    return new Errno(Platform.number(cName));
  }

  /** {@code strerror(3)}: the C library's text, in English. */
  public String strerror() {
    return NameCalls.strerror(number);
  }

  /** The C name, {@code ECONNREFUSED}, or {@code E} and the number where it has none. */
  @Override
  public String toString() {
    return Platform.nameOf("E", number);
  }
}
