package org.llsocket.poll;

import org.llsocket.internal.platform.Platform;

/**
 * {@code POLL*}: what {@link Poll} looks for and finds, combined with {@code |}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/poll.2.html">poll(2)</a>
 */
public final class POLL {
  /** {@code POLLIN}: there is something to read or accept, or the end of the stream. */
  public static final int IN = Platform.number("POLLIN");

  /** {@code POLLPRI}: something exceptional, such as TCP's urgent data. */
  public static final int PRI = Platform.number("POLLPRI");

  /** {@code POLLOUT}: a write would not wait; a connection is made, or has failed. */
  public static final int OUT = Platform.number("POLLOUT");

  /** {@code POLLERR}: found, asked for or not: an error; a pipe's reading end is closed. */
  public static final int ERR = Platform.number("POLLERR");

  /** {@code POLLHUP}: found, asked for or not: the peer is gone; data may be left to read. */
  public static final int HUP = Platform.number("POLLHUP");

  /** {@code POLLNVAL}: found, asked for or not: the descriptor is closed. */
  public static final int NVAL = Platform.number("POLLNVAL");

  /** {@code POLLRDNORM}: as {@link #IN}. */
  public static final int RDNORM = Platform.number("POLLRDNORM");

  /** {@code POLLRDBAND}: priority data can be read; no use on Linux. */
  public static final int RDBAND = Platform.number("POLLRDBAND");

  /** {@code POLLWRNORM}: as {@link #OUT}. */
  public static final int WRNORM = Platform.number("POLLWRNORM");

  /** {@code POLLWRBAND}: priority data can be written. */
  public static final int WRBAND = Platform.number("POLLWRBAND");

  /** {@code POLLMSG}: no use on Linux. */
  public static final int MSG = Platform.number("POLLMSG");

  /** {@code POLLRDHUP}: the peer has shut down its writing half, or all of it. */
  public static final int RDHUP = Platform.number("POLLRDHUP");

  private POLL() {}

  /**
   * {@return the C names of {@code events}, joined with {@code |}; {@code 0} for none}
   *
   * @param events the numbers, combined
   */
  public static String toString(int events) {
    return Platform.flagNames("POLL", events);
  }
}
