package org.llsocket.message;

/**
 * {@code IPV6_TCLASS}: the traffic class of an IPv6 packet: {@linkplain #dscp DSCP} and {@linkplain
 * #ecn ECN}. {@link org.llsocket.option.IPV6#RECVTCLASS} adds it to what is received; added to a
 * datagram, it sets the traffic class of that datagram. {@link Control#tclass} reads it without
 * making an object. See ipv6(7), RFC 3542.
 *
 * <pre>{@code
 * message.control().add(new TrafficClass(46 << 2)); // DSCP 46, expedited forwarding
 * }</pre>
 *
 * @param tclass 0 to 255; to send, -1 is the default of the kernel
 */
public record TrafficClass(int tclass) implements ControlMessage {
  /** The differentiated services code point: the upper 6 bits, 0 to 63. */
  public int dscp() {
    return tclass >>> 2 & 0x3f;
  }

  /** Explicit congestion notification: the lower 2 bits; 3 is congestion experienced. */
  public int ecn() {
    return tclass & 3;
  }
}
