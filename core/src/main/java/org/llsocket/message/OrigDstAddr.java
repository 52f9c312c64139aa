package org.llsocket.message;

import org.llsocket.SockAddr;

/**
 * {@code IP_ORIGDSTADDR}, {@code IPV6_ORIGDSTADDR}: the address and port that a datagram was sent
 * to, before a firewall redirected it to this socket. {@link
 * org.llsocket.option.IP#RECVORIGDSTADDR}, since Linux 2.6.29, and {@link
 * org.llsocket.option.IPV6#RECVORIGDSTADDR}, since Linux 2.6.37, add it to what is received. Only
 * received; see ip(7).
 *
 * <pre>{@code
 * OrigDstAddr original = message.control().get(OrigDstAddr.class);
 * int port = original.address().port();
 * }</pre>
 *
 * @param address the destination
 */
public record OrigDstAddr(SockAddr address) implements ControlMessage {}
