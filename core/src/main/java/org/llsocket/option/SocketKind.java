package org.llsocket.option;

import java.util.EnumSet;
import java.util.Set;
import org.llsocket.internal.platform.Platform;

/**
 * A kind of socket, as the three arguments of {@code socket(2)}. {@link Option#kinds} returns the
 * kinds that an option applies to.
 */
public enum SocketKind {
  /** TCP over IPv4. */
  TCP("AF_INET", "SOCK_STREAM", "IPPROTO_TCP"),
  /** TCP over IPv6. */
  TCP6("AF_INET6", "SOCK_STREAM", "IPPROTO_TCP"),
  /** UDP over IPv4. */
  UDP("AF_INET", "SOCK_DGRAM", "IPPROTO_UDP"),
  /** UDP over IPv6. */
  UDP6("AF_INET6", "SOCK_DGRAM", "IPPROTO_UDP"),
  /** UDP-Lite over IPv4. */
  UDPLITE("AF_INET", "SOCK_DGRAM", "IPPROTO_UDPLITE"),
  /** UDP-Lite over IPv6. */
  UDPLITE6("AF_INET6", "SOCK_DGRAM", "IPPROTO_UDPLITE"),
  /** ICMP; needs CAP_NET_RAW. */
  ICMP("AF_INET", "SOCK_RAW", "IPPROTO_ICMP"),
  /** ICMPv6; needs CAP_NET_RAW. */
  ICMP6("AF_INET6", "SOCK_RAW", "IPPROTO_ICMPV6"),
  /** Whole IPv4 packets, send-only; needs CAP_NET_RAW. */
  RAW("AF_INET", "SOCK_RAW", "IPPROTO_RAW"),
  /** Whole IPv6 packets, send-only; needs CAP_NET_RAW. */
  RAW6("AF_INET6", "SOCK_RAW", "IPPROTO_RAW"),
  /** A stream between processes of this machine. */
  UNIX_STREAM("AF_UNIX", "SOCK_STREAM", "IPPROTO_IP"),
  /** Datagrams between processes of this machine. */
  UNIX_DGRAM("AF_UNIX", "SOCK_DGRAM", "IPPROTO_IP"),
  /** Ordered packets between processes of this machine. */
  UNIX_SEQPACKET("AF_UNIX", "SOCK_SEQPACKET", "IPPROTO_IP"),
  /** Multipath TCP over IPv4. */
  MPTCP("AF_INET", "SOCK_STREAM", "IPPROTO_MPTCP"),
  /** Multipath TCP over IPv6. */
  MPTCP6("AF_INET6", "SOCK_STREAM", "IPPROTO_MPTCP"),
  /** SCTP over IPv4, one association per socket. */
  SCTP("AF_INET", "SOCK_STREAM", "IPPROTO_SCTP"),
  /** SCTP over IPv6, one association per socket. */
  SCTP6("AF_INET6", "SOCK_STREAM", "IPPROTO_SCTP"),
  /** SCTP over IPv4, many associations per socket. */
  SCTP_SEQPACKET("AF_INET", "SOCK_SEQPACKET", "IPPROTO_SCTP"),
  /** SCTP over IPv6, many associations per socket. */
  SCTP_SEQPACKET6("AF_INET6", "SOCK_SEQPACKET", "IPPROTO_SCTP"),
  /** Messages from and to the kernel's routing. */
  NETLINK("AF_NETLINK", "SOCK_RAW", "NETLINK_ROUTE"),
  /** Whole frames of an interface; needs CAP_NET_RAW. */
  PACKET("AF_PACKET", "SOCK_RAW", "IPPROTO_IP"),
  /** A stream between a virtual machine and its host. */
  VSOCK("AF_VSOCK", "SOCK_STREAM", "IPPROTO_IP"),
  /** Single frames of a CAN bus. */
  CAN_RAW("AF_CAN", "SOCK_RAW", "CAN_RAW"),
  /** Messages of several frames of a CAN bus, ISO 15765-2. */
  CAN_ISOTP("AF_CAN", "SOCK_DGRAM", "CAN_ISOTP"),
  /** Messages of several frames of a CAN bus, SAE J1939. */
  CAN_J1939("AF_CAN", "SOCK_DGRAM", "CAN_J1939"),
  /** Ordered packets in a TIPC cluster. */
  TIPC("AF_TIPC", "SOCK_SEQPACKET", "IPPROTO_IP"),
  /** Packets of Bluetooth's logical links. */
  BT_L2CAP("AF_BLUETOOTH", "SOCK_SEQPACKET", "BTPROTO_L2CAP"),
  /** A stream over Bluetooth. */
  BT_RFCOMM("AF_BLUETOOTH", "SOCK_STREAM", "BTPROTO_RFCOMM"),
  /** Voice over Bluetooth. */
  BT_SCO("AF_BLUETOOTH", "SOCK_SEQPACKET", "BTPROTO_SCO"),
  /** Packets of a Bluetooth device; needs CAP_NET_RAW. */
  BT_HCI("AF_BLUETOOTH", "SOCK_RAW", "BTPROTO_HCI"),
  /** An algorithm of the kernel's crypto API. */
  ALG("AF_ALG", "SOCK_SEQPACKET", "IPPROTO_IP"),
  /** Frames of a queue of an interface in shared memory; needs CAP_NET_RAW. */
  XDP("AF_XDP", "SOCK_RAW", "IPPROTO_IP");

  /** The kinds that most options of SOL_SOCKET apply to. */
  static final Set<SocketKind> COMMON = EnumSet.range(TCP, UNIX_SEQPACKET);

  static final Set<SocketKind> IPV4 = EnumSet.of(TCP, UDP, UDPLITE, ICMP, RAW);
  static final Set<SocketKind> IPV6 = EnumSet.of(TCP6, UDP6, UDPLITE6, ICMP6, RAW6);
  static final Set<SocketKind> IP = EnumSet.range(TCP, RAW6);
  static final Set<SocketKind> STREAMS = EnumSet.of(TCP, TCP6);
  static final Set<SocketKind> DATAGRAMS = EnumSet.of(UDP, UDP6);
  static final Set<SocketKind> UNIX = EnumSet.range(UNIX_STREAM, UNIX_SEQPACKET);

  /** The kinds that support an offset for peeking. */
  static final Set<SocketKind> PEEKED =
      EnumSet.of(TCP, TCP6, UDP, UDP6, UNIX_STREAM, UNIX_DGRAM, UNIX_SEQPACKET);

  private final String family;
  private final String type;
  private final String protocol;

  SocketKind(String family, String type, String protocol) {
    this.family = family;
    this.type = type;
    this.protocol = protocol;
  }

  /** {@code AF_INET} and so on. */
  public int family() {
    return Platform.number(family);
  }

  /** {@code SOCK_STREAM} and so on. */
  public int type() {
    return Platform.number(type);
  }

  /** {@code IPPROTO_TCP} and so on; 0 for the family's default. */
  public int protocol() {
    return Platform.number(protocol);
  }
}
