package org.llsocket.message;

/**
 * {@code IP_TTL}: the time to live of an IPv4 packet, in routers. {@link
 * org.llsocket.option.IP#RECVTTL} makes it come with what is received; sent with a datagram, it is
 * that datagram's, since Linux 3.13. See ip(7).
 *
 * @param ttl 0 to 255; to send, 1 to 255
 */
public record Ttl(int ttl) implements ControlMessage {}
