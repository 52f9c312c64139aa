package org.llsocket.family;

import java.util.List;
import org.llsocket.internal.struct.Fields;

/**
 * {@code struct sockaddr_hci}: a Bluetooth adapter, for a socket of {@code BTPROTO_HCI}.
 *
 * {@snippet :
 * socket.bind(SockAddr.of(new SockaddrHci(0, HCI.CHANNEL_RAW)));
 * }
 *
 * <p>The names are BlueZ's. The structs of the Bluetooth protocols differ in size, and by that an
 * address is read. Text: {@code hci:DEV:CHANNEL}.
 *
 * @param dev {@code hci_dev}: the adapter, 0–65535; {@code HCI_DEV_NONE} for none
 * @param channel {@code hci_channel}: {@code HCI_CHANNEL_RAW}, {@code HCI_CHANNEL_USER}, ...,
 *     0–65535
 * @see <a href="https://docs.kernel.org/networking/bluetooth/index.html">Bluetooth</a>
 */
public record SockaddrHci(int dev, int channel) implements FamilyAddr {
  static final Format<SockaddrHci> FORMAT =
      new Format<>(
              "hci",
              "AF_BLUETOOTH",
              "sockaddr_hci",
              new Format.Mapping<>(SockaddrHci::read, SockaddrHci::write),
              List.of(
                  NumberField.decimal("dev", "hci_dev"),
                  NumberField.decimal("channel", "hci_channel")),
              List.of())
          .only(sockaddr -> sockaddr.length == Fields.size("sockaddr_hci"));

  /**
   * Checks the fields.
   *
   * @throws IllegalArgumentException if a value is outside 0–65535
   */
  public SockaddrHci {
    Unsigned.check("hci_dev", dev, Unsigned.SHORT);
    Unsigned.check("hci_channel", channel, Unsigned.SHORT);
  }

  private static SockaddrHci read(Fields struct) {
    return new SockaddrHci(struct.getInt("hci_dev"), struct.getInt("hci_channel"));
  }

  private void write(Fields struct) {
    struct.set("hci_dev", dev).set("hci_channel", channel);
  }

  @Override
  public byte[] toBytes() {
    return FORMAT.write(this);
  }

  @Override
  public String toString() {
    return FORMAT.text(this);
  }
}
