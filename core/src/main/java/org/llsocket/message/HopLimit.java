package org.llsocket.message;

/**
 * {@code IPV6_HOPLIMIT}: the hop limit of an IPv6 packet. {@link
 * org.llsocket.option.IPV6#RECVHOPLIMIT} adds it to what is received; added to a datagram, it sets
 * the hop limit of that datagram. {@link Control#hoplimit} reads it without making an object. See
 * ipv6(7), RFC 3542.
 *
 * <pre>{@code
 * message.control().add(new HopLimit(1)); // this link only
 * }</pre>
 *
 * @param limit 0 to 255; to send, -1 is the default of the route
 */
public record HopLimit(int limit) implements ControlMessage {}
