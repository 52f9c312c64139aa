package org.llsocket;

import org.llsocket.internal.platform.Platform;

/**
 * {@code NI_*}: flags of {@code getnameinfo(3)}, combined with {@code |}, and sizes of its buffers.
 *
 * <pre>{@code
 * NameInfo numeric = NameInfo.getnameinfo(address, NI.NUMERICHOST | NI.NUMERICSERV);
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/getnameinfo.3.html">getnameinfo(3)</a>
 */
public final class NI {
  /** {@code NI_NUMERICHOST}: the host as a numeric address; do not look it up. */
  public static final int NUMERICHOST = Platform.number("NI_NUMERICHOST");

  /** {@code NI_NUMERICSERV}: the service as a port number; do not look it up. */
  public static final int NUMERICSERV = Platform.number("NI_NUMERICSERV");

  /** {@code NI_NOFQDN}: the host without its domain, for a host of the local domain. */
  public static final int NOFQDN = Platform.number("NI_NOFQDN");

  /** {@code NI_NAMEREQD}: fail if the host has no name, rather than return the numeric address. */
  public static final int NAMEREQD = Platform.number("NI_NAMEREQD");

  /**
   * {@code NI_DGRAM}: the service is a UDP service: a few ports have different names for UDP and
   * TCP.
   */
  public static final int DGRAM = Platform.number("NI_DGRAM");

  /** {@code NI_IDN}: an internationalized name in the locale's encoding; glibc. */
  public static final int IDN = Platform.number("NI_IDN");

  /**
   * {@code NI_WITHSCOPEID}: include the scope of an IPv6 address; BSD. Linux always includes it,
   * {@code fe80::1%eth0}, so the flag is 0 here and has no effect.
   */
  public static final int WITHSCOPEID = Platform.number("NI_WITHSCOPEID");

  /** {@code NI_MAXHOST}: not a flag: a buffer size in bytes that is enough for any host. */
  public static final int MAXHOST = Platform.number("NI_MAXHOST");

  /** {@code NI_MAXSERV}: not a flag: a buffer size in bytes that is enough for any service. */
  public static final int MAXSERV = Platform.number("NI_MAXSERV");

  private NI() {}

  /**
   * {@return the C names of {@code flags}, joined with {@code |}; {@code 0} for none}
   *
   * @param flags the numbers, combined
   */
  public static String toString(int flags) {
    return Platform.flagNames("NI_", flags);
  }
}
