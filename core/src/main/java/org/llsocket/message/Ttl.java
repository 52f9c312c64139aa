package org.llsocket.message;

/**
 * {@code IP_TTL}: the time to live of an IPv4 packet in hops. {@link
 * org.llsocket.option.IP#RECVTTL} adds it to what is received; added to a datagram, it sets the
 * time to live of that datagram, since Linux 3.13. {@link Control#ttl} reads it without making an
 * object. See ip(7).
 *
 * <pre>{@code
 * message.control().add(new Ttl(1)); // this link only
 * }</pre>
 *
 * @param ttl 0 to 255; to send, 1 to 255
 */
public record Ttl(int ttl) implements ControlMessage {}
