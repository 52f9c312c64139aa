package org.llsocket;

import org.llsocket.internal.platform.Platform;

/**
 * {@code RTNLGRP_*}: numbers of the multicast groups of rtnetlink(7).
 *
 * <p>{@code NETLINK_ADD_MEMBERSHIP} at the level {@link SOL#NETLINK} takes one. {@code bind(2)}
 * also takes the first 32, as bits: {@link RTMGRP}.
 *
 * <pre>{@code
 * int bit = 1 << (RTNLGRP.LINK - 1); // RTMGRP.LINK
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html">rtnetlink(7)</a>
 */
public final class RTNLGRP {
  /** {@code RTNLGRP_NONE}: no group. */
  public static final int NONE = Platform.number("RTNLGRP_NONE");

  /** {@code RTNLGRP_LINK}: interfaces. */
  public static final int LINK = Platform.number("RTNLGRP_LINK");

  /** {@code RTNLGRP_NOTIFY}: reserved. */
  public static final int NOTIFY = Platform.number("RTNLGRP_NOTIFY");

  /** {@code RTNLGRP_NEIGH}: neighbours. */
  public static final int NEIGH = Platform.number("RTNLGRP_NEIGH");

  /** {@code RTNLGRP_TC}: traffic control. */
  public static final int TC = Platform.number("RTNLGRP_TC");

  /** {@code RTNLGRP_IPV4_IFADDR}: IPv4 addresses. */
  public static final int IPV4_IFADDR = Platform.number("RTNLGRP_IPV4_IFADDR");

  /** {@code RTNLGRP_IPV4_MROUTE}: IPv4 multicast routes. */
  public static final int IPV4_MROUTE = Platform.number("RTNLGRP_IPV4_MROUTE");

  /** {@code RTNLGRP_IPV4_ROUTE}: IPv4 routes. */
  public static final int IPV4_ROUTE = Platform.number("RTNLGRP_IPV4_ROUTE");

  /** {@code RTNLGRP_IPV4_RULE}: IPv4 routing rules. */
  public static final int IPV4_RULE = Platform.number("RTNLGRP_IPV4_RULE");

  /** {@code RTNLGRP_IPV6_IFADDR}: IPv6 addresses. */
  public static final int IPV6_IFADDR = Platform.number("RTNLGRP_IPV6_IFADDR");

  /** {@code RTNLGRP_IPV6_MROUTE}: IPv6 multicast routes. */
  public static final int IPV6_MROUTE = Platform.number("RTNLGRP_IPV6_MROUTE");

  /** {@code RTNLGRP_IPV6_ROUTE}: IPv6 routes. */
  public static final int IPV6_ROUTE = Platform.number("RTNLGRP_IPV6_ROUTE");

  /** {@code RTNLGRP_IPV6_IFINFO}: IPv6 settings of interfaces. */
  public static final int IPV6_IFINFO = Platform.number("RTNLGRP_IPV6_IFINFO");

  /** {@code RTNLGRP_DECnet_IFADDR}: DECnet addresses; DECnet was removed in Linux 6.1. */
  public static final int DECnet_IFADDR = Platform.number("RTNLGRP_DECnet_IFADDR");

  /** {@code RTNLGRP_NOP2}: reserved. */
  public static final int NOP2 = Platform.number("RTNLGRP_NOP2");

  /** {@code RTNLGRP_DECnet_ROUTE}: DECnet routes. */
  public static final int DECnet_ROUTE = Platform.number("RTNLGRP_DECnet_ROUTE");

  /** {@code RTNLGRP_DECnet_RULE}: DECnet routing rules. */
  public static final int DECnet_RULE = Platform.number("RTNLGRP_DECnet_RULE");

  /** {@code RTNLGRP_NOP4}: reserved. */
  public static final int NOP4 = Platform.number("RTNLGRP_NOP4");

  /** {@code RTNLGRP_IPV6_PREFIX}: IPv6 prefixes. */
  public static final int IPV6_PREFIX = Platform.number("RTNLGRP_IPV6_PREFIX");

  /** {@code RTNLGRP_IPV6_RULE}: IPv6 routing rules. */
  public static final int IPV6_RULE = Platform.number("RTNLGRP_IPV6_RULE");

