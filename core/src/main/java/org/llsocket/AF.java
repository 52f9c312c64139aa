package org.llsocket;

import org.jspecify.annotations.Nullable;
import org.llsocket.internal.platform.Platform;

/**
 * {@code AF_*}: an address family, the first argument of {@code socket(2)}. For other families, use
 * their number: {@code new AF(46)}.
 *
 * {@snippet :
 * Socket socket = Socket.open(AF.INET6, SOCK.STREAM);
 * boolean local = socket.getpeername().family().equals(AF.UNIX);
 * }
 *
 * @param number the platform's number
 * @see <a
 *     href="https://man7.org/linux/man-pages/man7/address_families.7.html">address_families(7)</a>
 */
public record AF(int number) {
  /** {@code AF_UNSPEC}: unspecified; in a lookup, any family. */
  public static final AF UNSPEC = of("AF_UNSPEC");

  /** {@code AF_UNIX}: sockets of this machine, named by paths; unix(7). */
  public static final AF UNIX = of("AF_UNIX");

  /** {@code AF_LOCAL}: POSIX's name for {@link #UNIX}. */
  public static final AF LOCAL = of("AF_LOCAL");

  /** {@code AF_FILE}: another name for {@link #UNIX}. */
  public static final AF FILE = of("AF_FILE");

  /** {@code AF_INET}: IPv4; ip(7). */
  public static final AF INET = of("AF_INET");

  /** {@code AF_AX25}: amateur radio AX.25. */
  public static final AF AX25 = of("AF_AX25");

  /** {@code AF_IPX}: Novell's IPX, removed in Linux 4.18. */
  public static final AF IPX = of("AF_IPX");

  /** {@code AF_APPLETALK}: AppleTalk; ddp(7). */
  public static final AF APPLETALK = of("AF_APPLETALK");

  /** {@code AF_NETROM}: amateur radio NET/ROM, over AX.25. */
  public static final AF NETROM = of("AF_NETROM");

  /** {@code AF_BRIDGE}: bridges, in rtnetlink(7) messages; it has no sockets. */
  public static final AF BRIDGE = of("AF_BRIDGE");

  /** {@code AF_ATMPVC}: ATM, permanent virtual circuits. */
  public static final AF ATMPVC = of("AF_ATMPVC");

  /** {@code AF_X25}: X.25; x25(7). */
  public static final AF X25 = of("AF_X25");

  /** {@code AF_INET6}: IPv6; ipv6(7). */
  public static final AF INET6 = of("AF_INET6");

  /** {@code AF_ROSE}: amateur radio X.25 packet layer. */
  public static final AF ROSE = of("AF_ROSE");

  /** {@code AF_DECnet}: DECnet, removed in Linux 6.1. */
  public static final AF DECnet = of("AF_DECnet");

  /** {@code AF_NETBEUI}: reserved for NetBEUI. */
  public static final AF NETBEUI = of("AF_NETBEUI");

  /** {@code AF_SECURITY}: reserved for a security callback. */
  public static final AF SECURITY = of("AF_SECURITY");

  /** {@code AF_KEY}: PF_KEY: keys of IPsec, RFC 2367. */
  public static final AF KEY = of("AF_KEY");

  /** {@code AF_NETLINK}: messages to and from the kernel; netlink(7). */
  public static final AF NETLINK = of("AF_NETLINK");

  /** {@code AF_ROUTE}: BSD's name, an alias of {@link #NETLINK}. */
  public static final AF ROUTE = of("AF_ROUTE");

  /** {@code AF_PACKET}: frames of a network interface; packet(7). */
  public static final AF PACKET = of("AF_PACKET");

  /** {@code AF_ASH}: reserved for Ash. */
  public static final AF ASH = of("AF_ASH");

  /** {@code AF_ECONET}: Acorn Econet, removed in Linux 3.5. */
  public static final AF ECONET = of("AF_ECONET");

