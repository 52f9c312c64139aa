package org.llsocket.option;

import java.net.InetSocketAddress;

/**
 * {@code struct mptcp_subflow_addrs}: the addresses of a subflow of multipath TCP.
 *
 * @param local this end's address
 * @param remote the peer's address
 */
public record MptcpSubflow(InetSocketAddress local, InetSocketAddress remote) {}
