package org.llsocket.option;

import org.llsocket.internal.platform.Platform;

/**
 * {@code NETLINK_*}: protocols of {@link org.llsocket.AF#NETLINK}, the third argument of {@code
 * socket(2)}.
 *
 * <p>Options of the level {@link org.llsocket.SOL#NETLINK} are set and read with the raw {@code
 * getsockopt} and {@code setsockopt} of {@link org.llsocket.Socket}, which take their numbers.
 *
 * <pre>{@code
 * Socket routes = Socket.open(AF.NETLINK, SOCK.RAW, new IPPROTO(NETLINK.ROUTE));
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/netlink.7.html">netlink(7)</a>
 */
public final class NETLINK {
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

  private NETLINK() {}
}
