package org.llsocket;

import org.jspecify.annotations.Nullable;
import org.llsocket.internal.platform.Platform;

/**
 * {@code SOCK_*}: a socket type, the second argument of {@code socket(2)}, which on Linux may carry
 * flags.
 *
 * {@snippet :
 * Socket listener = Socket.open(AF.INET6, SOCK.STREAM.nonblock()); // SOCK_STREAM | SOCK_NONBLOCK
 * Socket peer = listener.accept(null, SOCK.NONBLOCK); // accept4(2) takes flags only
 * }
 *
 * <p>Types are objects of this class; flags are {@code int}s, as everywhere in this library. For
 * other types, use their number: {@code new SOCK(7)}.
 *
 * @param number the platform's number, including the flags
 * @see <a href="https://man7.org/linux/man-pages/man2/socket.2.html">socket(2)</a>
 */
public record SOCK(int number) {
  /** {@code SOCK_STREAM}: a sequenced, reliable, two-way stream of bytes. */
  public static final SOCK STREAM = of("SOCK_STREAM");

  /** {@code SOCK_DGRAM}: messages of limited length, each delivered whole or not at all. */
  public static final SOCK DGRAM = of("SOCK_DGRAM");

  /** {@code SOCK_RAW}: packets of the network protocol; most families require a privilege. */
  public static final SOCK RAW = of("SOCK_RAW");

  /** {@code SOCK_RDM}: reliable messages, not ordered. */
  public static final SOCK RDM = of("SOCK_RDM");

  /** {@code SOCK_SEQPACKET}: sequenced, reliable, connected messages. */
  public static final SOCK SEQPACKET = of("SOCK_SEQPACKET");

  /** {@code SOCK_DCCP}: datagrams with congestion control; removed in Linux 6.16. */
  public static final SOCK DCCP = of("SOCK_DCCP");

  /** {@code SOCK_PACKET}: obsolete, use {@link AF#PACKET}; packet(7). */
  public static final SOCK PACKET = of("SOCK_PACKET");

  /**
   * {@code SOCK_NONBLOCK}: a flag for {@link Socket#accept(SockAddrBuffer, int)} that sets {@code
   * O_NONBLOCK} on the accepted socket. {@link #nonblock} adds it to a type.
   */
  public static final int NONBLOCK = Platform.number("SOCK_NONBLOCK");

  /** {@code SOCK_CLOEXEC}: the close-on-exec flag; every call of this library sets it. */
  public static final int CLOEXEC = Platform.number("SOCK_CLOEXEC");

  private static SOCK of(String cName) {
    return new SOCK(Platform.number(cName));
  }

  /** {@return this type with {@code SOCK_NONBLOCK}: a new socket has {@code O_NONBLOCK} set} */
  public SOCK nonblock() {
    return new SOCK(number | NONBLOCK);
  }

  SOCK cloexec() {
    return new SOCK(number | CLOEXEC);
  }

  /** {@return this type without flags} */
  public SOCK type() {
    int flags = NONBLOCK | CLOEXEC;
    return (number & flags) == 0 ? this : new SOCK(number & ~flags);
  }

  // Written out: the first call of a generated method loads eight classes in every program.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SOCK type && type.number == number;
  }

  @Override
  public int hashCode() {
    return number;
  }

  /** {@return the C name, followed by {@code |} and the flags} */
  @Override
  public String toString() {
    String name = Platform.nameOf("SOCK_", type().number);
    if ((number & NONBLOCK) != 0) {
      name += "|SOCK_NONBLOCK";
    }
    return (number & CLOEXEC) != 0 ? name + "|SOCK_CLOEXEC" : name;
  }
}
