package org.llsocket.netlink;

import org.llsocket.internal.platform.Platform;

/**
 * {@code RTM_*}: types of messages of rtnetlink.
 *
 * <pre>{@code
 * int type = message.type(); // RTM.NEWLINK
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html">rtnetlink(7)</a>
 */
public final class RTM {
  /** {@code RTM_NEWLINK}: a new or changed interface: {@code struct ifinfomsg}. */
  public static final int NEWLINK = Platform.number("RTM_NEWLINK");

  /** {@code RTM_DELLINK}: a removed interface: {@code struct ifinfomsg}. */
  public static final int DELLINK = Platform.number("RTM_DELLINK");

  /** {@code RTM_GETLINK}: asks for an interface: {@code struct ifinfomsg}. */
  public static final int GETLINK = Platform.number("RTM_GETLINK");

  /** {@code RTM_SETLINK}: a change of an existing interface: {@code struct ifinfomsg}. */
  public static final int SETLINK = Platform.number("RTM_SETLINK");

  /** {@code RTM_NEWADDR}: a new or changed address: {@code struct ifaddrmsg}. */
  public static final int NEWADDR = Platform.number("RTM_NEWADDR");

  /** {@code RTM_DELADDR}: a removed address: {@code struct ifaddrmsg}. */
  public static final int DELADDR = Platform.number("RTM_DELADDR");

  /** {@code RTM_GETADDR}: asks for an address: {@code struct ifaddrmsg}. */
  public static final int GETADDR = Platform.number("RTM_GETADDR");

  /** {@code RTM_NEWROUTE}: a new or changed route: {@code struct rtmsg}. */
  public static final int NEWROUTE = Platform.number("RTM_NEWROUTE");

  /** {@code RTM_DELROUTE}: a removed route: {@code struct rtmsg}. */
  public static final int DELROUTE = Platform.number("RTM_DELROUTE");

  /** {@code RTM_GETROUTE}: asks for a route: {@code struct rtmsg}. */
  public static final int GETROUTE = Platform.number("RTM_GETROUTE");

  /** {@code RTM_NEWNEIGH}: a new or changed neighbour: {@code struct ndmsg}. */
  public static final int NEWNEIGH = Platform.number("RTM_NEWNEIGH");

  /** {@code RTM_DELNEIGH}: a removed neighbour: {@code struct ndmsg}. */
  public static final int DELNEIGH = Platform.number("RTM_DELNEIGH");

  /** {@code RTM_GETNEIGH}: asks for a neighbour: {@code struct ndmsg}. */
  public static final int GETNEIGH = Platform.number("RTM_GETNEIGH");

  /** {@code RTM_NEWRULE}: a new or changed routing rule: {@code struct rtmsg}. */
  public static final int NEWRULE = Platform.number("RTM_NEWRULE");

  /** {@code RTM_DELRULE}: a removed routing rule: {@code struct rtmsg}. */
  public static final int DELRULE = Platform.number("RTM_DELRULE");

  /** {@code RTM_GETRULE}: asks for a routing rule: {@code struct rtmsg}. */
  public static final int GETRULE = Platform.number("RTM_GETRULE");

  /** {@code RTM_NEWQDISC}: a new or changed queueing discipline: {@code struct tcmsg}. */
  public static final int NEWQDISC = Platform.number("RTM_NEWQDISC");

  /** {@code RTM_DELQDISC}: a removed queueing discipline: {@code struct tcmsg}. */
  public static final int DELQDISC = Platform.number("RTM_DELQDISC");

  /** {@code RTM_GETQDISC}: asks for a queueing discipline: {@code struct tcmsg}. */
  public static final int GETQDISC = Platform.number("RTM_GETQDISC");

  /** {@code RTM_NEWTCLASS}: a new or changed traffic class: {@code struct tcmsg}. */
  public static final int NEWTCLASS = Platform.number("RTM_NEWTCLASS");

  /** {@code RTM_DELTCLASS}: a removed traffic class: {@code struct tcmsg}. */
  public static final int DELTCLASS = Platform.number("RTM_DELTCLASS");

  /** {@code RTM_GETTCLASS}: asks for a traffic class: {@code struct tcmsg}. */
  public static final int GETTCLASS = Platform.number("RTM_GETTCLASS");

  /** {@code RTM_NEWTFILTER}: a new or changed traffic filter: {@code struct tcmsg}. */
  public static final int NEWTFILTER = Platform.number("RTM_NEWTFILTER");

  /** {@code RTM_DELTFILTER}: a removed traffic filter: {@code struct tcmsg}. */
  public static final int DELTFILTER = Platform.number("RTM_DELTFILTER");

  /** {@code RTM_GETTFILTER}: asks for a traffic filter: {@code struct tcmsg}. */
  public static final int GETTFILTER = Platform.number("RTM_GETTFILTER");

  /** {@code RTM_NEWNSID}: a new or changed id of a network namespace: {@code struct rtgenmsg}. */
  public static final int NEWNSID = Platform.number("RTM_NEWNSID");

  /** {@code RTM_DELNSID}: a removed id of a network namespace: {@code struct rtgenmsg}. */
  public static final int DELNSID = Platform.number("RTM_DELNSID");

  /** {@code RTM_GETNSID}: asks for an id of a network namespace: {@code struct rtgenmsg}. */
  public static final int GETNSID = Platform.number("RTM_GETNSID");

  /**
   * {@code RTM_NEWSTATS}: a new or changed statistics of an interface: {@code struct if_stats_msg}.
   */
  public static final int NEWSTATS = Platform.number("RTM_NEWSTATS");

  /** {@code RTM_GETSTATS}: asks for statistics of an interface: {@code struct if_stats_msg}. */
  public static final int GETSTATS = Platform.number("RTM_GETSTATS");

  private RTM() {}
}
