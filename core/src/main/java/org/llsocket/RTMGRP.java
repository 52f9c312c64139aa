package org.llsocket;

import org.llsocket.internal.platform.Platform;

/**
 * {@code RTMGRP_*}: multicast groups of rtnetlink(7) as bits of {@code nl_groups}, combined with
 * {@code |}.
 *
 * <p>{@code bind(2)} with such a mask joins the groups. Groups above 32 have no bit; see {@link
 * RTNLGRP}.
 *
 * <pre>{@code
 * socket.bind(SockAddr.netlink(0, RTMGRP.LINK | RTMGRP.IPV4_IFADDR));
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html">rtnetlink(7)</a>
 */
public final class RTMGRP {
  /** {@code RTMGRP_LINK}: interfaces. */
  public static final int LINK = Platform.number("RTMGRP_LINK");

  /** {@code RTMGRP_NOTIFY}: reserved. */
  public static final int NOTIFY = Platform.number("RTMGRP_NOTIFY");

  /** {@code RTMGRP_NEIGH}: neighbours. */
  public static final int NEIGH = Platform.number("RTMGRP_NEIGH");

  /** {@code RTMGRP_TC}: traffic control. */
  public static final int TC = Platform.number("RTMGRP_TC");

  /** {@code RTMGRP_IPV4_IFADDR}: IPv4 addresses. */
  public static final int IPV4_IFADDR = Platform.number("RTMGRP_IPV4_IFADDR");

  /** {@code RTMGRP_IPV4_MROUTE}: IPv4 multicast routes. */
  public static final int IPV4_MROUTE = Platform.number("RTMGRP_IPV4_MROUTE");

  /** {@code RTMGRP_IPV4_ROUTE}: IPv4 routes. */
  public static final int IPV4_ROUTE = Platform.number("RTMGRP_IPV4_ROUTE");

  /** {@code RTMGRP_IPV4_RULE}: IPv4 routing rules. */
  public static final int IPV4_RULE = Platform.number("RTMGRP_IPV4_RULE");

  /** {@code RTMGRP_IPV6_IFADDR}: IPv6 addresses. */
  public static final int IPV6_IFADDR = Platform.number("RTMGRP_IPV6_IFADDR");

  /** {@code RTMGRP_IPV6_MROUTE}: IPv6 multicast routes. */
  public static final int IPV6_MROUTE = Platform.number("RTMGRP_IPV6_MROUTE");

  /** {@code RTMGRP_IPV6_ROUTE}: IPv6 routes. */
  public static final int IPV6_ROUTE = Platform.number("RTMGRP_IPV6_ROUTE");

  /** {@code RTMGRP_IPV6_IFINFO}: IPv6 settings of interfaces. */
  public static final int IPV6_IFINFO = Platform.number("RTMGRP_IPV6_IFINFO");

  /** {@code RTMGRP_DECnet_IFADDR}: DECnet addresses; DECnet was removed in Linux 6.1. */
  public static final int DECnet_IFADDR = Platform.number("RTMGRP_DECnet_IFADDR");

  /** {@code RTMGRP_DECnet_ROUTE}: DECnet routes. */
  public static final int DECnet_ROUTE = Platform.number("RTMGRP_DECnet_ROUTE");

  /** {@code RTMGRP_IPV6_PREFIX}: IPv6 prefixes. */
  public static final int IPV6_PREFIX = Platform.number("RTMGRP_IPV6_PREFIX");

  private RTMGRP() {}

  /**
   * {@return the C names of {@code flags}, joined with {@code |}; {@code 0} for none}
   *
   * @param flags the numbers, combined
   */
  public static String toString(int flags) {
    return Platform.flagNames("RTMGRP_", flags);
  }
}
