package org.llsocket.option;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import org.llsocket.internal.struct.Fields;
import org.llsocket.internal.struct.InetSockaddr;

/**
 * {@code struct ip6_mtuinfo { struct sockaddr_in6 ip6m_addr; uint32_t ip6m_mtu; }}.
 *
 * @param address the peer
 * @param mtu how many bytes a packet to it may have
 */
public record Ip6Mtuinfo(InetSocketAddress address, long mtu) {
  static final OptionCodec<Ip6Mtuinfo> CODEC =
      Codecs.readOnly(Ip6Mtuinfo.class, Fields.size("ip6_mtuinfo"), (bytes, family) -> read(bytes));

  private static Ip6Mtuinfo read(MemorySegment bytes) throws IOException {
    var fields = new Fields("ip6_mtuinfo", bytes);
    return new Ip6Mtuinfo(InetSockaddr.read(fields.bytes("ip6m_addr")), fields.get("ip6m_mtu"));
  }
}
