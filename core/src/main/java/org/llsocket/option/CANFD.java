package org.llsocket.option;

import org.llsocket.internal.platform.Platform;

/**
 * {@code CANFD_*}: flags and lengths of CAN FD frames.
 *
 * <pre>{@code
 * boolean fast = (flags & CANFD.BRS) != 0;
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/networking/can.html">SocketCAN</a>
 */
public final class CANFD {
  /** {@code CANFD_MAX_DLC}: the largest data length code. */
  public static final int MAX_DLC = Platform.number("CANFD_MAX_DLC");

  /** {@code CANFD_MAX_DLEN}: the longest payload, in bytes. */
  public static final int MAX_DLEN = Platform.number("CANFD_MAX_DLEN");

  /** {@code CANFD_BRS}: a flag: the payload has a second bit rate. */
  public static final int BRS = Platform.number("CANFD_BRS");

  /** {@code CANFD_ESI}: a flag: the error state of the sender. */
  public static final int ESI = Platform.number("CANFD_ESI");

  /** {@code CANFD_FDF}: a flag: a CAN FD frame in memory for both kinds of frames. */
  public static final int FDF = Platform.number("CANFD_FDF");

  /** {@code CANFD_MTU}: the size of {@code struct canfd_frame}. */
  public static final int MTU = Platform.number("CANFD_MTU");

  private CANFD() {}
}
