package org.llsocket;

import org.llsocket.internal.platform.Platform;

/**
 * {@code INADDR_*}: IPv4 addresses as {@code <netinet/in.h>} names them.
 *
 * <p>Integers in host byte order, as in C before {@code htonl}: {@code 0xffffffff} is the int -1.
 * Every constant in dotted notation:
 *
 * <pre>{@code
 * byte[] bytes = ByteBuffer.allocate(4).putInt(INADDR.LOOPBACK).array();
 * SockAddr loopback = SockAddr.inet(bytes, 8080);
 * }</pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/ip.7.html">ip(7)</a>
 */
public final class INADDR {
  /** {@code INADDR_ANY}: 0.0.0.0: any address of this machine, in {@code bind(2)}. */
  public static final int ANY = Platform.number("INADDR_ANY");

  /** {@code INADDR_BROADCAST}: 255.255.255.255: every host of the link. */
  public static final int BROADCAST = Platform.number("INADDR_BROADCAST");

  /**
   * {@code INADDR_NONE}: 255.255.255.255: the result of {@code inet_addr(3)} for an invalid string.
   */
  public static final int NONE = Platform.number("INADDR_NONE");

  /** {@code INADDR_LOOPBACK}: 127.0.0.1. */
  public static final int LOOPBACK = Platform.number("INADDR_LOOPBACK");

  /**
   * {@code INADDR_DUMMY}: 192.0.0.8: the source of an ICMPv6 error that was translated to IPv4, RFC
   * 7600.
   */
  public static final int DUMMY = Platform.number("INADDR_DUMMY");

  /** {@code INADDR_UNSPEC_GROUP}: 224.0.0.0: the first multicast address. */
  public static final int UNSPEC_GROUP = Platform.number("INADDR_UNSPEC_GROUP");

  /** {@code INADDR_ALLHOSTS_GROUP}: 224.0.0.1: every host of the link. */
  public static final int ALLHOSTS_GROUP = Platform.number("INADDR_ALLHOSTS_GROUP");

  /** {@code INADDR_ALLRTRS_GROUP}: 224.0.0.2: every router of the link. */
  public static final int ALLRTRS_GROUP = Platform.number("INADDR_ALLRTRS_GROUP");

  /**
   * {@code INADDR_ALLSNOOPERS_GROUP}: 224.0.0.106: every multicast snooper of the link, RFC 4286.
   */
  public static final int ALLSNOOPERS_GROUP = Platform.number("INADDR_ALLSNOOPERS_GROUP");

  /**
   * {@code INADDR_MAX_LOCAL_GROUP}: 224.0.0.255: the last multicast address that no router
   * forwards.
   */
  public static final int MAX_LOCAL_GROUP = Platform.number("INADDR_MAX_LOCAL_GROUP");

  private INADDR() {}
}
