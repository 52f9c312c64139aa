package org.llsocket.message;

import org.llsocket.SockAddr;
import org.llsocket.internal.struct.Fields;

/**
 * {@code IPV6_PATHMTU}, {@code struct ip6_mtuinfo}: a datagram was longer than its path can carry.
 * {@link org.llsocket.option.IPV6#RECVPATHMTU} makes the kernel report that by a message without
 * data. Only received; since Linux 2.6.35, RFC 3542.
 *
 * <pre>{@code
 * PathMtu path = message.control().get(PathMtu.class);
 * boolean shorter = path != null && path.mtu() < size;
 * }</pre>
 *
 * @param addr {@code ip6m_addr}: the destination
 * @param mtu {@code ip6m_mtu}: the MTU of the path in bytes
 */
public record PathMtu(SockAddr addr, long mtu) implements ControlMessage {
  static PathMtu read(Fields info) {
    return new PathMtu(ControlTypes.address(info.bytes("ip6m_addr")), info.get("ip6m_mtu"));
  }
}
