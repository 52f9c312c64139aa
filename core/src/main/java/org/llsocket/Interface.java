package org.llsocket;

import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network interface as it was when {@link Interfaces#getifaddrs} asked; immutable.
 *
 * @param name its name: {@code eth0}
 * @param index its index, which addresses carry as their scope
 * @param flags {@link IFF} flags
 * @param mtu the largest packet it sends whole, in bytes
 * @param hwaddr the hardware address as hexadecimal bytes, {@code 02:fc:00:00:00:01}; null where it
 *     has none
 * @param addresses its IPv4 and IPv6 addresses
 * @see <a href="https://man7.org/linux/man-pages/man7/netdevice.7.html">netdevice(7)</a>
 */
public record Interface(
    String name, int index, int flags, int mtu, @Nullable String hwaddr, List<Address> addresses) {
  static final HexFormat HWADDR = HexFormat.ofDelimiter(":");

  /** Makes one of its parts; the list is copied. */
  public Interface {
    addresses = List.copyOf(addresses);
  }

  /** Whether all bits of {@code flags}, of {@link IFF}, are set. */
  public boolean has(int flags) {
    return (this.flags & flags) == flags;
  }

  /**
   * The bytes of the hardware address; none where there is none.
   *
   * @throws IllegalArgumentException if {@code hwaddr} is not hexadecimal bytes with colons between
   *     them
   */
  public byte[] hwaddrBytes() {
    return hwaddr == null ? new byte[0] : HWADDR.parseHex(hwaddr);
  }

  /**
   * One address of an interface. Ports are 0.
   *
   * @param addr {@code ifa_addr}: the address
   * @param prefixLength how many bits of it name the network
   * @param netmask {@code ifa_netmask}: those bits set
   * @param broadaddr {@code ifa_broadaddr}: the network's broadcast address; null where none is set
   * @param dstaddr {@code ifa_dstaddr}: the other end of a point-to-point link; null where the
   *     interface is not one, or none is set
   */
  public record Address(
      SockAddr addr,
      int prefixLength,
      @Nullable SockAddr netmask,
      @Nullable SockAddr broadaddr,
      @Nullable SockAddr dstaddr) {}
}
