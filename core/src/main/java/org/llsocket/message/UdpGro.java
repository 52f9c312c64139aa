package org.llsocket.message;

/**
 * {@code UDP_GRO}: what was received is several datagrams of one sender in one piece, each of so
 * many bytes, but for the last, which may be shorter. {@link org.llsocket.option.UDP#GRO} makes it
 * so, since Linux 5.0; see udp(7).
 *
 * @param size bytes a datagram
 */
public record UdpGro(int size) implements ControlMessage {}
