package org.llsocket.message;

/**
 * {@code IP_TOS}: the type of service of an IPv4 packet: {@linkplain #dscp DSCP} and {@linkplain
 * #ecn ECN}. {@link org.llsocket.option.IP#RECVTOS} makes it come with what is received; sent with
 * a datagram, it is that datagram's, since Linux 3.13. See ip(7), RFC 2474, RFC 3168.
 *
 * @param tos 0 to 255
 */
public record Tos(int tos) implements ControlMessage {
  /** The differentiated services code point: the upper 6 bits, 0 to 63. */
  public int dscp() {
    return tos >>> 2 & 0x3f;
  }

  /** Explicit congestion notification: the lower 2 bits; 3 is congestion experienced. */
  public int ecn() {
    return tos & 3;
  }
}
