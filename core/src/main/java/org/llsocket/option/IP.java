package org.llsocket.option;

import java.util.List;
import org.llsocket.internal.platform.Platform;

/**
 * {@code IP_*}: options of {@code IPPROTO_IP}, and values of options. On IPv6 sockets that are not
 * raw they apply to IPv4 packets.
 *
 * <pre>{@code
 * socket.set(IP.TTL, 4).set(IP.MTU_DISCOVER, IP.PMTUDISC_DO);
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/ip.7.html">ip(7)</a>
 */
public final class IP {
  private static final Table TABLE = new Table("IPPROTO_IP", "ip(7)", SocketKind.IPV4);

  /**
   * {@code IP_TOS}: the type of service, or DSCP and ECN, of sent packets; on TCP the two ECN bits
   * cannot be changed. It sets {@link SO#PRIORITY} too. Default: 0.
   */
  public static final Option<Integer> TOS = TABLE.option("IP_TOS").number(0, 255);

  /**
   * {@code IP_TTL}: the time to live of unicast packets; -1 for the system's value, {@code
   * net.ipv4.ip_default_ttl}, which is also the default.
   */
  public static final Option<Integer> TTL = TABLE.option("IP_TTL").numberOr(-1, 1, 255);

  /**
   * {@code IP_HDRINCL}: sent data includes the IP header. Default: off, but on for {@code
   * IPPROTO_RAW}.
   */
  public static final Option<Boolean> HDRINCL =
      TABLE.option("IP_HDRINCL").on(SocketKind.ICMP, SocketKind.RAW).flag();

  /** {@code IP_OPTIONS}: the IP options of every packet sent, in wire format. Default: none. */
  public static final Option<byte[]> OPTIONS = TABLE.option("IP_OPTIONS").bytes(40);

  /**
   * {@code IP_ROUTER_ALERT}: receive packets with the Router Alert option that would be forwarded.
   * Default: off.
   */
  public static final Option<Boolean> ROUTER_ALERT =
      TABLE.option("IP_ROUTER_ALERT").since("2.2").on(SocketKind.RAW).flag();

  /** {@code IP_RECVOPTS}: receive {@code IP_RECVOPTS}, the IP options of a packet. Default: off. */
  public static final Option<Boolean> RECVOPTS = TABLE.option("IP_RECVOPTS").since("2.2").flag();

  /**
   * {@code IP_RETOPTS}: receive {@code IP_RETOPTS}, the IP options in the form for a reply.
   * Default: off.
   */
  public static final Option<Boolean> RETOPTS = TABLE.option("IP_RETOPTS").since("2.2").flag();

  /** {@code IP_RECVRETOPTS}: another name for {@link #RETOPTS}. */
  public static final Option<Boolean> RECVRETOPTS = RETOPTS;

  /**
   * {@code IP_PKTINFO}: receive {@code IP_PKTINFO}: the interface and the address at which a packet
   * arrived. Default: off.
   */
  public static final Option<Boolean> PKTINFO = TABLE.option("IP_PKTINFO").since("2.2").flag();

  /**
   * {@code IP_PKTOPTIONS}: on a stream, the control messages that a received packet would have now,
   * in the format of {@code recvmsg(2)}.
   */
  public static final Option<byte[]> PKTOPTIONS =
      TABLE
          .option("IP_PKTOPTIONS")
          .since("2.2")
          .manual("")
          .on(SocketKind.TCP)
          .readOnly()
          .bytes(256);

  /**
   * {@code IP_MTU_DISCOVER}: how path MTU discovery sets the size of packets: {@link
   * #PMTUDISC_WANT} and so on. Default: {@code PMTUDISC_WANT}, or {@code PMTUDISC_DONT} if {@code
   * net.ipv4.ip_no_pmtu_disc} is set.
   */
  public static final Option<Integer> MTU_DISCOVER =
      TABLE.option("IP_MTU_DISCOVER").since("2.2").number(0, 5);

  /** {@code IP_RECVERR}: errors of sent packets are put into the error queue. Default: off. */
  public static final Option<Boolean> RECVERR = TABLE.option("IP_RECVERR").since("2.2").flag();

