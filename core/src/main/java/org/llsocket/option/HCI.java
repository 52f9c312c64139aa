package org.llsocket.option;

import java.util.EnumSet;
import java.util.List;
import org.llsocket.internal.platform.Platform;

/**
 * {@code HCI_*}: devices and channels of Bluetooth HCI addresses.
 *
 * <p>The names are BlueZ's, {@code <bluetooth/hci.h>}.
 *
 * <pre>{@code
 * var sa = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()); // sockaddr_hci after hci_family
 * sa.putShort((short) HCI.DEV_NONE).putShort((short) HCI.CHANNEL_CONTROL);
 * socket.bind(SockAddr.raw(AF.BLUETOOTH, sa.array()));
 * }</pre>
 *
 * @see <a href="https://docs.kernel.org/networking/bluetooth/index.html">Bluetooth</a>
 */
public final class HCI {
  private static final Table TABLE = new Table("SOL_HCI", "", EnumSet.of(SocketKind.BT_HCI));

  /** {@code HCI_DEV_NONE}: no device. */
  public static final int DEV_NONE = Platform.number("HCI_DEV_NONE");

  /** {@code HCI_CHANNEL_RAW}: a channel: packets of a device. */
  public static final int CHANNEL_RAW = Platform.number("HCI_CHANNEL_RAW");

  /** {@code HCI_CHANNEL_USER}: a channel: a device for this socket alone. */
  public static final int CHANNEL_USER = Platform.number("HCI_CHANNEL_USER");

  /** {@code HCI_CHANNEL_MONITOR}: a channel: packets of all devices. */
  public static final int CHANNEL_MONITOR = Platform.number("HCI_CHANNEL_MONITOR");

  /** {@code HCI_CHANNEL_CONTROL}: a channel: the management interface. */
  public static final int CHANNEL_CONTROL = Platform.number("HCI_CHANNEL_CONTROL");

  /** {@code HCI_CHANNEL_LOGGING}: a channel: entries in the monitor. */
  public static final int CHANNEL_LOGGING = Platform.number("HCI_CHANNEL_LOGGING");

  /** {@code HCI_DATA_DIR}: receive the direction of each packet. Default: off. */
  public static final Option<Boolean> DATA_DIR = TABLE.option("HCI_DATA_DIR").since("2.4").flag();

  /** {@code HCI_FILTER}: which packets are received. Default: none. */
  public static final Option<HciFilter> FILTER =
      TABLE.option("HCI_FILTER").since("2.4").value(HciFilter.CODEC);

  /** {@code HCI_TIME_STAMP}: receive the time of each packet. Default: off. */
  public static final Option<Boolean> TIME_STAMP =
      TABLE.option("HCI_TIME_STAMP").since("2.4").flag();

  private HCI() {}

  /** All of these options, in order. */
  public static List<Option<?>> options() {
    return TABLE.options();
  }
}
