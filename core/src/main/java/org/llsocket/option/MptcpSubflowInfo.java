package org.llsocket.option;

/**
 * One subflow of {@link MptcpFullInfo}: {@code struct mptcp_subflow_info} and the {@code struct
 * tcp_info} that belongs to it.
 *
 * <pre>{@code
 * long micros = socket.get(MPTCP.FULL_INFO).subflows().getFirst().tcp_info().rtt();
 * }</pre>
 *
 * @param id a number that no other subflow of the connection has had; unsigned
 * @param addrs its addresses
 * @param tcp_info its state
 */
public record MptcpSubflowInfo(int id, MptcpSubflow addrs, TcpInfo tcp_info) {}
