package org.llsocket.message;

/**
 * {@code IP_PROTOCOL}: the protocol by which the route of this packet is chosen, on a raw socket of
 * {@link org.llsocket.IPPROTO#RAW}, where the program writes the header: {@code ip rule add
 * ipproto}. Only sent; since Linux 6.4.
 *
 * <pre>{@code
 * message.control().add(new IpProtocol(IPPROTO.ICMP.number()));
 * }</pre>
 *
 * @param protocol 1 to 255; EINVAL otherwise
 */
public record IpProtocol(int protocol) implements ControlMessage {}
