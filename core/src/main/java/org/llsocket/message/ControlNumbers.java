package org.llsocket.message;

import org.llsocket.internal.platform.Platform;

/** The levels, types and field offsets that {@link Control} reads without making objects. */
final class ControlNumbers {
  static final int SOCKET = Platform.number("SOL_SOCKET");
  static final int IP = Platform.number("SOL_IP");
  static final int IPV6 = Platform.number("SOL_IPV6");
  static final int UDP = Platform.number("SOL_UDP");
  static final int SCM_RIGHTS = Platform.number("SCM_RIGHTS");
  static final int SCM_PIDFD = Platform.number("SCM_PIDFD");
  static final int SCM_TIMESTAMP = Platform.number("SCM_TIMESTAMP");
  static final int SCM_TIMESTAMPNS = Platform.number("SCM_TIMESTAMPNS");
  static final int SCM_TIMESTAMPING = Platform.number("SCM_TIMESTAMPING");
  static final int SO_RXQ_OVFL = Platform.number("SO_RXQ_OVFL");
  static final int SO_MARK = Platform.number("SO_MARK");
  static final int IP_TTL = Platform.number("IP_TTL");
  static final int IP_TOS = Platform.number("IP_TOS");
  static final int IP_PKTINFO = Platform.number("IP_PKTINFO");
  static final int IPI_IFINDEX = Platform.struct("in_pktinfo").offset("ipi_ifindex");
  static final int IPV6_HOPLIMIT = Platform.number("IPV6_HOPLIMIT");
  static final int IPV6_TCLASS = Platform.number("IPV6_TCLASS");
  static final int IPV6_PKTINFO = Platform.number("IPV6_PKTINFO");
  static final int IPI6_IFINDEX = Platform.struct("in6_pktinfo").offset("ipi6_ifindex");
  static final int UDP_GRO = Platform.number("UDP_GRO");

  private ControlNumbers() {}
}
