package org.llsocket.message;

/**
 * {@code SO_PRIORITY}: the priority of a packet, for queueing disciplines. {@link
 * org.llsocket.option.SO#RCVPRIORITY} adds it to what is received; added to a datagram, it sets the
 * priority of that datagram, as {@link org.llsocket.option.SO#PRIORITY} does for all. A priority
 * over 6 requires CAP_NET_RAW or CAP_NET_ADMIN (EPERM). Both since Linux 6.14; see socket(7).
 *
 * <pre>{@code
 * message.control().add(new Priority(6));
 * }</pre>
 *
 * @param priority 0 or more
 */
public record Priority(int priority) implements ControlMessage {}
