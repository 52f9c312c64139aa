package org.llsocket.family;

import java.util.List;
import org.llsocket.internal.struct.Fields;

/**
 * {@code struct sockaddr_sco}: a voice link of a Bluetooth device.
 *
 * {@snippet :
 * socket.connect(SockAddr.of(new SockaddrSco("00:1A:7D:DA:71:13")));
 * }
 *
 * <p>The names are BlueZ's. The structs of the Bluetooth protocols differ in size, and by that an
 * address is read. Text: {@code sco:BDADDR}.
 *
 * @param bdaddr {@code sco_bdaddr}: the other device, or the adapter to bind to: {@code
 *     00:1A:7D:DA:71:13}
 * @see <a href="https://docs.kernel.org/networking/bluetooth/index.html">Bluetooth</a>
 */
public record SockaddrSco(String bdaddr) implements FamilyAddr {
  private static final BdaddrField BDADDR = new BdaddrField("bdaddr", "sco_bdaddr");

  static final Format<SockaddrSco> FORMAT =
      new Format<>(
              "sco",
              "AF_BLUETOOTH",
              "sockaddr_sco",
              new Format.Mapping<>(SockaddrSco::read, SockaddrSco::write),
              List.of(BDADDR),
              List.of())
          .only(sockaddr -> sockaddr.length == Fields.size("sockaddr_sco"));

  /**
   * Checks the address.
   *
   * @throws IllegalArgumentException if {@code bdaddr} is not six pairs of hexadecimal digits
   */
  public SockaddrSco {
    bdaddr = BdaddrField.check(bdaddr);
  }

  private static SockaddrSco read(Fields struct) {
    return new SockaddrSco(BDADDR.print(struct));
  }

  private void write(Fields struct) {
    BDADDR.parse(bdaddr, struct);
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
