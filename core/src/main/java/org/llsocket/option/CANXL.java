package org.llsocket.option;

import org.llsocket.internal.platform.Platform;

/**
 * {@code CANXL_*}: flags and lengths of CAN XL frames; since Linux 6.2.
 *
 * <pre>{@code
 * boolean xl = (flags & CANXL.XLF) != 0;
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/networking/can.html">SocketCAN</a>
 */
public final class CANXL {
  /** {@code CANXL_MIN_DLC}: the smallest data length code. */
  public static final int MIN_DLC = Platform.number("CANXL_MIN_DLC");

  /** {@code CANXL_MAX_DLC}: the largest data length code. */
  public static final int MAX_DLC = Platform.number("CANXL_MAX_DLC");

  /** {@code CANXL_MAX_DLC_MASK}: the bits of a data length code. */
  public static final int MAX_DLC_MASK = Platform.number("CANXL_MAX_DLC_MASK");

  /** {@code CANXL_MIN_DLEN}: the shortest payload, in bytes. */
  public static final int MIN_DLEN = Platform.number("CANXL_MIN_DLEN");

  /** {@code CANXL_MAX_DLEN}: the longest payload, in bytes. */
  public static final int MAX_DLEN = Platform.number("CANXL_MAX_DLEN");

  /** {@code CANXL_XLF}: a flag: a CAN XL frame; always set. */
  public static final int XLF = Platform.number("CANXL_XLF");

  /** {@code CANXL_SEC}: a flag: simple extended content. */
  public static final int SEC = Platform.number("CANXL_SEC");

  /** {@code CANXL_HDR_SIZE}: the size of {@code struct canxl_frame} without its payload. */
  public static final int HDR_SIZE = Platform.number("CANXL_HDR_SIZE");

  /** {@code CANXL_MIN_MTU}: the smallest MTU. */
  public static final int MIN_MTU = Platform.number("CANXL_MIN_MTU");

  /** {@code CANXL_MAX_MTU}: the largest MTU. */
  public static final int MAX_MTU = Platform.number("CANXL_MAX_MTU");

  /** {@code CANXL_MTU}: the size of {@code struct canxl_frame}. */
  public static final int MTU = Platform.number("CANXL_MTU");

  private CANXL() {}
}
