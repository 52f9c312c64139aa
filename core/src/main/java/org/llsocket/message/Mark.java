package org.llsocket.message;

/**
 * {@code SO_MARK}: the mark of the packet, for firewall and routing rules. {@link
 * org.llsocket.option.SO#RCVMARK} makes it come, since Linux 5.19; sent with a datagram, it is that
 * datagram's, as {@link org.llsocket.option.SO#MARK} for one call, since Linux 4.17, with the same
 * right: CAP_NET_RAW or CAP_NET_ADMIN. See socket(7).
 *
 * @param mark any 32 bits
 */
public record Mark(int mark) implements ControlMessage {}