  /** {@code IP_RECVTTL}: receive {@code IP_TTL}. Default: off. */
  public static final Option<Boolean> RECVTTL = TABLE.option("IP_RECVTTL").since("2.2").flag();

  /** {@code IP_RECVTOS}: receive {@code IP_TOS}. Default: off. */
  public static final Option<Boolean> RECVTOS = TABLE.option("IP_RECVTOS").since("2.2").flag();

  /** {@code IP_MTU}: the path MTU to the peer; ENOTCONN if the socket is not connected. */
  public static final Option<Integer> MTU =
      TABLE.option("IP_MTU").since("2.2").unit("bytes").readOnly().number();

  /**
   * {@code IP_FREEBIND}: {@code bind(2)} accepts an address that this machine does not have, or not
   * yet. Default: off.
   */
  public static final Option<Boolean> FREEBIND = TABLE.option("IP_FREEBIND").since("2.4").flag();

  /** {@code IP_PASSSEC}: receive {@code SCM_SECURITY}, the label of a packet. Default: off. */
  public static final Option<Boolean> PASSSEC =
      TABLE.option("IP_PASSSEC").since("2.6.17").on(SocketKind.UDP).flag();

  /**
   * {@code IP_TRANSPARENT}: accept connections to, and send from, addresses of other machines.
   * Requires CAP_NET_RAW or CAP_NET_ADMIN. Default: off.
   */
  public static final Option<Boolean> TRANSPARENT =
      TABLE.option("IP_TRANSPARENT").since("2.6.24").flag();

  /**
   * {@code IP_ORIGDSTADDR}: receive {@code IP_ORIGDSTADDR}, the destination of a packet. Default:
   * off.
   */
  public static final Option<Boolean> ORIGDSTADDR =
      TABLE.option("IP_ORIGDSTADDR").since("2.6.29").on(SocketKind.UDP).flag();

  /** {@code IP_RECVORIGDSTADDR}: another name for {@link #ORIGDSTADDR}. */
  public static final Option<Boolean> RECVORIGDSTADDR = ORIGDSTADDR;

  /** {@code IP_MINTTL}: packets with a lower time to live are discarded. Default: 0. */
  public static final Option<Integer> MINTTL =
      TABLE.option("IP_MINTTL").since("2.6.34").manual("").number(0, 255);

  /**
   * {@code IP_NODEFRAG}: netfilter does not reassemble fragments that the socket sends. Raw sockets
   * only. Default: off.
   */
  public static final Option<Boolean> NODEFRAG =
      TABLE.option("IP_NODEFRAG").since("2.6.36").on(SocketKind.RAW, SocketKind.ICMP).flag();

  /** {@code IP_CHECKSUM}: receive {@code IP_CHECKSUM}. Default: off. */
  public static final Option<Boolean> CHECKSUM =
      TABLE.option("IP_CHECKSUM").since("4.0").manual("").on(SocketKind.UDP).flag();

  /**
   * {@code IP_BIND_ADDRESS_NO_PORT}: {@code bind(2)} to port 0 leaves the choice of a port to
   * {@code connect(2)}. Default: off.
   */
  public static final Option<Boolean> BIND_ADDRESS_NO_PORT =
      TABLE.option("IP_BIND_ADDRESS_NO_PORT").since("4.2").flag();

  /**
   * {@code IP_RECVFRAGSIZE}: receive {@code IP_RECVFRAGSIZE}, the size of the largest fragment.
   * Default: off.
   */
  public static final Option<Boolean> RECVFRAGSIZE =
      TABLE
          .option("IP_RECVFRAGSIZE")
          .since("4.11")
          .manual("")
          .on(SocketKind.UDP, SocketKind.ICMP)
          .flag();

  /**
   * {@code IP_RECVERR_RFC4884}: with {@link #RECVERR}, report the ICMP extensions of RFC 4884.
   * Default: off.
   */
  public static final Option<Boolean> RECVERR_RFC4884 =
      TABLE.option("IP_RECVERR_RFC4884").since("5.9").manual("").on(SocketKind.UDP).flag();

