package org.llsocket.message;

import org.llsocket.SockAddr;

/**
 * {@code IP_ORIGDSTADDR}, {@code IPV6_ORIGDSTADDR}: the address and port that the datagram was sent
 * to, as they stood before a firewall's redirection to this socket. {@link
 * org.llsocket.option.IP#RECVORIGDSTADDR}, since Linux 2.6.29, and {@link
 * org.llsocket.option.IPV6#RECVORIGDSTADDR}, since Linux 2.6.37, make it come. Only received; see
 * ip(7).
 *
 * @param address the destination
 */
public record OrigDstAddr(SockAddr address) implements ControlMessage {}
