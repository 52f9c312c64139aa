package org.llsocket.option;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import org.llsocket.internal.platform.Platform;

/**
 * {@code NETLINK_*}: protocols of {@link org.llsocket.AF#NETLINK}, the third argument of {@code
 * socket(2)}.
 *
 * <pre>{@code
 * Socket routes = Socket.open(AF.NETLINK, SOCK.RAW, new IPPROTO(NETLINK.ROUTE));
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/netlink.7.html">netlink(7)</a>
 */
public final class NETLINK {
  private static final Table TABLE =
      new Table("SOL_NETLINK", "netlink(7)", EnumSet.of(SocketKind.NETLINK));

  /**
   * {@code NETLINK_ROUTE}: interfaces, addresses, routes, neighbours, traffic control;
   * rtnetlink(7).
   */
  public static final int ROUTE = Platform.number("NETLINK_ROUTE");

  /** {@code NETLINK_UNUSED}: unused. */
  public static final int UNUSED = Platform.number("NETLINK_UNUSED");

  /** {@code NETLINK_USERSOCK}: between programs. */
  public static final int USERSOCK = Platform.number("NETLINK_USERSOCK");

  /** {@code NETLINK_FIREWALL}: unused; packet queues before Linux 3.5. */
  public static final int FIREWALL = Platform.number("NETLINK_FIREWALL");

  /** {@code NETLINK_SOCK_DIAG}: sockets of the system; sock_diag(7). */
  public static final int SOCK_DIAG = Platform.number("NETLINK_SOCK_DIAG");

  /** {@code NETLINK_INET_DIAG}: another name for {@link #SOCK_DIAG}. */
  public static final int INET_DIAG = Platform.number("NETLINK_INET_DIAG");

  /** {@code NETLINK_NFLOG}: netfilter logs before Linux 3.17. */
  public static final int NFLOG = Platform.number("NETLINK_NFLOG");

  /** {@code NETLINK_XFRM}: IPsec. */
  public static final int XFRM = Platform.number("NETLINK_XFRM");

  /** {@code NETLINK_SELINUX}: events of SELinux. */
  public static final int SELINUX = Platform.number("NETLINK_SELINUX");

  /** {@code NETLINK_ISCSI}: Open-iSCSI. */
  public static final int ISCSI = Platform.number("NETLINK_ISCSI");

  /** {@code NETLINK_AUDIT}: audit. */
  public static final int AUDIT = Platform.number("NETLINK_AUDIT");

  /** {@code NETLINK_FIB_LOOKUP}: lookups in routing tables. */
  public static final int FIB_LOOKUP = Platform.number("NETLINK_FIB_LOOKUP");

  /** {@code NETLINK_CONNECTOR}: the kernel connector: events of processes, for example. */
  public static final int CONNECTOR = Platform.number("NETLINK_CONNECTOR");

  /** {@code NETLINK_NETFILTER}: netfilter. */
  public static final int NETFILTER = Platform.number("NETLINK_NETFILTER");

  /** {@code NETLINK_IP6_FW}: unused; IPv6 packet queues before Linux 3.5. */
  public static final int IP6_FW = Platform.number("NETLINK_IP6_FW");

  /** {@code NETLINK_DNRTMSG}: DECnet routing, removed in Linux 6.1. */
  public static final int DNRTMSG = Platform.number("NETLINK_DNRTMSG");

  /** {@code NETLINK_KOBJECT_UEVENT}: events of devices. */
  public static final int KOBJECT_UEVENT = Platform.number("NETLINK_KOBJECT_UEVENT");

  /** {@code NETLINK_GENERIC}: generic netlink: families with names. */
  public static final int GENERIC = Platform.number("NETLINK_GENERIC");

  /** {@code NETLINK_SCSITRANSPORT}: SCSI transports. */
  public static final int SCSITRANSPORT = Platform.number("NETLINK_SCSITRANSPORT");

