package org.llsocket.message;

/**
 * {@code SO_PRIORITY}: the priority of the packet, for queueing disciplines. {@link
 * org.llsocket.option.SO#RCVPRIORITY} makes it come; sent with a datagram, it is that datagram's,
 * as {@link org.llsocket.option.SO#PRIORITY} for one call, and over 6 takes CAP_NET_RAW or
 * CAP_NET_ADMIN. Both since Linux 6.14; see socket(7).
 *
 * @param priority the number
 */
public record Priority(int priority) implements ControlMessage {}
