package org.llsocket.message;

/**
 * {@code IPV6_HOPLIMIT}: the hop limit of an IPv6 packet. {@link
 * org.llsocket.option.IPV6#RECVHOPLIMIT} makes it come with what is received; sent with a datagram,
 * it is that datagram's. See ipv6(7), RFC 3542.
 *
 * @param limit 0 to 255; to send, -1 is the route's own
 */
public record HopLimit(int limit) implements ControlMessage {}
