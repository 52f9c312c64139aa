package org.llsocket;

import org.llsocket.internal.platform.Platform;

/**
 * {@code SOL_*}: levels of socket options and of control messages.
 *
 * <p>The raw calls take a level and a number. An {@link org.llsocket.option.Option} has its own
 * level.
 *
 * <pre>{@code
 * try (Arena arena = Arena.ofConfined()) {
 *   MemorySegment groups = arena.allocate(8);
 *   netlink.getsockopt(SOL.NETLINK, 9, groups); // NETLINK_LIST_MEMBERSHIPS
 * }
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/getsockopt.2.html">getsockopt(2)</a>
 */
public final class SOL {
  /** {@code SOL_SOCKET}: options of every socket; socket(7). */
  public static final int SOCKET = Platform.number("SOL_SOCKET");

  /** {@code SOL_IP}: IPv4, as {@link IPPROTO#IP}; ip(7). */
  public static final int IP = Platform.number("SOL_IP");

  /** {@code SOL_TCP}: TCP, as {@link IPPROTO#TCP}; tcp(7). */
  public static final int TCP = Platform.number("SOL_TCP");

  /** {@code SOL_UDP}: UDP, as {@link IPPROTO#UDP}; udp(7). */
  public static final int UDP = Platform.number("SOL_UDP");

  /** {@code SOL_IPV6}: IPv6, as {@link IPPROTO#IPV6}; ipv6(7). */
  public static final int IPV6 = Platform.number("SOL_IPV6");

  /** {@code SOL_ICMPV6}: ICMPv6, as {@link IPPROTO#ICMPV6}. */
  public static final int ICMPV6 = Platform.number("SOL_ICMPV6");

  /** {@code SOL_SCTP}: SCTP, as {@link IPPROTO#SCTP}. */
  public static final int SCTP = Platform.number("SOL_SCTP");

  /** {@code SOL_UDPLITE}: UDP-Lite, as {@link IPPROTO#UDPLITE}; udplite(7). */
  public static final int UDPLITE = Platform.number("SOL_UDPLITE");

  /** {@code SOL_RAW}: raw sockets, as {@link IPPROTO#RAW}; raw(7). */
  public static final int RAW = Platform.number("SOL_RAW");

  /** {@code SOL_IPX}: Novell's IPX, removed in Linux 4.18. */
  public static final int IPX = Platform.number("SOL_IPX");

  /** {@code SOL_AX25}: amateur radio AX.25. */
  public static final int AX25 = Platform.number("SOL_AX25");

  /** {@code SOL_ATALK}: AppleTalk. */
  public static final int ATALK = Platform.number("SOL_ATALK");

  /** {@code SOL_NETROM}: amateur radio NET/ROM. */
  public static final int NETROM = Platform.number("SOL_NETROM");

  /** {@code SOL_ROSE}: amateur radio X.25 packet layer. */
  public static final int ROSE = Platform.number("SOL_ROSE");

  /** {@code SOL_DECNET}: DECnet, removed in Linux 6.1. */
  public static final int DECNET = Platform.number("SOL_DECNET");

  /** {@code SOL_X25}: X.25; x25(7). */
  public static final int X25 = Platform.number("SOL_X25");

  /** {@code SOL_PACKET}: packet sockets; packet(7). */
  public static final int PACKET = Platform.number("SOL_PACKET");

  /** {@code SOL_ATM}: ATM, the cell level. */
  public static final int ATM = Platform.number("SOL_ATM");

  /** {@code SOL_AAL}: ATM, the packet level. */
  public static final int AAL = Platform.number("SOL_AAL");

  /** {@code SOL_IRDA}: infrared links, removed in Linux 4.17. */
  public static final int IRDA = Platform.number("SOL_IRDA");

  /** {@code SOL_NETBEUI}: reserved for NetBEUI. */
  public static final int NETBEUI = Platform.number("SOL_NETBEUI");

  /** {@code SOL_LLC}: IEEE 802.2 logical link control. */
  public static final int LLC = Platform.number("SOL_LLC");

  /** {@code SOL_DCCP}: DCCP, removed in Linux 6.16. */
  public static final int DCCP = Platform.number("SOL_DCCP");

