package org.llsocket.family;

import java.nio.ByteOrder;
import java.util.List;
import org.llsocket.internal.struct.Fields;

/**
 * {@code struct sockaddr_l2}: an L2CAP channel of a Bluetooth device.
 *
 * {@snippet :
 * socket.connect(SockAddr.of(new SockaddrL2(0x1001, "00:1A:7D:DA:71:13", 0, BDADDR.BREDR)));
 * }
 *
 * <p>The names are BlueZ's. The structs of the Bluetooth protocols differ in size, and by that an
 * address is read. Text: {@code l2cap:BDADDR:PSM}, then {@code cid} and {@code type} if they are
 * set.
 *
 * @param psm {@code l2_psm}: the port, 0–65535
 * @param bdaddr {@code l2_bdaddr}: the other device, or the adapter to bind to: {@code
 *     00:1A:7D:DA:71:13}
 * @param cid {@code l2_cid}: a fixed channel, 0–65535; 0 for none
 * @param bdaddrType {@code l2_bdaddr_type}: {@code BDADDR_BREDR}, {@code BDADDR_LE_PUBLIC} or
 *     {@code BDADDR_LE_RANDOM}, 0–255
 * @see <a href="https://docs.kernel.org/networking/bluetooth/index.html">Bluetooth</a>
 */
public record SockaddrL2(int psm, String bdaddr, int cid, int bdaddrType) implements FamilyAddr {
  private static final BdaddrField BDADDR = new BdaddrField("bdaddr", "l2_bdaddr");
  private static final NumberField PSM =
      NumberField.decimal("psm", "l2_psm").in(ByteOrder.LITTLE_ENDIAN);
  private static final NumberField CID =
      NumberField.decimal("cid", "l2_cid").in(ByteOrder.LITTLE_ENDIAN);

  static final Format<SockaddrL2> FORMAT =
      new Format<>(
              "l2cap",
              "AF_BLUETOOTH",
              "sockaddr_l2",
              new Format.Mapping<>(SockaddrL2::read, SockaddrL2::write),
              List.of(BDADDR, PSM),
              List.of(CID, NumberField.named("type", "l2_bdaddr_type", "BDADDR_")))
          .only(sockaddr -> sockaddr.length == Fields.size("sockaddr_l2"));

  /**
   * Checks the fields.
   *
   * @throws IllegalArgumentException if a value does not fit its field, or {@code bdaddr} is not
   *     six pairs of hexadecimal digits
   */
  public SockaddrL2 {
    Unsigned.check("l2_psm", psm, Unsigned.SHORT);
    Unsigned.check("l2_cid", cid, Unsigned.SHORT);
    Unsigned.check("l2_bdaddr_type", bdaddrType, Unsigned.BYTE);
    bdaddr = BdaddrField.check(bdaddr);
  }

  private static SockaddrL2 read(Fields struct) {
    return new SockaddrL2(
        (int) PSM.get(struct),
        BDADDR.print(struct),
        (int) CID.get(struct),
        struct.getInt("l2_bdaddr_type"));
  }

  private void write(Fields struct) {
    PSM.set(struct, psm);
    BDADDR.parse(bdaddr, struct);
    CID.set(struct, cid);
    struct.set("l2_bdaddr_type", bdaddrType);
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