  /**
   * {@code IP_MULTICAST_IF}: the index of the interface that multicast packets leave by; 0 lets the
   * kernel choose. The kernel returns only an address, not an index. Reading therefore returns the
   * index that was set through this library; if other code has set the option, it returns the
   * interface with the address that the kernel reports, or 0. Packets of an unbound socket have a
   * source address of the interface; on a loopback interface, whose addresses are valid on this
   * machine only, one of another interface. Default: 0.
   */
  public static final Option<Integer> MULTICAST_IF =
      TABLE
          .option("IP_MULTICAST_IF")
          .on(SocketKind.UDP, SocketKind.ICMP)
          .value(new MulticastIf(true));

  /** {@code IP_MULTICAST_TTL}: the time to live of multicast packets; -1 is 1. Default: 1. */
  public static final Option<Integer> MULTICAST_TTL =
      TABLE.option("IP_MULTICAST_TTL").on(SocketKind.UDP, SocketKind.ICMP).number(-1, 255);

  /**
   * {@code IP_MULTICAST_LOOP}: multicast packets are also delivered to sockets of this machine.
   * Default: on.
   */
  public static final Option<Boolean> MULTICAST_LOOP =
      TABLE.option("IP_MULTICAST_LOOP").on(SocketKind.UDP, SocketKind.ICMP).flag();

  /** {@code IP_ADD_MEMBERSHIP}: joins a group: as {@link MCAST#JOIN_GROUP}. */
  public static final Option<GroupReq> ADD_MEMBERSHIP =
      TABLE
          .option("IP_ADD_MEMBERSHIP")
          .on(SocketKind.UDP, SocketKind.ICMP)
          .writeOnly()
          .value(GroupReq.IP_MREQN);

  /** {@code IP_DROP_MEMBERSHIP}: leaves a group: as {@link MCAST#LEAVE_GROUP}. */
  public static final Option<GroupReq> DROP_MEMBERSHIP =
      TABLE
          .option("IP_DROP_MEMBERSHIP")
          .on(SocketKind.UDP, SocketKind.ICMP)
          .writeOnly()
          .value(GroupReq.IP_MREQN);

  /**
   * {@code IP_UNBLOCK_SOURCE}: as {@link MCAST#UNBLOCK_SOURCE}, with the interface identified by
   * its address.
   */
  public static final Option<GroupSourceReq> UNBLOCK_SOURCE =
      TABLE
          .option("IP_UNBLOCK_SOURCE")
          .since("2.6")
          .on(SocketKind.UDP, SocketKind.ICMP)
          .writeOnly()
          .value(GroupSourceReq.IP_MREQ_SOURCE);

  /**
   * {@code IP_BLOCK_SOURCE}: as {@link MCAST#BLOCK_SOURCE}, with the interface identified by its
   * address.
   */
  public static final Option<GroupSourceReq> BLOCK_SOURCE =
      TABLE
          .option("IP_BLOCK_SOURCE")
          .since("2.6")
          .on(SocketKind.UDP, SocketKind.ICMP)
          .writeOnly()
          .value(GroupSourceReq.IP_MREQ_SOURCE);

  /**
   * {@code IP_ADD_SOURCE_MEMBERSHIP}: as {@link MCAST#JOIN_SOURCE_GROUP}, with the interface
   * identified by its address.
   */
  public static final Option<GroupSourceReq> ADD_SOURCE_MEMBERSHIP =
      TABLE
          .option("IP_ADD_SOURCE_MEMBERSHIP")
          .since("2.6")
          .on(SocketKind.UDP, SocketKind.ICMP)
          .writeOnly()
          .value(GroupSourceReq.IP_MREQ_SOURCE);

  /**
   * {@code IP_DROP_SOURCE_MEMBERSHIP}: as {@link MCAST#LEAVE_SOURCE_GROUP}, with the interface
   * identified by its address.
   */
  public static final Option<GroupSourceReq> DROP_SOURCE_MEMBERSHIP =
      TABLE
          .option("IP_DROP_SOURCE_MEMBERSHIP")
          .since("2.6")
          .on(SocketKind.UDP, SocketKind.ICMP)
          .writeOnly()
          .value(GroupSourceReq.IP_MREQ_SOURCE);

  /**
   * {@code IP_MSFILTER}: as {@link MCAST#MSFILTER}, with the interface identified by its address.
   */
  public static final Option<GroupFilter> MSFILTER =
      TABLE
          .option("IP_MSFILTER")
          .since("2.6")
          .on(SocketKind.UDP, SocketKind.ICMP)
          .writeOnly()
          .value(GroupFilter.IP_MSFILTER);

