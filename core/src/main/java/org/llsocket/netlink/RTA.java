package org.llsocket.netlink;

import org.llsocket.internal.platform.Platform;

/**
 * {@code RTA_*}: attributes of a route.
 *
 * <pre>{@code
 * int oif = message.attributes(12).get(RTA.OIF).i32();
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html">rtnetlink(7)</a>
 */
public final class RTA {
  /** {@code RTA_DST}: the destination; absent for the default route. */
  public static final int DST = Platform.number("RTA_DST");

  /** {@code RTA_SRC}: the source prefix. */
  public static final int SRC = Platform.number("RTA_SRC");

  /** {@code RTA_IIF}: the index of the incoming interface, 32 bits. */
  public static final int IIF = Platform.number("RTA_IIF");

  /** {@code RTA_OIF}: the index of the outgoing interface, 32 bits. */
  public static final int OIF = Platform.number("RTA_OIF");

  /** {@code RTA_GATEWAY}: the address of the gateway. */
  public static final int GATEWAY = Platform.number("RTA_GATEWAY");

  /** {@code RTA_PRIORITY}: the metric, 32 bits. */
  public static final int PRIORITY = Platform.number("RTA_PRIORITY");

  /** {@code RTA_PREFSRC}: the preferred source address. */
  public static final int PREFSRC = Platform.number("RTA_PREFSRC");

  /** {@code RTA_METRICS}: nested: {@code RTAX_*}. */
  public static final int METRICS = Platform.number("RTA_METRICS");

  /** {@code RTA_MULTIPATH}: {@code struct rtnexthop} of each next hop. */
  public static final int MULTIPATH = Platform.number("RTA_MULTIPATH");

  /** {@code RTA_FLOW}: the realm, 32 bits. */
  public static final int FLOW = Platform.number("RTA_FLOW");

  /** {@code RTA_CACHEINFO}: {@code struct rta_cacheinfo}. */
  public static final int CACHEINFO = Platform.number("RTA_CACHEINFO");

  /** {@code RTA_TABLE}: the routing table, 32 bits. */
  public static final int TABLE = Platform.number("RTA_TABLE");

  /** {@code RTA_MARK}: the mark, 32 bits. */
  public static final int MARK = Platform.number("RTA_MARK");

  /** {@code RTA_VIA}: a gateway of another family: {@code struct rtvia}. */
  public static final int VIA = Platform.number("RTA_VIA");

  /** {@code RTA_PREF}: the preference of RFC 4191, 8 bits. */
  public static final int PREF = Platform.number("RTA_PREF");

  /** {@code RTA_EXPIRES}: seconds until the route expires, 32 bits. */
  public static final int EXPIRES = Platform.number("RTA_EXPIRES");

  /** {@code RTA_NH_ID}: the id of a next hop object, 32 bits. */
  public static final int NH_ID = Platform.number("RTA_NH_ID");

  private RTA() {}
}
