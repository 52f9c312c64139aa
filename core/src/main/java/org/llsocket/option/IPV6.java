package org.llsocket.option;

import java.util.List;
import org.llsocket.internal.platform.Platform;
import org.llsocket.message.PktInfo;

/**
 * {@code IPV6_*}: options of {@code IPPROTO_IPV6}, and values of options.
 *
 * <pre>{@code
 * server.set(IPV6.V6ONLY, false); // before bind(2): accept IPv4 peers too
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/ipv6.7.html">ipv6(7)</a>
 */
public final class IPV6 {
  private static final Table TABLE = new Table("IPPROTO_IPV6", "ipv6(7)", SocketKind.IPV6);

  /**
   * {@code IPV6_ADDRFORM}: converts a socket that is connected to an IPv4 peer to {@code AF_INET},
   * the only value. ENOTCONN if it is not connected, EADDRNOTAVAIL for an IPv6 peer.
   */
  public static final Option<Integer> ADDRFORM =
      TABLE.option("IPV6_ADDRFORM").on(SocketKind.TCP6, SocketKind.UDP6).writeOnly().number();

  /**
   * {@code IPV6_CHECKSUM}: the offset of the checksum in the packets, an even number; -1 for none,
   * and 2 for ICMPv6, for which it cannot be set.
   */
  public static final Option<Integer> CHECKSUM =
      TABLE
          .option("IPV6_CHECKSUM")
          .manual("raw(7)")
          .unit("bytes")
          .on(SocketKind.RAW6)
          .number(-1, 0xffff);

  /** {@code IPV6_FLOWINFO}: receive {@code IPV6_FLOWINFO}. Default: off. */
  public static final Option<Boolean> FLOWINFO = TABLE.option("IPV6_FLOWINFO").since("2.2").flag();

  /**
   * {@code IPV6_UNICAST_HOPS}: the hop limit of unicast packets; -1 for the value of the route or
   * the system, which is also the default. Reading returns the value in effect.
   */
  public static final Option<Integer> UNICAST_HOPS =
      TABLE.option("IPV6_UNICAST_HOPS").since("2.2").number(-1, 255);

  /**
   * {@code IPV6_MULTICAST_IF}: the index of the interface that multicast packets leave by; 0 lets
   * the kernel choose. Default: 0.
   */
  public static final Option<Integer> MULTICAST_IF =
      TABLE
          .option("IPV6_MULTICAST_IF")
          .since("2.2")
          .on(SocketKind.UDP6, SocketKind.ICMP6)
          .number(0, Integer.MAX_VALUE);

  /** {@code IPV6_MULTICAST_HOPS}: the hop limit of multicast packets; -1 is 1. Default: 1. */
  public static final Option<Integer> MULTICAST_HOPS =
      TABLE
          .option("IPV6_MULTICAST_HOPS")
          .since("2.2")
          .on(SocketKind.UDP6, SocketKind.ICMP6)
          .number(-1, 255);

  /**
   * {@code IPV6_MULTICAST_LOOP}: multicast packets are also delivered to sockets of this machine.
   * Default: on.
   */
  public static final Option<Boolean> MULTICAST_LOOP =
      TABLE.option("IPV6_MULTICAST_LOOP").since("2.2").on(SocketKind.UDP6, SocketKind.ICMP6).flag();

  /** {@code IPV6_JOIN_GROUP}: joins a group: as {@link MCAST#JOIN_GROUP}. */
  public static final Option<GroupReq> JOIN_GROUP =
      TABLE
          .option("IPV6_JOIN_GROUP")
          .since("2.2")
          .on(SocketKind.UDP6, SocketKind.ICMP6)
          .writeOnly()
          .value(GroupReq.IPV6_MREQ);

  /** {@code IPV6_ADD_MEMBERSHIP}: another name for {@link #JOIN_GROUP}. */
  public static final Option<GroupReq> ADD_MEMBERSHIP = JOIN_GROUP;

