package org.llsocket;

import org.llsocket.internal.platform.Platform;

/**
 * {@code IFF_*}: state and properties of a network interface, and flags of {@link Tun} devices,
 * combined with {@code |}. {@link #toString} prints those of interfaces.
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

  /** {@code IFF_TUN}: for {@link Tun#tunsetiff}: a tun device: IP packets. */
  public static final int TUN = Platform.number("IFF_TUN");

  /** {@code IFF_TAP}: for {@link Tun#tunsetiff}: a tap device: Ethernet frames. */
  public static final int TAP = Platform.number("IFF_TAP");

  /** {@code IFF_NO_PI}: for {@link Tun#tunsetiff}: packets have no {@code struct tun_pi} first. */
  public static final int NO_PI = Platform.number("IFF_NO_PI");

  /**
   * {@code IFF_VNET_HDR}: for {@link Tun#tunsetiff}: packets have a {@code struct virtio_net_hdr}
   * first.
   */
  public static final int VNET_HDR = Platform.number("IFF_VNET_HDR");

  /** {@code IFF_TUN_EXCL}: for {@link Tun#tunsetiff}: EBUSY if the device exists. */
  public static final int TUN_EXCL = Platform.number("IFF_TUN_EXCL");

  /** {@code IFF_MULTI_QUEUE}: for {@link Tun#tunsetiff}: a queue per descriptor. */
  public static final int MULTI_QUEUE = Platform.number("IFF_MULTI_QUEUE");

  /** {@code IFF_ATTACH_QUEUE}: for {@code TUNSETQUEUE}: use this queue. */
  public static final int ATTACH_QUEUE = Platform.number("IFF_ATTACH_QUEUE");

  /** {@code IFF_DETACH_QUEUE}: for {@code TUNSETQUEUE}: do not use this queue. */
  public static final int DETACH_QUEUE = Platform.number("IFF_DETACH_QUEUE");

  /** {@code IFF_PERSIST}: of {@link Tun#tungetiff}: the device outlives its descriptors. */
  public static final int PERSIST = Platform.number("IFF_PERSIST");

  /**
   * {@code IFF_NOFILTER}: of {@link Tun#tungetiff}: no filter is attached; a bit of its own no
   * more.
   */
  public static final int NOFILTER = Platform.number("IFF_NOFILTER");

  /** {@code IFF_NAPI}: for {@link Tun#tunsetiff}: written packets are received in batches. */
  public static final int NAPI = Platform.number("IFF_NAPI");

  /**
   * {@code IFF_NAPI_FRAGS}: for {@link Tun#tunsetiff}: with {@link #NAPI}: from several buffers.
   */
  public static final int NAPI_FRAGS = Platform.number("IFF_NAPI_FRAGS");

  /** {@code IFF_NO_CARRIER}: for {@link Tun#tunsetiff}: without a carrier; since Linux 6.1. */
  public static final int NO_CARRIER = Platform.number("IFF_NO_CARRIER");

  /** {@code IFF_ONE_QUEUE}: for {@link Tun#tunsetiff}: without effect today. */
  public static final int ONE_QUEUE = Platform.number("IFF_ONE_QUEUE");

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
