package org.llsocket;

import org.llsocket.internal.platform.Platform;

/**
 * {@code MSG_*}: flags of the send and receive calls, combined with {@code |}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/recv.2.html">recv(2)</a>, send(2)
 */
public final class MSG {
  /** {@code MSG_NOSIGNAL}: no SIGPIPE when the peer is gone. llsocket sets it on every send. */
  public static final int NOSIGNAL = Platform.number("MSG_NOSIGNAL");

  /** {@code MSG_TRUNC}: return the real length of a datagram, even where it was cut. */
  public static final int TRUNC = Platform.number("MSG_TRUNC");

  private MSG() {}

  /** The C names of {@code flags}, joined with {@code |}; {@code 0} for none. */
  public static String toString(int flags) {
    return Platform.flagNames("MSG_", flags);
  }
}
