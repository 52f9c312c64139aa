package org.llsocket;

import org.jspecify.annotations.Nullable;
import org.llsocket.internal.platform.Platform;

/**
 * {@code SOCK_*}: a socket type, the second argument of {@code socket(2)}, with the flags that
 * Linux lets ride on it.
 *
 * @param number the platform's number, flags included
 * @see <a href="https://man7.org/linux/man-pages/man2/socket.2.html">socket(2)</a>
 */
public record SOCK(int number) {
  /** {@code SOCK_STREAM}: a sequenced, reliable, two-way stream of bytes. */
  public static final SOCK STREAM = of("SOCK_STREAM");

  /** {@code SOCK_DGRAM}: messages of bounded length, each whole or not at all. */
  public static final SOCK DGRAM = of("SOCK_DGRAM");

  /** {@code SOCK_RAW}: the network protocol itself; most families ask for a privilege. */
  public static final SOCK RAW = of("SOCK_RAW");

  /** {@code SOCK_RDM}: reliable messages without an order. */
  public static final SOCK RDM = of("SOCK_RDM");

  /** {@code SOCK_SEQPACKET}: sequenced, reliable, connected messages. */
  public static final SOCK SEQPACKET = of("SOCK_SEQPACKET");

  /** {@code SOCK_DCCP}: datagrams with congestion control; gone since Linux 6.16. */
  public static final SOCK DCCP = of("SOCK_DCCP");

  /** {@code SOCK_PACKET}: the old way to {@link AF#PACKET}; packet(7). */
  public static final SOCK PACKET = of("SOCK_PACKET");

  /**
   * {@code SOCK_NONBLOCK}: a flag for {@link Socket#accept(SockAddr, int)}: sets {@code O_NONBLOCK}
   * on the new socket.
   */
  public static final int NONBLOCK = Platform.number("SOCK_NONBLOCK");

  /** {@code SOCK_CLOEXEC}: a flag that llsocket always sets. */
  public static final int CLOEXEC = Platform.number("SOCK_CLOEXEC");

  private static SOCK of(String cName) {
    return new SOCK(Platform.number(cName));
  }

  /** {@return this type with {@code SOCK_NONBLOCK}: the socket is born with {@code O_NONBLOCK}} */
  public SOCK nonblock() {
    return new SOCK(number | NONBLOCK);
  }

  /** {@return this type with {@code SOCK_CLOEXEC}, which {@link Socket#open} adds in any case} */
  public SOCK cloexec() {
    return new SOCK(number | CLOEXEC);
  }

  /** {@return this type without flags} */
  public SOCK type() {
    int flags = NONBLOCK | CLOEXEC;
    return (number & flags) == 0 ? this : new SOCK(number & ~flags);
  }

  // Those of a record are made when they are first called, by eight classes, in every program.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SOCK type && type.number == number;
  }

  @Override
  public int hashCode() {
    return number;
  }

  /** {@return the C name, with the flags behind {@code |}} */
  @Override
  public String toString() {
    String name = Platform.nameOf("SOCK_", type().number);
    if ((number & NONBLOCK) != 0) {
      name += "|SOCK_NONBLOCK";
    }
    return (number & CLOEXEC) != 0 ? name + "|SOCK_CLOEXEC" : name;
  }
}
