package org.llsocket;

import org.llsocket.internal.platform.Platform;

/**
 * {@code AF_*}: an address family, the first argument of {@code socket(2)}. Families that this class does not name pass
 * through: {@code new AF(40)}.
 *
 * @param number the platform's number
 * @see <a href="https://man7.org/linux/man-pages/man7/address_families.7.html">address_families(7)</a>
 */
public record AF(int number) {
  /** {@code AF_UNSPEC}: no family, or any. */
  public static final AF UNSPEC = of("AF_UNSPEC");

  /** {@code AF_UNIX}: sockets of this machine, named by paths; unix(7). */
  public static final AF UNIX = of("AF_UNIX");

  /** {@code AF_INET}: IPv4; ip(7). */
  public static final AF INET = of("AF_INET");

  /** {@code AF_INET6}: IPv6; ipv6(7). */
  public static final AF INET6 = of("AF_INET6");

  private static AF of(String cName) {
    return new AF(Platform.number(cName));
  }

  /** The C name, or {@code AF_} and the number where it has none. */
  @Override
  public String toString() {
    return Platform.nameOf("AF_", number);
  }
}
