package org.llsocket;

import org.llsocket.internal.platform.Platform;

/**
 * {@code ETHERTYPE_*}: protocols of Ethernet frames as {@code <net/ethernet.h>} and BSD name them,
 * in host byte order.
 *
 * <p>{@link ETH} has more protocols, including those that only Linux has.
 *
 * <pre>{@code
 * boolean isArp = type == ETHERTYPE.ARP;
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/packet.7.html">packet(7)</a>
 */
public final class ETHERTYPE {
  /** {@code ETHERTYPE_PUP}: Xerox PUP. */
  public static final int PUP = Platform.number("ETHERTYPE_PUP");

  /** {@code ETHERTYPE_SPRITE}: Sprite. */
  public static final int SPRITE = Platform.number("ETHERTYPE_SPRITE");

  /** {@code ETHERTYPE_IP}: IPv4. */
  public static final int IP = Platform.number("ETHERTYPE_IP");

  /** {@code ETHERTYPE_ARP}: ARP, RFC 826. */
  public static final int ARP = Platform.number("ETHERTYPE_ARP");

  /** {@code ETHERTYPE_REVARP}: reverse ARP, RFC 903. */
  public static final int REVARP = Platform.number("ETHERTYPE_REVARP");

  /** {@code ETHERTYPE_AT}: AppleTalk. */
  public static final int AT = Platform.number("ETHERTYPE_AT");

  /** {@code ETHERTYPE_AARP}: AppleTalk ARP. */
  public static final int AARP = Platform.number("ETHERTYPE_AARP");

  /** {@code ETHERTYPE_VLAN}: IEEE 802.1Q VLAN tag. */
  public static final int VLAN = Platform.number("ETHERTYPE_VLAN");

  /** {@code ETHERTYPE_IPX}: Novell's IPX. */
  public static final int IPX = Platform.number("ETHERTYPE_IPX");

  /** {@code ETHERTYPE_IPV6}: IPv6. */
  public static final int IPV6 = Platform.number("ETHERTYPE_IPV6");

  /** {@code ETHERTYPE_LOOPBACK}: tests of interfaces. */
  public static final int LOOPBACK = Platform.number("ETHERTYPE_LOOPBACK");

  /** {@code ETHERTYPE_TRAIL}: the first protocol of frames with a trailer, RFC 893. */
  public static final int TRAIL = Platform.number("ETHERTYPE_TRAIL");

  /** {@code ETHERTYPE_NTRAILER}: the count of protocols from {@link #TRAIL}. */
  public static final int NTRAILER = Platform.number("ETHERTYPE_NTRAILER");

  private ETHERTYPE() {}
}
