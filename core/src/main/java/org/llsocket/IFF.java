package org.llsocket;

import org.llsocket.internal.platform.Platform;

/**
 * {@code IFF_*}: state and properties of a network interface, combined with {@code |}.
 *
 * <pre>{@code
 * boolean usable = each.has(IFF.UP | IFF.RUNNING); // Interface
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/netdevice.7.html">netdevice(7)</a>
 */
public final class IFF {
  /** {@code IFF_UP}: the interface is up. */
  public static final int UP = Platform.number("IFF_UP");

  /** {@code IFF_BROADCAST}: it has a broadcast address. */
  public static final int BROADCAST = Platform.number("IFF_BROADCAST");

  /** {@code IFF_DEBUG}: its driver debugs. */
  public static final int DEBUG = Platform.number("IFF_DEBUG");

  /** {@code IFF_LOOPBACK}: it is a loopback. */
  public static final int LOOPBACK = Platform.number("IFF_LOOPBACK");

  /** {@code IFF_POINTOPOINT}: it is a point-to-point link. */
  public static final int POINTOPOINT = Platform.number("IFF_POINTOPOINT");

  /** {@code IFF_NOTRAILERS}: no trailers; unused today. */
  public static final int NOTRAILERS = Platform.number("IFF_NOTRAILERS");

  /** {@code IFF_RUNNING}: it is operational, RFC 2863. */
  public static final int RUNNING = Platform.number("IFF_RUNNING");

  /** {@code IFF_NOARP}: it has no ARP. */
  public static final int NOARP = Platform.number("IFF_NOARP");

  /** {@code IFF_PROMISC}: it receives every packet. */
  public static final int PROMISC = Platform.number("IFF_PROMISC");

  /** {@code IFF_ALLMULTI}: it receives every multicast packet. */
  public static final int ALLMULTI = Platform.number("IFF_ALLMULTI");

  /** {@code IFF_MASTER}: it is the master of a load balancing bundle. */
  public static final int MASTER = Platform.number("IFF_MASTER");

  /** {@code IFF_SLAVE}: it is a slave of a load balancing bundle. */
  public static final int SLAVE = Platform.number("IFF_SLAVE");

  /** {@code IFF_MULTICAST}: it supports multicast. */
  public static final int MULTICAST = Platform.number("IFF_MULTICAST");

  /** {@code IFF_PORTSEL}: its medium can be chosen by {@code ifmap}. */
  public static final int PORTSEL = Platform.number("IFF_PORTSEL");

  /** {@code IFF_AUTOMEDIA}: it chooses its medium itself. */
  public static final int AUTOMEDIA = Platform.number("IFF_AUTOMEDIA");

  /** {@code IFF_DYNAMIC}: its addresses are lost when it goes down. */
  public static final int DYNAMIC = Platform.number("IFF_DYNAMIC");

  /** {@code IFF_LOWER_UP}: the driver reports that the link is up; since Linux 2.6.17. */
  public static final int LOWER_UP = Platform.number("IFF_LOWER_UP");

  /**
   * {@code IFF_DORMANT}: the driver reports that the link waits, for example for 802.1X; since
   * Linux 2.6.17.
   */
  public static final int DORMANT = Platform.number("IFF_DORMANT");

  /** {@code IFF_ECHO}: it echoes sent packets; CAN, since Linux 2.6.25. */
  public static final int ECHO = Platform.number("IFF_ECHO");

  private IFF() {}

  /**
   * {@return the C names of {@code flags}, joined with {@code |}; {@code 0} for none}
   *
   * @param flags the numbers, combined
   */
  public static String toString(int flags) {
    return Platform.flagNames("IFF_", flags);
  }
}
