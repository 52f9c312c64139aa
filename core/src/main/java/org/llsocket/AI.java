package org.llsocket;

import org.llsocket.internal.platform.Platform;

/**
 * {@code AI_*}: flags of {@code getaddrinfo(3)}, combined with {@code |}.
 *
 * <pre>{@code
 * var hints = AddrInfo.Hints.of().flags(AI.PASSIVE | AI.NUMERICSERV);
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/getaddrinfo.3.html">getaddrinfo(3)</a>
 */
public final class AI {
  /** {@code AI_PASSIVE}: without a host, return the wildcard addresses, for {@code bind(2)}. */
  public static final int PASSIVE = Platform.number("AI_PASSIVE");

  /** {@code AI_CANONNAME}: ask for the host's canonical name, which the first result carries. */
  public static final int CANONNAME = Platform.number("AI_CANONNAME");

  /** {@code AI_NUMERICHOST}: the host is a numeric address; do not look it up. */
  public static final int NUMERICHOST = Platform.number("AI_NUMERICHOST");

  /**
   * {@code AI_V4MAPPED}: for {@link AF#INET6}: IPv4-mapped addresses if the host has no IPv6
   * address.
   */
  public static final int V4MAPPED = Platform.number("AI_V4MAPPED");

  /** {@code AI_ALL}: with {@link #V4MAPPED}: IPv6 and IPv4-mapped addresses together. */
  public static final int ALL = Platform.number("AI_ALL");

  /**
   * {@code AI_ADDRCONFIG}: only families for which this machine has an address; loopback does not
   * count.
   */
  public static final int ADDRCONFIG = Platform.number("AI_ADDRCONFIG");

  /** {@code AI_IDN}: the host is an internationalized name in the locale's encoding; glibc. */
  public static final int IDN = Platform.number("AI_IDN");

  /**
   * {@code AI_CANONIDN}: with {@link #CANONNAME}: the canonical name in the locale's encoding;
   * glibc.
   */
  public static final int CANONIDN = Platform.number("AI_CANONIDN");

  /** {@code AI_NUMERICSERV}: the service is a port number; do not look it up. */
  public static final int NUMERICSERV = Platform.number("AI_NUMERICSERV");

  /**
   * {@code AI_V4MAPPED_CFG}: BSD's "mapped where configured"; Linux has no such setting, so it is
   * {@link #V4MAPPED} here.
   */
  public static final int V4MAPPED_CFG = Platform.number("AI_V4MAPPED_CFG");

  /**
   * {@code AI_DEFAULT}: {@code V4MAPPED|ADDRCONFIG}, as BSD and RFC 2553 define it; no header of
   * Linux does.
   */
  public static final int DEFAULT = Platform.number("AI_DEFAULT");

  private AI() {}

  /**
   * {@return the C names of {@code flags}, joined with {@code |}; {@code 0} for none}
   *
   * @param flags the numbers, combined
   */
  public static String toString(int flags) {
    return Platform.flagNames("AI_", flags);
  }
}
