package org.llsocket;

import org.llsocket.internal.platform.Platform;

/**
 * {@code SHUT_*}: which directions {@link Socket#shutdown} ends.
 *
 * <pre>{@code
 * socket.shutdown(SHUT.WR); // the peer receives the end of the stream
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/shutdown.2.html">shutdown(2)</a>
 */
public enum SHUT {
  /** {@code SHUT_RD}: no more receives. On Linux, TCP data that arrives later can still be read. */
  RD,
  /** {@code SHUT_WR}: no more sends; the peer sees the end of the stream. */
  WR,
  /** {@code SHUT_RDWR}: both. */
  RDWR;

  private final int number = Platform.number("SHUT_" + name());

  /** {@return the platform's number} */
  public int number() {
    return number;
  }

  /** {@return the C name} */
  @Override
  public String toString() {
    return "SHUT_" + name();
  }
}
