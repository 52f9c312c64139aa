package org.llsocket.message;

/**
 * {@code IP_RECVFRAGSIZE}, {@code IPV6_RECVFRAGSIZE}: the size of the largest fragment that a
 * datagram arrived in. {@link org.llsocket.option.IP#RECVFRAGSIZE} and {@link
 * org.llsocket.option.IPV6#RECVFRAGSIZE} add it to datagrams that were reassembled. Only received;
 * since Linux 4.13.
 *
 * <pre>{@code
 * FragSize fragments = message.control().get(FragSize.class);
 * boolean reassembled = fragments != null;
 * }</pre>
 *
 * @param size the IP header included, in bytes
 */
public record FragSize(int size) implements ControlMessage {}