  /**
   * {@code IP_MULTICAST_ALL}: also receive packets to groups that other sockets have joined.
   * Default: on.
   */
  public static final Option<Boolean> MULTICAST_ALL =
      TABLE.option("IP_MULTICAST_ALL").since("2.6.31").on(SocketKind.UDP, SocketKind.ICMP).flag();

  /**
   * {@code IP_UNICAST_IF}: the index of the interface that unicast packets leave by; 0 lets the
   * kernel choose. In C it is in network byte order. Default: 0.
   */
  public static final Option<Integer> UNICAST_IF =
      TABLE
          .option("IP_UNICAST_IF")
          .since("3.4")
          .manual("")
          .on(SocketKind.UDP, SocketKind.ICMP)
          .networkNumber();

  /**
   * {@code IP_LOCAL_PORT_RANGE}: the ports to choose from if none is specified. Default: {@link
   * PortRange#SYSTEM}.
   */
  public static final Option<PortRange> LOCAL_PORT_RANGE =
      PortRange.option(
          TABLE.option("IP_LOCAL_PORT_RANGE").since("6.3").on(SocketKind.TCP, SocketKind.UDP));

  /** {@code IP_PROTOCOL}: the protocol of a raw socket. */
  public static final Option<Integer> PROTOCOL =
      TABLE
          .option("IP_PROTOCOL")
          .since("6.4")
          .manual("")
          .on(SocketKind.ICMP, SocketKind.RAW)
          .readOnly()
          .number();

  /**
   * {@code IP_PMTUDISC_DONT}: a value of {@link #MTU_DISCOVER}: packets may be fragmented on the
   * way.
   */
  public static final int PMTUDISC_DONT = Platform.number("IP_PMTUDISC_DONT");

  /** {@code IP_PMTUDISC_WANT}: a value of {@link #MTU_DISCOVER}: as the route specifies. */
  public static final int PMTUDISC_WANT = Platform.number("IP_PMTUDISC_WANT");

  /**
   * {@code IP_PMTUDISC_DO}: a value of {@link #MTU_DISCOVER}: packets are never fragmented;
   * EMSGSIZE for a packet that is too long.
   */
  public static final int PMTUDISC_DO = Platform.number("IP_PMTUDISC_DO");

  /**
   * {@code IP_PMTUDISC_PROBE}: a value of {@link #MTU_DISCOVER}: packets are never fragmented, and
   * may exceed the known path MTU.
   */
  public static final int PMTUDISC_PROBE = Platform.number("IP_PMTUDISC_PROBE");

  /**
   * {@code IP_PMTUDISC_INTERFACE}: a value of {@link #MTU_DISCOVER}: packets up to the interface's
   * MTU, regardless of the path MTU.
   */
  public static final int PMTUDISC_INTERFACE = Platform.number("IP_PMTUDISC_INTERFACE");

  /**
   * {@code IP_PMTUDISC_OMIT}: a value of {@link #MTU_DISCOVER}: as {@link #PMTUDISC_INTERFACE}, and
   * longer packets are fragmented by this machine.
   */
  public static final int PMTUDISC_OMIT = Platform.number("IP_PMTUDISC_OMIT");

  /** {@code IP_DEFAULT_MULTICAST_TTL}: the default of {@link #MULTICAST_TTL}. */
  public static final int DEFAULT_MULTICAST_TTL = Platform.number("IP_DEFAULT_MULTICAST_TTL");

  /** {@code IP_DEFAULT_MULTICAST_LOOP}: the default of {@link #MULTICAST_LOOP}: 1, on. */
  public static final int DEFAULT_MULTICAST_LOOP = Platform.number("IP_DEFAULT_MULTICAST_LOOP");

  /**
   * {@code IP_MAX_MEMBERSHIPS}: the default limit of groups per socket. The effective limit is
   * {@code net.ipv4.igmp_max_memberships}.
   */
  public static final int MAX_MEMBERSHIPS = Platform.number("IP_MAX_MEMBERSHIPS");

  private IP() {}

  /** All of these options, in order. */
  public static List<Option<?>> options() {
    return TABLE.options();
  }
}
