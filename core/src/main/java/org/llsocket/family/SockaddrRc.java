package org.llsocket.family;

import java.util.List;
import org.llsocket.internal.struct.Fields;

/**
 * {@code struct sockaddr_rc}: an RFCOMM channel, a serial port, of a Bluetooth device.
 *
 * {@snippet :
 * socket.connect(SockAddr.of(new SockaddrRc("00:1A:7D:DA:71:13", 1)));
 * }
 *
 * <p>The names are BlueZ's. The structs of the Bluetooth protocols differ in size, and by that an
 * address is read. Text: {@code rfcomm:BDADDR:CHANNEL}.
 *
 * @param bdaddr {@code rc_bdaddr}: the other device, or the adapter to bind to: {@code
 *     00:1A:7D:DA:71:13}
 * @param channel {@code rc_channel}: 1–30; 0 for any, in {@code bind(2)}
 * @see <a href="https://docs.kernel.org/networking/bluetooth/index.html">Bluetooth</a>
 */
public record SockaddrRc(String bdaddr, int channel) implements FamilyAddr {
  private static final BdaddrField BDADDR = new BdaddrField("bdaddr", "rc_bdaddr");

  static final Format<SockaddrRc> FORMAT =
      new Format<>(
              "rfcomm",
              "AF_BLUETOOTH",
              "sockaddr_rc",
              new Format.Mapping<>(SockaddrRc::read, SockaddrRc::write),
              List.of(BDADDR, NumberField.decimal("channel", "rc_channel")),
              List.of())
          .only(sockaddr -> sockaddr.length == Fields.size("sockaddr_rc"));

  /**
   * Checks the fields.
   *
   * @throws IllegalArgumentException if {@code channel} is outside 0–255, or {@code bdaddr} is not
   *     six pairs of hexadecimal digits
   */
  public SockaddrRc {
    Unsigned.check("rc_channel", channel, Unsigned.BYTE);
    bdaddr = BdaddrField.check(bdaddr);
  }

  private static SockaddrRc read(Fields struct) {
    return new SockaddrRc(BDADDR.print(struct), struct.getInt("rc_channel"));
  }

  private void write(Fields struct) {
    BDADDR.parse(bdaddr, struct);
    struct.set("rc_channel", channel);
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
