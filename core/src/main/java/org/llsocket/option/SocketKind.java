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
  UNIX_SEQPACKET("AF_UNIX", "SOCK_SEQPACKET", "IPPROTO_IP");

  static final Set<SocketKind> IPV4 = EnumSet.of(TCP, UDP, UDPLITE, ICMP, RAW);
  static final Set<SocketKind> IPV6 = EnumSet.of(TCP6, UDP6, UDPLITE6, ICMP6, RAW6);
  static final Set<SocketKind> IP = EnumSet.range(TCP, RAW6);
  static final Set<SocketKind> STREAMS = EnumSet.of(TCP, TCP6);
  static final Set<SocketKind> DATAGRAMS = EnumSet.of(UDP, UDP6);
  static final Set<SocketKind> UNIX = EnumSet.range(UNIX_STREAM, UNIX_SEQPACKET);

  /** The kinds that support an offset for peeking. */
  static final Set<SocketKind> PEEKED =
      EnumSet.of(TCP, TCP6, UDP, UDP6, UNIX_STREAM, UNIX_DGRAM, UNIX_SEQPACKET);

  private final int family;
  private final int type;
  private final int protocol;

  SocketKind(String family, String type, String protocol) {
    this.family = Platform.number(family);
    this.type = Platform.number(type);
    this.protocol = Platform.number(protocol);
  }

  /** {@code AF_INET}, {@code AF_INET6} or {@code AF_UNIX}. */
  public int family() {
    return family;
  }

  /** {@code SOCK_STREAM} and so on. */
  public int type() {
    return type;
  }

  /** {@code IPPROTO_TCP} and so on; 0 for the family's default. */
  public int protocol() {
    return protocol;
  }
}