  /** {@code NETLINK_ECRYPTFS}: eCryptfs. */
  public static final int ECRYPTFS = Platform.number("NETLINK_ECRYPTFS");

  /** {@code NETLINK_RDMA}: InfiniBand and other RDMA. */
  public static final int RDMA = Platform.number("NETLINK_RDMA");

  /** {@code NETLINK_CRYPTO}: the kernel's crypto API. */
  public static final int CRYPTO = Platform.number("NETLINK_CRYPTO");

  /** {@code NETLINK_SMC}: SMC sockets; unused since Linux 5.13. */
  public static final int SMC = Platform.number("NETLINK_SMC");

  /**
   * {@code NETLINK_ADD_MEMBERSHIP}: joins a multicast group by its number, {@code RTNLGRP_*}.
   * EINVAL if the protocol has no such group; EPERM if it requires CAP_NET_ADMIN.
   */
  public static final Option<Integer> ADD_MEMBERSHIP =
      TABLE.option("NETLINK_ADD_MEMBERSHIP").since("2.6.14").writeOnly().number();

  /** {@code NETLINK_DROP_MEMBERSHIP}: leaves a multicast group. */
  public static final Option<Integer> DROP_MEMBERSHIP =
      TABLE.option("NETLINK_DROP_MEMBERSHIP").since("2.6.14").writeOnly().number();

  /** {@code NETLINK_LIST_MEMBERSHIPS}: the groups that the socket has joined: bit n for group n. */
  public static final Option<BitSet> LIST_MEMBERSHIPS =
      TABLE.option("NETLINK_LIST_MEMBERSHIPS").since("4.2").readOnly().value(NetlinkGroups.CODEC);

  /**
   * {@code NETLINK_PKTINFO}: receive the group of each message as {@code NETLINK_PKTINFO}. Default:
   * off.
   */
  public static final Option<Boolean> PKTINFO =
      TABLE.option("NETLINK_PKTINFO").since("2.6.14").flag();

  /**
   * {@code NETLINK_BROADCAST_ERROR}: if a message for several sockets does not fit one of them, the
   * sender gets ENOBUFS too. Default: off.
   */
  public static final Option<Boolean> BROADCAST_ERROR =
      TABLE.option("NETLINK_BROADCAST_ERROR").since("2.6.30").flag();

  /**
   * {@code NETLINK_NO_ENOBUFS}: a receive does not report lost messages by ENOBUFS. Default: off.
   */
  public static final Option<Boolean> NO_ENOBUFS =
      TABLE.option("NETLINK_NO_ENOBUFS").since("2.6.30").flag();

  /**
   * {@code NETLINK_LISTEN_ALL_NSID}: receive messages of every network namespace that has an id in
   * this one. Setting it requires CAP_NET_BROADCAST. Default: off.
   */
  public static final Option<Boolean> LISTEN_ALL_NSID =
      TABLE.option("NETLINK_LISTEN_ALL_NSID").since("4.2").writeOnly().flag();

  /**
   * {@code NETLINK_CAP_ACK}: an acknowledgement contains the header of the request only, not the
   * whole request. Default: off.
   */
  public static final Option<Boolean> CAP_ACK = TABLE.option("NETLINK_CAP_ACK").since("4.3").flag();

  /**
   * {@code NETLINK_EXT_ACK}: errors and acknowledgements have attributes: a text, and where in the
   * request the error is. Default: off.
   */
  public static final Option<Boolean> EXT_ACK =
      TABLE.option("NETLINK_EXT_ACK").since("4.12").flag();

  /**
   * {@code NETLINK_GET_STRICT_CHK}: dumps check the header of the request and use its filters.
   * Default: off.
   */
  public static final Option<Boolean> GET_STRICT_CHK =
      TABLE.option("NETLINK_GET_STRICT_CHK").since("4.20").flag();

  private NETLINK() {}

  /** All of these options, in order. */
  public static List<Option<?>> options() {
    return TABLE.options();
  }
}
