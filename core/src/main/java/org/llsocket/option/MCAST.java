package org.llsocket.option;

import java.util.EnumSet;
import java.util.List;
import org.llsocket.internal.platform.Platform;

/**
 * {@code MCAST_*}: multicast options that are the same for IPv4 and IPv6. The level is {@code
 * IPPROTO_IP} or {@code IPPROTO_IPV6}, depending on the family of the socket, which must also be
 * the group's family. A membership ends at the latest when the socket is closed.
 *
 * <p>A socket of AF_INET6 that is not raw may carry both families, for which the kernel keeps
 * separate settings. It can therefore join groups of both, at the level of each. {@link #IF},
 * {@link #HOPS}, {@link #LOOP} and {@link #ALL} are set for both, by two calls, the one for IPv6
 * first. Reading also takes two calls, {@code getsockname(2)} first: it returns the value for IPv4
 * if the socket's own address is an IPv4 address, otherwise the value for IPv6. {@link IP} and
 * {@link IPV6} have options for one family only.
 *
 * <pre>{@code
 * socket.set(MCAST.JOIN_GROUP, GroupReq.of(InetAddress.ofLiteral("239.1.2.3"), "eth0"));
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/ip.7.html">ip(7)</a>
 */
public final class MCAST {
  private static final Table TABLE =
      new Table(
          "IPPROTO_IP",
          "ip(7)",
          EnumSet.of(SocketKind.UDP, SocketKind.UDP6, SocketKind.ICMP, SocketKind.ICMP6));

  /**
   * {@code MCAST_JOIN_GROUP}: receives packets that any source sends to a group. EADDRINUSE if
   * joined already; ENODEV if no interface matches; ENOBUFS above {@code
   * net.ipv4.igmp_max_memberships}.
   */
  public static final Option<GroupReq> JOIN_GROUP =
      TABLE
          .inetOption("MCAST_JOIN_GROUP")
          .since("2.6")
          .manual("")
          .writeOnly()
          .value(GroupReq.GROUP_REQ);

  /**
   * {@code MCAST_BLOCK_SOURCE}: does not receive packets that this source sends to a joined group.
   * EADDRNOTAVAIL if blocked already; EINVAL if the group was not joined by {@link #JOIN_GROUP}.
   */
  public static final Option<GroupSourceReq> BLOCK_SOURCE =
      TABLE
          .inetOption("MCAST_BLOCK_SOURCE")
          .since("2.6")
          .manual("")
          .writeOnly()
          .value(GroupSourceReq.GROUP_SOURCE_REQ);

  /** {@code MCAST_UNBLOCK_SOURCE}: undoes {@link #BLOCK_SOURCE}. EADDRNOTAVAIL if not blocked. */
  public static final Option<GroupSourceReq> UNBLOCK_SOURCE =
      TABLE
          .inetOption("MCAST_UNBLOCK_SOURCE")
          .since("2.6")
          .manual("")
          .writeOnly()
          .value(GroupSourceReq.GROUP_SOURCE_REQ);

  /** {@code MCAST_LEAVE_GROUP}: undoes {@link #JOIN_GROUP}. EADDRNOTAVAIL if not joined. */
  public static final Option<GroupReq> LEAVE_GROUP =
      TABLE
          .inetOption("MCAST_LEAVE_GROUP")
          .since("2.6")
          .manual("")
          .writeOnly()
          .value(GroupReq.GROUP_REQ);

  /**
   * {@code MCAST_JOIN_SOURCE_GROUP}: receives packets that this source sends to a group; one call
   * per source. EADDRNOTAVAIL if joined already; EINVAL if the group was joined by {@link
   * #JOIN_GROUP}.
   */
  public static final Option<GroupSourceReq> JOIN_SOURCE_GROUP =
      TABLE
          .inetOption("MCAST_JOIN_SOURCE_GROUP")
          .since("2.6")
          .manual("")
          .writeOnly()
          .value(GroupSourceReq.GROUP_SOURCE_REQ);

  /**
   * {@code MCAST_LEAVE_SOURCE_GROUP}: undoes {@link #JOIN_SOURCE_GROUP}. EADDRNOTAVAIL if not
   * joined.
   */
  public static final Option<GroupSourceReq> LEAVE_SOURCE_GROUP =
      TABLE
          .inetOption("MCAST_LEAVE_SOURCE_GROUP")
          .since("2.6")
          .manual("")
          .writeOnly()
          .value(GroupSourceReq.GROUP_SOURCE_REQ);

  /**
   * {@code MCAST_MSFILTER}: replaces the list of all included or excluded sources of a joined
   * group. Reading it requires a group as input: use the raw {@code getsockopt} of the socket.
   */
  public static final Option<GroupFilter> MSFILTER =
      TABLE
          .inetOption("MCAST_MSFILTER")
          .since("2.6")
          .manual("")
          .writeOnly()
          .value(GroupFilter.GROUP_FILTER);

  /**
   * {@code IP_MULTICAST_IF} or {@code IPV6_MULTICAST_IF}: the index of the interface that multicast
   * packets leave by; 0 lets the kernel choose. Reading it for IPv4 works as for {@link
   * IP#MULTICAST_IF}. Default: 0.
   */
  public static final Option<Integer> IF =
      TABLE
          .inetOption("MCAST_IF", "IP_MULTICAST_IF", "IPV6_MULTICAST_IF")
          .value(new MulticastIf(false));

  /**
   * {@code IP_MULTICAST_TTL} or {@code IPV6_MULTICAST_HOPS}: the time to live of multicast packets;
   * -1 is 1. Default: 1.
   */
  public static final Option<Integer> HOPS =
      TABLE.inetOption("MCAST_HOPS", "IP_MULTICAST_TTL", "IPV6_MULTICAST_HOPS").number(-1, 255);

  /**
   * {@code IP_MULTICAST_LOOP} or {@code IPV6_MULTICAST_LOOP}: multicast packets are also delivered
   * to sockets of this machine. Default: on.
   */
  public static final Option<Boolean> LOOP =
      TABLE.inetOption("MCAST_LOOP", "IP_MULTICAST_LOOP", "IPV6_MULTICAST_LOOP").flag();

  /**
   * {@code IP_MULTICAST_ALL} or {@code IPV6_MULTICAST_ALL}: also receive packets to groups that
   * other sockets have joined. Default: on, but off for IPv4 on a socket of AF_INET6.
   */
  public static final Option<Boolean> ALL =
      TABLE.inetOption("MCAST_ALL", "IP_MULTICAST_ALL", "IPV6_MULTICAST_ALL").since("4.20").flag();

  /** {@code MCAST_EXCLUDE}: a mode of {@link GroupFilter}: all sources except those listed. */
  public static final int EXCLUDE = Platform.number("MCAST_EXCLUDE");

  /** {@code MCAST_INCLUDE}: a mode of {@link GroupFilter}: only the sources listed. */
  public static final int INCLUDE = Platform.number("MCAST_INCLUDE");

  private MCAST() {}

  /** All of these options, in order. */
  public static List<Option<?>> options() {
    return TABLE.options();
  }
}
