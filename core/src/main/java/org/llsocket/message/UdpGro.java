package org.llsocket.message;

/**
 * {@code UDP_GRO}: the data is several datagrams of one sender, joined by the kernel. Each has
 * {@code size} bytes; the last one may be shorter. {@link org.llsocket.option.UDP#GRO} enables it,
 * since Linux 5.0. {@link Control#gro} reads it without making an object. See udp(7).
 *
 * <pre>{@code
 * int size = message.control().gro(); // Control.NONE for a single datagram
 * }</pre>
 *
 * @param size bytes per datagram
 */
public record UdpGro(int size) implements ControlMessage {}
