package org.llsocket;

import org.llsocket.internal.platform.Platform;

/**
 * {@code BTPROTO_*}: protocols of {@link AF#BLUETOOTH}, the third argument of {@code socket(2)}.
 *
 * <p>The names are BlueZ's, {@code <bluetooth/bluetooth.h>}.
 *
 * <pre>{@code
 * Socket serial = Socket.open(AF.BLUETOOTH, SOCK.STREAM, new IPPROTO(BTPROTO.RFCOMM));
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/networking/bluetooth/index.html">Bluetooth</a>
 */
public final class BTPROTO {
  /** {@code BTPROTO_L2CAP}: L2CAP channels. */
  public static final int L2CAP = Platform.number("BTPROTO_L2CAP");

  /** {@code BTPROTO_HCI}: the host controller interface. */
  public static final int HCI = Platform.number("BTPROTO_HCI");

  /** {@code BTPROTO_SCO}: voice links. */
  public static final int SCO = Platform.number("BTPROTO_SCO");

  /** {@code BTPROTO_RFCOMM}: serial ports. */
  public static final int RFCOMM = Platform.number("BTPROTO_RFCOMM");

  /** {@code BTPROTO_BNEP}: Ethernet over Bluetooth. */
  public static final int BNEP = Platform.number("BTPROTO_BNEP");

  /** {@code BTPROTO_CMTP}: ISDN over Bluetooth. */
  public static final int CMTP = Platform.number("BTPROTO_CMTP");

  /** {@code BTPROTO_HIDP}: input devices. */
  public static final int HIDP = Platform.number("BTPROTO_HIDP");

  /** {@code BTPROTO_AVDTP}: audio and video distribution. */
  public static final int AVDTP = Platform.number("BTPROTO_AVDTP");

  /** {@code BTPROTO_ISO}: isochronous channels of Bluetooth LE; since Linux 6.0. */
  public static final int ISO = Platform.number("BTPROTO_ISO");

  private BTPROTO() {}
}