  /** {@code RTNLGRP_ND_USEROPT}: neighbour discovery options for programs. */
  public static final int ND_USEROPT = Platform.number("RTNLGRP_ND_USEROPT");

  /** {@code RTNLGRP_PHONET_IFADDR}: Phonet addresses. */
  public static final int PHONET_IFADDR = Platform.number("RTNLGRP_PHONET_IFADDR");

  /** {@code RTNLGRP_PHONET_ROUTE}: Phonet routes. */
  public static final int PHONET_ROUTE = Platform.number("RTNLGRP_PHONET_ROUTE");

  /** {@code RTNLGRP_DCB}: data center bridging. */
  public static final int DCB = Platform.number("RTNLGRP_DCB");

  /** {@code RTNLGRP_IPV4_NETCONF}: IPv4 settings of interfaces. */
  public static final int IPV4_NETCONF = Platform.number("RTNLGRP_IPV4_NETCONF");

  /** {@code RTNLGRP_IPV6_NETCONF}: IPv6 settings of interfaces. */
  public static final int IPV6_NETCONF = Platform.number("RTNLGRP_IPV6_NETCONF");

  /** {@code RTNLGRP_MDB}: multicast database of bridges. */
  public static final int MDB = Platform.number("RTNLGRP_MDB");

  /** {@code RTNLGRP_MPLS_ROUTE}: MPLS routes. */
  public static final int MPLS_ROUTE = Platform.number("RTNLGRP_MPLS_ROUTE");

  /** {@code RTNLGRP_NSID}: identifiers of network namespaces. */
  public static final int NSID = Platform.number("RTNLGRP_NSID");

  /** {@code RTNLGRP_MPLS_NETCONF}: MPLS settings of interfaces. */
  public static final int MPLS_NETCONF = Platform.number("RTNLGRP_MPLS_NETCONF");

  /**
   * {@code RTNLGRP_IPV4_MROUTE_R}: packets without an IPv4 multicast route; takes CAP_NET_ADMIN.
   */
  public static final int IPV4_MROUTE_R = Platform.number("RTNLGRP_IPV4_MROUTE_R");

  /**
   * {@code RTNLGRP_IPV6_MROUTE_R}: packets without an IPv6 multicast route; takes CAP_NET_ADMIN.
   */
  public static final int IPV6_MROUTE_R = Platform.number("RTNLGRP_IPV6_MROUTE_R");

  /** {@code RTNLGRP_NEXTHOP}: next hops; since Linux 5.3. */
  public static final int NEXTHOP = Platform.number("RTNLGRP_NEXTHOP");

  /** {@code RTNLGRP_BRVLAN}: VLANs of bridges; since Linux 5.6. */
  public static final int BRVLAN = Platform.number("RTNLGRP_BRVLAN");

  /** {@code RTNLGRP_MCTP_IFADDR}: MCTP addresses; since Linux 5.15. */
  public static final int MCTP_IFADDR = Platform.number("RTNLGRP_MCTP_IFADDR");

  /** {@code RTNLGRP_TUNNEL}: VNI filters of VXLAN; since Linux 5.18. */
  public static final int TUNNEL = Platform.number("RTNLGRP_TUNNEL");

  /** {@code RTNLGRP_STATS}: statistics of interfaces; since Linux 5.18. */
  public static final int STATS = Platform.number("RTNLGRP_STATS");

  /** {@code RTNLGRP_IPV4_MCADDR}: IPv4 multicast addresses; since Linux 6.14. */
  public static final int IPV4_MCADDR = Platform.number("RTNLGRP_IPV4_MCADDR");

  /** {@code RTNLGRP_IPV6_MCADDR}: IPv6 multicast addresses; since Linux 6.14. */
  public static final int IPV6_MCADDR = Platform.number("RTNLGRP_IPV6_MCADDR");

  /** {@code RTNLGRP_IPV6_ACADDR}: IPv6 anycast addresses; since Linux 6.14. */
  public static final int IPV6_ACADDR = Platform.number("RTNLGRP_IPV6_ACADDR");

  private RTNLGRP() {}
}
