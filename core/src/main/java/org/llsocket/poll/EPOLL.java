package org.llsocket.poll;

import org.llsocket.internal.platform.Platform;

/**
 * {@code EPOLL*}: what {@link Epoll} looks for and finds, and how it tells, combined with {@code
 * |}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/epoll_ctl.2.html">epoll_ctl(2)</a>
 */
public final class EPOLL {
  /** {@code EPOLLIN}: there is something to read or accept, or the end of the stream. */
  public static final int IN = Platform.number("EPOLLIN");

  /** {@code EPOLLPRI}: something exceptional, such as TCP's urgent data. */
  public static final int PRI = Platform.number("EPOLLPRI");

  /** {@code EPOLLOUT}: a write would not wait; a connection is made, or has failed. */
  public static final int OUT = Platform.number("EPOLLOUT");

  /** {@code EPOLLERR}: found, asked for or not: an error; a pipe's reading end is closed. */
  public static final int ERR = Platform.number("EPOLLERR");

  /** {@code EPOLLHUP}: found, asked for or not: the peer is gone; data may be left to read. */
  public static final int HUP = Platform.number("EPOLLHUP");

  /** {@code EPOLLRDNORM}: as {@link #IN}. */
  public static final int RDNORM = Platform.number("EPOLLRDNORM");

  /** {@code EPOLLRDBAND}: priority data can be read; no use on Linux. */
  public static final int RDBAND = Platform.number("EPOLLRDBAND");

  /** {@code EPOLLWRNORM}: as {@link #OUT}. */
  public static final int WRNORM = Platform.number("EPOLLWRNORM");

  /** {@code EPOLLWRBAND}: priority data can be written. */
  public static final int WRBAND = Platform.number("EPOLLWRBAND");

  /** {@code EPOLLMSG}: no use on Linux. */
  public static final int MSG = Platform.number("EPOLLMSG");

  /** {@code EPOLLRDHUP}: the peer has shut down its writing half, or all of it. */
  public static final int RDHUP = Platform.number("EPOLLRDHUP");

  /**
   * {@code EPOLLEXCLUSIVE}: of the epolls that watch the same file, wake one or a few and not all;
   * with {@link #IN}, {@link #OUT}, {@link #ET} only, and not to be modified later.
   */
  public static final int EXCLUSIVE = Platform.number("EPOLLEXCLUSIVE");

  /** {@code EPOLLWAKEUP}: the system stays awake until the event is handled; a privilege. */
  public static final int WAKEUP = Platform.number("EPOLLWAKEUP");

  /**
   * {@code EPOLLONESHOT}: tell once, then of nothing more until {@link Epoll#modify} asks again.
   */
  public static final int ONESHOT = Platform.number("EPOLLONESHOT");

  /**
   * {@code EPOLLET}: edge-triggered: tell when something new happens, not as long as it lasts. Read
   * or write until {@code AGAIN}, or the rest waits for the next edge.
   */
  public static final int ET = Platform.number("EPOLLET");

  private EPOLL() {}

  /**
   * {@return the C names of {@code events}, joined with {@code |}; {@code 0} for none}
   *
   * @param events the numbers, combined
   */
  public static String toString(int events) {
    return Platform.flagNames("EPOLL", events);
  }
}
