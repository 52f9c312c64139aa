package org.llsocket.message;

import org.llsocket.internal.platform.Platform;

/**
 * {@code SCM_*}: types of control messages at the level {@code SOL_SOCKET}, for {@link
 * Control#find} and {@link Control#add(int, int, byte[])}.
 *
 * <pre>{@code
 * int at = message.control().find(level, SCM.TIMESTAMPNS);
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>
 */
public final class SCM {
  /** Descriptors: {@link Rights}. */
  public static final int RIGHTS = Platform.number("SCM_RIGHTS");

  /** The sending process: {@link Credentials}. */
  public static final int CREDENTIALS = Platform.number("SCM_CREDENTIALS");

  /** The security label of the sender: {@link Security}. */
  public static final int SECURITY = Platform.number("SCM_SECURITY");

  /** A pidfd of the sending process: {@link PidFd}. */
  public static final int PIDFD = Platform.number("SCM_PIDFD");

  /** The time of arrival, a {@code struct timeval}: {@link Timestamp}. */
  public static final int TIMESTAMP = Platform.number("SCM_TIMESTAMP");

  /** The time of arrival, a {@code struct timespec}: {@link Timestamp}. */
  public static final int TIMESTAMPNS = Platform.number("SCM_TIMESTAMPNS");

  /** Software and hardware timestamps: {@link Timestamping}. */
  public static final int TIMESTAMPING = Platform.number("SCM_TIMESTAMPING");

  private SCM() {}
}
