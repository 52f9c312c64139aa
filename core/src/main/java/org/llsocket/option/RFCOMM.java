package org.llsocket.option;

import org.llsocket.internal.platform.Platform;

/**
 * {@code RFCOMM_*}: values of the options of Bluetooth RFCOMM sockets.
 *
 * <p>The names are BlueZ's, {@code <bluetooth/rfcomm.h>}.
 *
 * <p>Options of the level {@link org.llsocket.SOL#RFCOMM} are set and read with the raw {@code
 * getsockopt} and {@code setsockopt} of {@link org.llsocket.Socket}, which take their numbers.
 *
 * <pre>{@code
 * int linkMode = RFCOMM.LM_AUTH | RFCOMM.LM_ENCRYPT; // for RFCOMM_LM
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/networking/bluetooth/index.html">Bluetooth</a>
 */
public final class RFCOMM {
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

  private RFCOMM() {}
}
