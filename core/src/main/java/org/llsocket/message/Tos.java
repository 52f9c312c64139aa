package org.llsocket.message;

/**
 * {@code IP_TOS}: the type of service of an IPv4 packet: {@linkplain #dscp DSCP} and {@linkplain
 * #ecn ECN}. {@link org.llsocket.option.IP#RECVTOS} adds it to what is received; added to a
 * datagram, it sets the type of service of that datagram, since Linux 3.13. {@link Control#tos}
 * reads it without making an object. See ip(7), RFC 2474, RFC 3168.
 *
 * <pre>{@code
 * message.control().add(new Tos(46 << 2)); // DSCP 46, expedited forwarding
 * }</pre>
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