  /** {@code IPV6_LEAVE_GROUP}: leaves a group: as {@link MCAST#LEAVE_GROUP}. */
  public static final Option<GroupReq> LEAVE_GROUP =
      TABLE
          .option("IPV6_LEAVE_GROUP")
          .since("2.2")
          .on(SocketKind.UDP6, SocketKind.ICMP6)
          .writeOnly()
          .value(GroupReq.IPV6_MREQ);

  /** {@code IPV6_DROP_MEMBERSHIP}: another name for {@link #LEAVE_GROUP}. */
  public static final Option<GroupReq> DROP_MEMBERSHIP = LEAVE_GROUP;

  /**
   * {@code IPV6_ROUTER_ALERT}: receive packets with this Router Alert value that would be
   * forwarded; -1 for none. Reading returns 1 or 0. Raw sockets of {@code IPPROTO_RAW} only.
   */
  public static final Option<Integer> ROUTER_ALERT =
      TABLE.option("IPV6_ROUTER_ALERT").since("2.2").on(SocketKind.RAW6).numberOr(-1, 0, 0xffff);

  /**
   * {@code IPV6_MTU_DISCOVER}: how path MTU discovery sets the size of packets: {@link
   * #PMTUDISC_WANT} and so on. Default: {@code PMTUDISC_WANT}.
   */
  public static final Option<Integer> MTU_DISCOVER =
      TABLE.option("IPV6_MTU_DISCOVER").since("2.2").number(0, 5);

  /**
   * {@code IPV6_MTU}: reading returns the path MTU to the peer, or fails with ENOTCONN. Setting
   * limits the size of packets, 0 for no limit.
   */
  public static final Option<Integer> MTU =
      TABLE.option("IPV6_MTU").since("2.2").unit("bytes").numberOr(0, 1280, Integer.MAX_VALUE);

  /** {@code IPV6_RECVERR}: errors of sent packets are put into the error queue. Default: off. */
  public static final Option<Boolean> RECVERR = TABLE.option("IPV6_RECVERR").since("2.2").flag();

  /**
   * {@code IPV6_V6ONLY}: the socket does not carry IPv4 packets; set it before {@code bind(2)}.
   * Default: {@code net.ipv6.bindv6only}.
   */
  public static final Option<Boolean> V6ONLY = TABLE.option("IPV6_V6ONLY").since("2.4.21").flag();

  /**
   * {@code IPV6_MULTICAST_ALL}: also receive packets to groups that other sockets have joined.
   * Default: on.
   */
  public static final Option<Boolean> MULTICAST_ALL =
      TABLE
          .option("IPV6_MULTICAST_ALL")
          .since("4.20")
          .manual("")
          .on(SocketKind.UDP6, SocketKind.ICMP6)
          .flag();

  /**
   * {@code IPV6_ROUTER_ALERT_ISOLATE}: {@link #ROUTER_ALERT} is for packets of this network
   * namespace only. Default: off.
   */
  public static final Option<Boolean> ROUTER_ALERT_ISOLATE =
      TABLE.option("IPV6_ROUTER_ALERT_ISOLATE").since("5.1").manual("").on(SocketKind.RAW6).flag();

  /**
   * {@code IPV6_RECVERR_RFC4884}: with {@link #RECVERR}, report the ICMP extensions of RFC 4884.
   * Default: off.
   */
  public static final Option<Boolean> RECVERR_RFC4884 =
      TABLE.option("IPV6_RECVERR_RFC4884").since("5.9").manual("").on(SocketKind.UDP6).flag();

  /**
   * {@code IPV6_FLOWINFO_SEND}: {@code sin6_flowinfo} of destination addresses is used. Default:
   * off.
   */
  public static final Option<Boolean> FLOWINFO_SEND =
      TABLE.option("IPV6_FLOWINFO_SEND").manual("").flag();

  /**
   * {@code IPV6_HDRINCL}: sent data includes the IPv6 header. Default: off, but on for {@code
   * IPPROTO_RAW}.
   */
  public static final Option<Boolean> HDRINCL =
      TABLE
          .option("IPV6_HDRINCL")
          .since("4.14")
          .manual("")
          .on(SocketKind.ICMP6, SocketKind.RAW6)
          .flag();

