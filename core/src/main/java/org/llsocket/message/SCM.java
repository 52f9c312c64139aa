package org.llsocket.message;

import org.llsocket.internal.platform.Platform;

/**
 * {@code SCM_*}: types of control messages at the level {@code SOL_SOCKET}, for those that have no
 * class here.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>
 */
public final class SCM {
  /** Descriptors: {@link Rights}. */
  public static final int RIGHTS = Platform.number("SCM_RIGHTS");

  /** Who sends: {@link Credentials}. */
  public static final int CREDENTIALS = Platform.number("SCM_CREDENTIALS");

  /** The security label of the sender: SO_PASSSEC. */
  public static final int SECURITY = Platform.number("SCM_SECURITY");

  /** A descriptor of the sender's process: {@link PidFd}. */
  public static final int PIDFD = Platform.number("SCM_PIDFD");

  /** When it came, as a {@code struct timeval}: SO_TIMESTAMP. */
  public static final int TIMESTAMP = Platform.number("SCM_TIMESTAMP");

  /** When it came, as a {@code struct timespec}: SO_TIMESTAMPNS. */
  public static final int TIMESTAMPNS = Platform.number("SCM_TIMESTAMPNS");

  /** Software and hardware time stamps: SO_TIMESTAMPING. */
  public static final int TIMESTAMPING = Platform.number("SCM_TIMESTAMPING");

  private SCM() {}
}
