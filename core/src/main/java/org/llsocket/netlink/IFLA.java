package org.llsocket.netlink;

import org.llsocket.internal.platform.Platform;

/**
 * {@code IFLA_*}: attributes of an interface.
 *
 * <pre>{@code
 * String name = message.attributes(16).get(IFLA.IFNAME).string();
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html">rtnetlink(7)</a>
 */
public final class IFLA {
  /** {@code IFLA_ADDRESS}: the hardware address. */
  public static final int ADDRESS = Platform.number("IFLA_ADDRESS");

  /** {@code IFLA_BROADCAST}: the broadcast address of the hardware. */
  public static final int BROADCAST = Platform.number("IFLA_BROADCAST");

  /** {@code IFLA_IFNAME}: the name, text. */
  public static final int IFNAME = Platform.number("IFLA_IFNAME");

  /** {@code IFLA_MTU}: the MTU in bytes, 32 bits. */
  public static final int MTU = Platform.number("IFLA_MTU");

  /** {@code IFLA_LINK}: the index of the interface below, 32 bits. */
  public static final int LINK = Platform.number("IFLA_LINK");

  /** {@code IFLA_QDISC}: the queueing discipline, text. */
  public static final int QDISC = Platform.number("IFLA_QDISC");

  /** {@code IFLA_STATS}: {@code struct rtnl_link_stats}. */
  public static final int STATS = Platform.number("IFLA_STATS");

  /** {@code IFLA_MASTER}: the index of the bridge or bond, 32 bits. */
  public static final int MASTER = Platform.number("IFLA_MASTER");

  /** {@code IFLA_WEIGHT}: 32 bits. */
  public static final int WEIGHT = Platform.number("IFLA_WEIGHT");

  /** {@code IFLA_OPERSTATE}: the operational state of RFC 2863, 8 bits. */
  public static final int OPERSTATE = Platform.number("IFLA_OPERSTATE");

  /** {@code IFLA_LINKMODE}: 8 bits. */
  public static final int LINKMODE = Platform.number("IFLA_LINKMODE");

  /** {@code IFLA_LINKINFO}: nested: {@link #INFO_KIND} and {@link #INFO_DATA}. */
  public static final int LINKINFO = Platform.number("IFLA_LINKINFO");

  /**
   * {@code IFLA_NET_NS_PID}: moves the interface to the network namespace of a process, 32 bits.
   */
  public static final int NET_NS_PID = Platform.number("IFLA_NET_NS_PID");

  /** {@code IFLA_IFALIAS}: a description, text. */
  public static final int IFALIAS = Platform.number("IFLA_IFALIAS");

  /** {@code IFLA_NUM_VF}: virtual functions, 32 bits. */
  public static final int NUM_VF = Platform.number("IFLA_NUM_VF");

  /** {@code IFLA_STATS64}: {@code struct rtnl_link_stats64}. */
  public static final int STATS64 = Platform.number("IFLA_STATS64");

  /** {@code IFLA_AF_SPEC}: nested: settings by family. */
  public static final int AF_SPEC = Platform.number("IFLA_AF_SPEC");

  /** {@code IFLA_GROUP}: the group of the interface, 32 bits. */
  public static final int GROUP = Platform.number("IFLA_GROUP");

  /**
   * {@code IFLA_NET_NS_FD}: moves the interface to the network namespace of a descriptor, 32 bits.
   */
  public static final int NET_NS_FD = Platform.number("IFLA_NET_NS_FD");

  /** {@code IFLA_PROMISCUITY}: how often promiscuous mode was requested, 32 bits. */
  public static final int PROMISCUITY = Platform.number("IFLA_PROMISCUITY");

  /** {@code IFLA_NUM_TX_QUEUES}: transmit queues, 32 bits. */
  public static final int NUM_TX_QUEUES = Platform.number("IFLA_NUM_TX_QUEUES");

  /** {@code IFLA_NUM_RX_QUEUES}: receive queues, 32 bits. */
  public static final int NUM_RX_QUEUES = Platform.number("IFLA_NUM_RX_QUEUES");

  /** {@code IFLA_CARRIER}: 1 if there is a carrier, 8 bits. */
  public static final int CARRIER = Platform.number("IFLA_CARRIER");

  /** {@code IFLA_LINK_NETNSID}: the namespace of the interface below, 32 bits. */
  public static final int LINK_NETNSID = Platform.number("IFLA_LINK_NETNSID");

  /** {@code IFLA_CARRIER_CHANGES}: how often the carrier has changed, 32 bits. */
  public static final int CARRIER_CHANGES = Platform.number("IFLA_CARRIER_CHANGES");

  /** {@code IFLA_MIN_MTU}: the smallest MTU, 32 bits. */
  public static final int MIN_MTU = Platform.number("IFLA_MIN_MTU");

  /** {@code IFLA_MAX_MTU}: the largest MTU, 32 bits. */
  public static final int MAX_MTU = Platform.number("IFLA_MAX_MTU");

  /** {@code IFLA_PERM_ADDRESS}: the hardware address that the device was made with. */
  public static final int PERM_ADDRESS = Platform.number("IFLA_PERM_ADDRESS");

  /**
   * {@code IFLA_INFO_KIND}: in {@link #LINKINFO}: the type of a virtual interface, text: {@code
   * veth}.
   */
  public static final int INFO_KIND = Platform.number("IFLA_INFO_KIND");

  /** {@code IFLA_INFO_DATA}: in {@link #LINKINFO}: nested: settings of that type. */
  public static final int INFO_DATA = Platform.number("IFLA_INFO_DATA");

  private IFLA() {}
}
