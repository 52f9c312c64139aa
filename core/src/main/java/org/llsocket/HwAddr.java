package org.llsocket;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * {@code ifr_hwaddr}: a hardware address with its type, as {@link Interface#siocgifhwaddr} returns
 * and {@link Interface#siocsifhwaddr} sets it; immutable.
 *
 * <pre>{@code
 * Interface.siocsifhwaddr(socket, "veth0", HwAddr.ethernet("02:00:00:00:00:01"));
 * }</pre>
 *
 * @param type {@code sa_family}: {@link ARPHRD#ETHER} and so on
 * @param address the bytes, at most 14
 * @see <a href="https://man7.org/linux/man-pages/man7/netdevice.7.html">netdevice(7)</a>
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record HwAddr(int type, byte[] address) {
  /** {@code ETH_ALEN}: the length of an Ethernet address in bytes. */
  static final int ETH_ALEN = 6;

  private static final int LIMIT = 14; // sa_data
  private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

  /**
   * Copies the bytes.
   *
   * @throws IllegalArgumentException if {@code type} is not 0–65535, or there are over 14 bytes
   */
  public HwAddr {
    if (type < 0 || type > 0xffff) {
      throw new IllegalArgumentException("type: " + type + " is not 0–65535");
    }
    if (address.length > LIMIT) {
      throw new IllegalArgumentException(
          "hardware address of " + address.length + " bytes; at most " + LIMIT);
    }
    address = address.clone();
  }

  /**
   * An Ethernet address.
   *
   * @param text six bytes in hexadecimal, {@code 02:00:00:00:00:01}
   * @throws IllegalArgumentException if it is not that
   */
  public static HwAddr ethernet(String text) {
    try {
      byte[] address = COLONS.parseHex(text);
      if (address.length == ETH_ALEN) {
        return new HwAddr(ARPHRD.ETHER, address);
      }
    } catch (IllegalArgumentException _) { // reported below
    }
    throw new IllegalArgumentException(
        "\""
            + Escapes.shown(text)
            + "\" is not six pairs of hexadecimal digits with colons between");
  }

  /** Whether addresses of a type have the length of Ethernet's. */
  static boolean isEthernet(int type) {
    return type == ARPHRD.ETHER || type == ARPHRD.LOOPBACK;
  }

  /** A copy of the bytes. */
  @Override
  public byte[] address() {
    return address.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HwAddr that
        && type == that.type
        && Arrays.equals(address, that.address);
  }

  @Override
  public int hashCode() {
    return 31 * type + Arrays.hashCode(address);
  }

  /** The bytes in hexadecimal: {@code 02:00:00:00:00:01}. */
  @Override
  public String toString() {
    return COLONS.formatHex(address);
  }
}