  /**
   * {@code IPV6_RECVPKTINFO}: receive {@code IPV6_PKTINFO}: the interface and the address at which
   * a packet arrived. Default: off.
   */
  public static final Option<Boolean> RECVPKTINFO =
      TABLE.option("IPV6_RECVPKTINFO").since("2.6.14").flag();

  /** {@code IPV6_PKTINFO}: the address and the interface that packets leave from. */
  public static final Option<PktInfo> PKTINFO =
      TABLE.option("IPV6_PKTINFO").since("2.6.14").writeOnly().value(Structs.IN6_PKTINFO);

  /** {@code IPV6_RECVHOPLIMIT}: receive {@code IPV6_HOPLIMIT}. Default: off. */
  public static final Option<Boolean> RECVHOPLIMIT =
      TABLE.option("IPV6_RECVHOPLIMIT").since("2.6.14").manual("").flag();

  /**
   * {@code IPV6_RECVHOPOPTS}: receive {@code IPV6_HOPOPTS}, the hop-by-hop options. Default: off.
   */
  public static final Option<Boolean> RECVHOPOPTS =
      TABLE.option("IPV6_RECVHOPOPTS").since("2.6.14").manual("").flag();

  /**
   * {@code IPV6_HOPOPTS}: the hop-by-hop options of sent packets, in wire format; setting requires
   * CAP_NET_RAW. Default: none.
   */
  public static final Option<byte[]> HOPOPTS =
      TABLE.option("IPV6_HOPOPTS").since("2.6.14").manual("").bytes(2048);

  /**
   * {@code IPV6_RTHDRDSTOPTS}: the options for every node in {@link #RTHDR}; setting requires
   * CAP_NET_RAW. Default: none.
   */
  public static final Option<byte[]> RTHDRDSTOPTS =
      TABLE.option("IPV6_RTHDRDSTOPTS").since("2.6.14").manual("").bytes(2048);

  /** {@code IPV6_RECVRTHDR}: receive {@code IPV6_RTHDR}, the routing header. Default: off. */
  public static final Option<Boolean> RECVRTHDR =
      TABLE.option("IPV6_RECVRTHDR").since("2.6.14").manual("").flag();

  /** {@code IPV6_RTHDR}: the routing header of sent packets, in wire format. Default: none. */
  public static final Option<byte[]> RTHDR = TABLE.option("IPV6_RTHDR").since("2.6.14").bytes(2048);

  /**
   * {@code IPV6_RECVDSTOPTS}: receive {@code IPV6_DSTOPTS}, the destination options. Default: off.
   */
  public static final Option<Boolean> RECVDSTOPTS =
      TABLE.option("IPV6_RECVDSTOPTS").since("2.6.14").manual("").flag();

  /**
   * {@code IPV6_DSTOPTS}: the destination options of sent packets, in wire format; setting requires
   * CAP_NET_RAW. Default: none.
   */
  public static final Option<byte[]> DSTOPTS =
      TABLE.option("IPV6_DSTOPTS").since("2.6.14").bytes(2048);

  /**
   * {@code IPV6_RECVPATHMTU}: receive {@code IPV6_PATHMTU} when the path MTU decreases. Default:
   * off.
   */
  public static final Option<Boolean> RECVPATHMTU =
      TABLE
          .option("IPV6_RECVPATHMTU")
          .since("2.6.35")
          .manual("")
          .on(SocketKind.UDP6, SocketKind.ICMP6)
          .flag();

  /**
   * {@code IPV6_PATHMTU}: the path MTU to the peer, the only field of {@code struct ip6_mtuinfo}
   * that the kernel fills; ENOTCONN if the socket is not connected.
   */
  public static final Option<Long> PATHMTU =
      TABLE
          .option("IPV6_PATHMTU")
          .since("2.6.35")
          .manual("")
          .unit("bytes")
          .readOnly()
          .value(Codecs.IP6_MTUINFO);

  /**
   * {@code IPV6_DONTFRAG}: this machine does not fragment packets; EMSGSIZE for a packet that is
   * too long. Default: off.
   */
  public static final Option<Boolean> DONTFRAG =
      TABLE.option("IPV6_DONTFRAG").since("2.6.35").manual("").flag();

