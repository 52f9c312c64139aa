package org.llsocket;

import org.llsocket.internal.platform.Platform;

/**
 * {@code BDADDR_*}: types of Bluetooth addresses, and addresses with a special meaning.
 *
 * <p>The names are BlueZ's, {@code <bluetooth/bluetooth.h>}. Addresses are strings here, as the
 * BlueZ tools print them. In C they are six bytes in reverse order, {@code bdaddr_t}.
 *
 * <pre>{@code
 * boolean random = type == BDADDR.LE_RANDOM; // l2_bdaddr_type
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/networking/bluetooth/index.html">Bluetooth</a>
 */
public final class BDADDR {
  /** {@code BDADDR_BREDR}: the address of a classic device. */
  public static final int BREDR = Platform.number("BDADDR_BREDR");

  /** {@code BDADDR_LE_PUBLIC}: the public address of a low energy device. */
  public static final int LE_PUBLIC = Platform.number("BDADDR_LE_PUBLIC");

  /** {@code BDADDR_LE_RANDOM}: the random address of a low energy device. */
  public static final int LE_RANDOM = Platform.number("BDADDR_LE_RANDOM");

  /** {@code BDADDR_ANY}: any adapter, in {@code bind(2)}. */
  public static final String ANY = "00:00:00:00:00:00";

  /** {@code BDADDR_ALL}: all devices. */
  public static final String ALL = "FF:FF:FF:FF:FF:FF";

  /** {@code BDADDR_LOCAL}: this machine. */
  public static final String LOCAL = "FF:FF:FF:00:00:00";

  private BDADDR() {}
}
