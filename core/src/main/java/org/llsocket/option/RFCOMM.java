package org.llsocket.option;

import java.util.EnumSet;
import java.util.List;
import org.llsocket.internal.platform.Platform;

/**
 * {@code RFCOMM_*}: values of the options of Bluetooth RFCOMM sockets.
 *
 * <p>The names are BlueZ's, {@code <bluetooth/rfcomm.h>}.
 *
 * <pre>{@code
 * int linkMode = RFCOMM.LM_AUTH | RFCOMM.LM_ENCRYPT; // for RFCOMM_LM
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/networking/bluetooth/index.html">Bluetooth</a>
 */
public final class RFCOMM {
  private static final Table TABLE = new Table("SOL_RFCOMM", "", EnumSet.of(SocketKind.BT_RFCOMM));

  /** {@code RFCOMM_LM_MASTER}: a bit of {@code RFCOMM_LM}: be the central of the link. */
  public static final int LM_MASTER = Platform.number("RFCOMM_LM_MASTER");

  /** {@code RFCOMM_LM_AUTH}: a bit of {@code RFCOMM_LM}: authentication. */
  public static final int LM_AUTH = Platform.number("RFCOMM_LM_AUTH");

  /** {@code RFCOMM_LM_ENCRYPT}: a bit of {@code RFCOMM_LM}: encryption. */
  public static final int LM_ENCRYPT = Platform.number("RFCOMM_LM_ENCRYPT");

  /** {@code RFCOMM_LM_TRUSTED}: a bit of {@code RFCOMM_LM}: trusted peers only. */
  public static final int LM_TRUSTED = Platform.number("RFCOMM_LM_TRUSTED");

  /** {@code RFCOMM_LM_RELIABLE}: a bit of {@code RFCOMM_LM}: a reliable channel. */
  public static final int LM_RELIABLE = Platform.number("RFCOMM_LM_RELIABLE");

  /** {@code RFCOMM_LM_SECURE}: a bit of {@code RFCOMM_LM}: a secure channel. */
  public static final int LM_SECURE = Platform.number("RFCOMM_LM_SECURE");

  /**
   * {@code RFCOMM_LM}: the link mode: {@link #LM_AUTH} and so on; {@link BT#SECURITY} replaces it.
   */
  public static final Option<Long> LM = TABLE.option("RFCOMM_LM").since("2.4").unsigned();

  private RFCOMM() {}

  /** All of these options, in order. */
  public static List<Option<?>> options() {
    return TABLE.options();
  }
}