  /** {@code IPV6_RECVTCLASS}: receive {@code IPV6_TCLASS}. Default: off. */
  public static final Option<Boolean> RECVTCLASS =
      TABLE.option("IPV6_RECVTCLASS").since("2.6.14").manual("").flag();

  /**
   * {@code IPV6_TCLASS}: the traffic class, or DSCP and ECN, of sent packets; -1 means 0. Default:
   * 0.
   */
  public static final Option<Integer> TCLASS =
      TABLE.option("IPV6_TCLASS").since("2.6.14").manual("").number(-1, 255);

  /**
   * {@code IPV6_AUTOFLOWLABEL}: the kernel generates flow labels. Default: on if {@code
   * net.ipv6.auto_flowlabels} is 1 or 3.
   */
  public static final Option<Boolean> AUTOFLOWLABEL =
      TABLE.option("IPV6_AUTOFLOWLABEL").since("3.17").manual("").flag();

  /**
   * {@code IPV6_ADDR_PREFERENCES}: which source addresses of this machine are preferred: {@link
   * #PREFER_SRC_PUBLIC} and so on, combined with {@code |}.
   */
  public static final Option<Integer> ADDR_PREFERENCES =
      TABLE
          .option("IPV6_ADDR_PREFERENCES")
          .since("2.6.26")
          .manual("")
          .ints(Integer.class, "IPV6.PREFER_SRC_*", value -> value, value -> value);

  /** {@code IPV6_MINHOPCOUNT}: packets with a lower hop limit are discarded. Default: 0. */
  public static final Option<Integer> MINHOPCOUNT =
      TABLE.option("IPV6_MINHOPCOUNT").since("2.6.35").manual("").number(0, 255);

  /**
   * {@code IPV6_ORIGDSTADDR}: receive {@code IPV6_ORIGDSTADDR}, the destination of a packet.
   * Default: off.
   */
  public static final Option<Boolean> ORIGDSTADDR =
      TABLE.option("IPV6_ORIGDSTADDR").since("2.6.37").manual("").on(SocketKind.UDP6).flag();

  /** {@code IPV6_RECVORIGDSTADDR}: another name for {@link #ORIGDSTADDR}. */
  public static final Option<Boolean> RECVORIGDSTADDR = ORIGDSTADDR;

  /**
   * {@code IPV6_TRANSPARENT}: accept connections to, and send from, addresses of other machines.
   * Requires CAP_NET_RAW or CAP_NET_ADMIN. Default: off.
   */
  public static final Option<Boolean> TRANSPARENT =
      TABLE.option("IPV6_TRANSPARENT").since("2.6.37").manual("").flag();

  /**
   * {@code IPV6_UNICAST_IF}: the index of the interface that unicast packets leave by; 0 lets the
   * kernel choose. In C it is in network byte order. Default: 0.
   */
  public static final Option<Integer> UNICAST_IF =
      TABLE
          .option("IPV6_UNICAST_IF")
          .since("3.4")
          .manual("")
          .on(SocketKind.UDP6, SocketKind.ICMP6)
          .networkNumber();

  /**
   * {@code IPV6_RECVFRAGSIZE}: receive {@code IPV6_RECVFRAGSIZE}, the size of the largest fragment.
   * Default: off.
   */
  public static final Option<Boolean> RECVFRAGSIZE =
      TABLE
          .option("IPV6_RECVFRAGSIZE")
          .since("4.11")
          .manual("")
          .on(SocketKind.UDP6, SocketKind.ICMP6)
          .flag();

  /**
   * {@code IPV6_FREEBIND}: {@code bind(2)} accepts an address that this machine does not have, or
   * not yet. Default: off.
   */
  public static final Option<Boolean> FREEBIND =
      TABLE.option("IPV6_FREEBIND").since("4.15").manual("").flag();

  /**
   * {@code IPV6_PMTUDISC_DONT}: a value of {@link #MTU_DISCOVER}: packets may be fragmented by this
   * machine.
   */
  public static final int PMTUDISC_DONT = Platform.number("IPV6_PMTUDISC_DONT");