  /** {@code AF_ATMSVC}: ATM, switched virtual circuits. */
  public static final AF ATMSVC = of("AF_ATMSVC");

  /** {@code AF_RDS}: Reliable Datagram Sockets over InfiniBand or TCP. */
  public static final AF RDS = of("AF_RDS");

  /** {@code AF_SNA}: reserved for SNA. */
  public static final AF SNA = of("AF_SNA");

  /** {@code AF_IRDA}: infrared, removed in Linux 4.17. */
  public static final AF IRDA = of("AF_IRDA");

  /** {@code AF_PPPOX}: PPP over Ethernet, L2TP and PPTP. */
  public static final AF PPPOX = of("AF_PPPOX");

  /** {@code AF_WANPIPE}: Sangoma's Wanpipe; no longer supported. */
  public static final AF WANPIPE = of("AF_WANPIPE");

  /** {@code AF_LLC}: IEEE 802.2 logical link control. */
  public static final AF LLC = of("AF_LLC");

  /** {@code AF_IB}: InfiniBand's own addresses. */
  public static final AF IB = of("AF_IB");

  /** {@code AF_MPLS}: MPLS labels, in rtnetlink(7) messages; it has no sockets. */
  public static final AF MPLS = of("AF_MPLS");

  /** {@code AF_CAN}: the Controller Area Network bus. */
  public static final AF CAN = of("AF_CAN");

  /** {@code AF_TIPC}: cluster messages: Transparent Inter-Process Communication. */
  public static final AF TIPC = of("AF_TIPC");

  /** {@code AF_BLUETOOTH}: Bluetooth. */
  public static final AF BLUETOOTH = of("AF_BLUETOOTH");

  /** {@code AF_IUCV}: z/VM's inter-user communication vehicle. */
  public static final AF IUCV = of("AF_IUCV");

  /** {@code AF_RXRPC}: the RPC of AFS. */
  public static final AF RXRPC = of("AF_RXRPC");

  /** {@code AF_ISDN}: modular ISDN. */
  public static final AF ISDN = of("AF_ISDN");

  /** {@code AF_PHONET}: Nokia's modem protocol. */
  public static final AF PHONET = of("AF_PHONET");

  /** {@code AF_IEEE802154}: low-rate wireless personal area networks. */
  public static final AF IEEE802154 = of("AF_IEEE802154");

  /** {@code AF_CAIF}: ST-Ericsson's modem protocol. */
  public static final AF CAIF = of("AF_CAIF");

  /** {@code AF_ALG}: the kernel's crypto. */
  public static final AF ALG = of("AF_ALG");

  /** {@code AF_NFC}: near-field communication. */
  public static final AF NFC = of("AF_NFC");

  /** {@code AF_VSOCK}: between a virtual machine and its host; vsock(7). */
  public static final AF VSOCK = of("AF_VSOCK");

  /** {@code AF_KCM}: the kernel's connection multiplexor: messages over TCP. */
  public static final AF KCM = of("AF_KCM");

  /** {@code AF_QIPCRTR}: Qualcomm's router between processors. */
  public static final AF QIPCRTR = of("AF_QIPCRTR");

  /** {@code AF_SMC}: Shared Memory Communications: TCP's calls over RDMA. */
  public static final AF SMC = of("AF_SMC");

  /** {@code AF_XDP}: AF_XDP: frames straight from a driver's rings. */
  public static final AF XDP = of("AF_XDP");

  /** {@code AF_MCTP}: Management Component Transport Protocol. */
  public static final AF MCTP = of("AF_MCTP");

  private static AF of(String cName) {
    return new AF(Platform.number(cName));
  }

  // Written out: the first call of a generated method loads eight classes in every program.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AF family && family.number == number;
  }

  @Override
  public int hashCode() {
    return number;
  }

  /** {@return the C name, or {@code AF_} and the number if it has none} */
  @Override
  public String toString() {
    return Platform.nameOf("AF_", number);
  }
}
