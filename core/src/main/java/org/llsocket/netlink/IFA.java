package org.llsocket.netlink;

import org.llsocket.internal.platform.Platform;

/**
 * {@code IFA_*}: attributes of an IP address.
 *
 * <pre>{@code
 * byte[] local = message.attributes(8).get(IFA.LOCAL).bytes();
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html">rtnetlink(7)</a>
 */
public final class IFA {
  /** {@code IFA_ADDRESS}: the address; of a point-to-point interface the peer's. */
  public static final int ADDRESS = Platform.number("IFA_ADDRESS");

  /** {@code IFA_LOCAL}: the address of this machine. */
  public static final int LOCAL = Platform.number("IFA_LOCAL");

  /** {@code IFA_LABEL}: the label of an IPv4 address, text. */
  public static final int LABEL = Platform.number("IFA_LABEL");

  /** {@code IFA_BROADCAST}: the broadcast address. */
  public static final int BROADCAST = Platform.number("IFA_BROADCAST");

  /** {@code IFA_ANYCAST}: an anycast address. */
  public static final int ANYCAST = Platform.number("IFA_ANYCAST");

  /** {@code IFA_CACHEINFO}: {@code struct ifa_cacheinfo}: lifetimes. */
  public static final int CACHEINFO = Platform.number("IFA_CACHEINFO");

  /** {@code IFA_MULTICAST}: a multicast address. */
  public static final int MULTICAST = Platform.number("IFA_MULTICAST");

  /** {@code IFA_FLAGS}: {@code IFA_F_*}, 32 bits. */
  public static final int FLAGS = Platform.number("IFA_FLAGS");

  /** {@code IFA_RT_PRIORITY}: the metric of the prefix route, 32 bits. */
  public static final int RT_PRIORITY = Platform.number("IFA_RT_PRIORITY");

  /** {@code IFA_PROTO}: what has added the address, 8 bits. */
  public static final int PROTO = Platform.number("IFA_PROTO");

  private IFA() {}
}