  /** {@code IPV6_PMTUDISC_WANT}: a value of {@link #MTU_DISCOVER}: as the route specifies. */
  public static final int PMTUDISC_WANT = Platform.number("IPV6_PMTUDISC_WANT");

  /**
   * {@code IPV6_PMTUDISC_DO}: a value of {@link #MTU_DISCOVER}: packets are never fragmented;
   * EMSGSIZE for a packet that is too long.
   */
  public static final int PMTUDISC_DO = Platform.number("IPV6_PMTUDISC_DO");

  /**
   * {@code IPV6_PMTUDISC_PROBE}: a value of {@link #MTU_DISCOVER}: packets are never fragmented,
   * and may exceed the known path MTU.
   */
  public static final int PMTUDISC_PROBE = Platform.number("IPV6_PMTUDISC_PROBE");

  /**
   * {@code IPV6_PMTUDISC_INTERFACE}: a value of {@link #MTU_DISCOVER}: packets up to the
   * interface's MTU, regardless of the path MTU.
   */
  public static final int PMTUDISC_INTERFACE = Platform.number("IPV6_PMTUDISC_INTERFACE");

  /**
   * {@code IPV6_PMTUDISC_OMIT}: a value of {@link #MTU_DISCOVER}: as {@link #PMTUDISC_INTERFACE},
   * and longer packets are fragmented by this machine.
   */
  public static final int PMTUDISC_OMIT = Platform.number("IPV6_PMTUDISC_OMIT");

  /** {@code IPV6_PREFER_SRC_TMP}: a value of {@link #ADDR_PREFERENCES}: temporary addresses. */
  public static final int PREFER_SRC_TMP = Platform.number("IPV6_PREFER_SRC_TMP");

  /** {@code IPV6_PREFER_SRC_PUBLIC}: a value of {@link #ADDR_PREFERENCES}: permanent addresses. */
  public static final int PREFER_SRC_PUBLIC = Platform.number("IPV6_PREFER_SRC_PUBLIC");

  /**
   * {@code IPV6_PREFER_SRC_PUBTMP_DEFAULT}: a value of {@link #ADDR_PREFERENCES}: temporary or
   * permanent, as the interface is configured.
   */
  public static final int PREFER_SRC_PUBTMP_DEFAULT =
      Platform.number("IPV6_PREFER_SRC_PUBTMP_DEFAULT");

  /**
   * {@code IPV6_PREFER_SRC_COA}: a value of {@link #ADDR_PREFERENCES}: care-of addresses of Mobile
   * IPv6.
   */
  public static final int PREFER_SRC_COA = Platform.number("IPV6_PREFER_SRC_COA");

  /**
   * {@code IPV6_PREFER_SRC_HOME}: a value of {@link #ADDR_PREFERENCES}: home addresses of Mobile
   * IPv6.
   */
  public static final int PREFER_SRC_HOME = Platform.number("IPV6_PREFER_SRC_HOME");

  /**
   * {@code IPV6_PREFER_SRC_CGA}: a value of {@link #ADDR_PREFERENCES}: cryptographically generated
   * addresses; the kernel accepts the flag and does not return it.
   */
  public static final int PREFER_SRC_CGA = Platform.number("IPV6_PREFER_SRC_CGA");

  /**
   * {@code IPV6_PREFER_SRC_NONCGA}: a value of {@link #ADDR_PREFERENCES}: addresses that are not
   * cryptographically generated.
   */
  public static final int PREFER_SRC_NONCGA = Platform.number("IPV6_PREFER_SRC_NONCGA");

  /** {@code IPV6_HOPLIMIT}: the type of a control message, the hop limit; not an option. */
  public static final int HOPLIMIT = Platform.number("IPV6_HOPLIMIT");

  /**
   * {@code IPV6_RTHDR_TYPE_0}: a type of routing header, deprecated by RFC 5095: the kernel neither
   * sends nor accepts it.
   */
  public static final int RTHDR_TYPE_0 = Platform.number("IPV6_RTHDR_TYPE_0");

  private IPV6() {}

  /** All of these options, in order. */
  public static List<Option<?>> options() {
    return TABLE.options();
  }
}