  /** {@code SOL_NETLINK}: netlink sockets; netlink(7). */
  public static final int NETLINK = Platform.number("SOL_NETLINK");

  /** {@code SOL_TIPC}: TIPC. */
  public static final int TIPC = Platform.number("SOL_TIPC");

  /** {@code SOL_RXRPC}: RxRPC. */
  public static final int RXRPC = Platform.number("SOL_RXRPC");

  /** {@code SOL_PPPOL2TP}: PPP over L2TP. */
  public static final int PPPOL2TP = Platform.number("SOL_PPPOL2TP");

  /** {@code SOL_BLUETOOTH}: every protocol of Bluetooth. */
  public static final int BLUETOOTH = Platform.number("SOL_BLUETOOTH");

  /** {@code SOL_PNPIPE}: Phonet pipes. */
  public static final int PNPIPE = Platform.number("SOL_PNPIPE");

  /** {@code SOL_RDS}: Reliable Datagram Sockets. */
  public static final int RDS = Platform.number("SOL_RDS");

  /** {@code SOL_IUCV}: z/VM's inter-user communication vehicle. */
  public static final int IUCV = Platform.number("SOL_IUCV");

  /** {@code SOL_CAIF}: ST-Ericsson's CAIF. */
  public static final int CAIF = Platform.number("SOL_CAIF");

  /** {@code SOL_ALG}: the kernel's crypto API. */
  public static final int ALG = Platform.number("SOL_ALG");

  /** {@code SOL_NFC}: near-field communication. */
  public static final int NFC = Platform.number("SOL_NFC");

  /** {@code SOL_KCM}: the kernel connection multiplexor. */
  public static final int KCM = Platform.number("SOL_KCM");

  /** {@code SOL_TLS}: TLS in the kernel. */
  public static final int TLS = Platform.number("SOL_TLS");

  /** {@code SOL_XDP}: XDP sockets. */
  public static final int XDP = Platform.number("SOL_XDP");

  /** {@code SOL_MPTCP}: Multipath TCP; since Linux 5.6. */
  public static final int MPTCP = Platform.number("SOL_MPTCP");

  /** {@code SOL_MCTP}: MCTP; since Linux 5.15. */
  public static final int MCTP = Platform.number("SOL_MCTP");

  /** {@code SOL_SMC}: shared memory communications; since Linux 5.14. */
  public static final int SMC = Platform.number("SOL_SMC");

  /** {@code SOL_VSOCK}: control messages of vsock(7): the error queue of {@link MSG#ZEROCOPY}. */
  public static final int VSOCK = Platform.number("SOL_VSOCK");

  /** {@code SOL_CAN_BASE}: CAN: the level of a protocol is this plus its number. */
  public static final int CAN_BASE = Platform.number("SOL_CAN_BASE");

  /** {@code SOL_CAN_RAW}: raw CAN frames. */
  public static final int CAN_RAW = Platform.number("SOL_CAN_RAW");

  /** {@code SOL_CAN_ISOTP}: ISO 15765-2 over CAN. */
  public static final int CAN_ISOTP = Platform.number("SOL_CAN_ISOTP");

  /** {@code SOL_CAN_J1939}: SAE J1939 over CAN. */
  public static final int CAN_J1939 = Platform.number("SOL_CAN_J1939");

  /** {@code SOL_HCI}: the Bluetooth host controller interface; the same number as {@link #IP}. */
  public static final int HCI = Platform.number("SOL_HCI");

  /** {@code SOL_L2CAP}: Bluetooth L2CAP; the same number as {@link #TCP}. */
  public static final int L2CAP = Platform.number("SOL_L2CAP");

  /** {@code SOL_SCO}: Bluetooth voice links; the same number as {@link #UDP}. */
  public static final int SCO = Platform.number("SOL_SCO");

  /** {@code SOL_RFCOMM}: Bluetooth serial ports. */
  public static final int RFCOMM = Platform.number("SOL_RFCOMM");

  private SOL() {}

  /**
   * {@return the C name of a level, or the prefix and the number if it has none}
   *
   * @param level the number
   */
  public static String toString(int level) {
    return Platform.nameOf("SOL_", level);
  }
}
