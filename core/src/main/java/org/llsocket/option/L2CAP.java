package org.llsocket.option;

import java.util.EnumSet;
import java.util.List;
import org.llsocket.internal.platform.Platform;

/**
 * {@code L2CAP_*}: values of the options of Bluetooth L2CAP sockets.
 *
 * <p>The names are BlueZ's, {@code <bluetooth/l2cap.h>}.
 *
 * <p>{@code L2CAP_OPTIONS} and {@code L2CAP_CONNINFO} are structs that {@link BT}'s options
 * replace: the raw calls of {@link org.llsocket.Socket} take them, at the level {@link
 * org.llsocket.SOL#L2CAP}.
 *
 * <pre>{@code
 * int linkMode = L2CAP.LM_AUTH | L2CAP.LM_ENCRYPT; // for L2CAP_LM
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/networking/bluetooth/index.html">Bluetooth</a>
 */
public final class L2CAP {
  private static final Table TABLE = new Table("SOL_L2CAP", "", EnumSet.of(SocketKind.BT_L2CAP));

  /** {@code L2CAP_LM_MASTER}: a bit of {@code L2CAP_LM}: be the central of the link. */
  public static final int LM_MASTER = Platform.number("L2CAP_LM_MASTER");

  /** {@code L2CAP_LM_AUTH}: a bit of {@code L2CAP_LM}: authentication. */
  public static final int LM_AUTH = Platform.number("L2CAP_LM_AUTH");

  /** {@code L2CAP_LM_ENCRYPT}: a bit of {@code L2CAP_LM}: encryption. */
  public static final int LM_ENCRYPT = Platform.number("L2CAP_LM_ENCRYPT");

  /** {@code L2CAP_LM_TRUSTED}: a bit of {@code L2CAP_LM}: trusted peers only. */
  public static final int LM_TRUSTED = Platform.number("L2CAP_LM_TRUSTED");

  /** {@code L2CAP_LM_RELIABLE}: a bit of {@code L2CAP_LM}: a reliable channel. */
  public static final int LM_RELIABLE = Platform.number("L2CAP_LM_RELIABLE");

  /** {@code L2CAP_LM_SECURE}: a bit of {@code L2CAP_LM}: a secure channel. */
  public static final int LM_SECURE = Platform.number("L2CAP_LM_SECURE");

  /** {@code L2CAP_MODE_BASIC}: a mode of {@code L2CAP_OPTIONS}: basic. */
  public static final int MODE_BASIC = Platform.number("L2CAP_MODE_BASIC");

  /** {@code L2CAP_MODE_RETRANS}: a mode of {@code L2CAP_OPTIONS}: retransmission. */
  public static final int MODE_RETRANS = Platform.number("L2CAP_MODE_RETRANS");

  /** {@code L2CAP_MODE_FLOWCTL}: a mode of {@code L2CAP_OPTIONS}: flow control. */
  public static final int MODE_FLOWCTL = Platform.number("L2CAP_MODE_FLOWCTL");

  /** {@code L2CAP_MODE_ERTM}: a mode of {@code L2CAP_OPTIONS}: enhanced retransmission. */
  public static final int MODE_ERTM = Platform.number("L2CAP_MODE_ERTM");

  /** {@code L2CAP_MODE_STREAMING}: a mode of {@code L2CAP_OPTIONS}: streaming. */
  public static final int MODE_STREAMING = Platform.number("L2CAP_MODE_STREAMING");

  /**
   * {@code L2CAP_LM}: the link mode: {@link #LM_AUTH} and so on; {@link BT#SECURITY} replaces it.
   */
  public static final Option<Long> LM = TABLE.option("L2CAP_LM").since("2.4").unsigned();

  private L2CAP() {}

  /** All of these options, in order. */
  public static List<Option<?>> options() {
    return TABLE.options();
  }
}
