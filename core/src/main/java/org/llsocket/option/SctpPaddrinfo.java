package org.llsocket.option;

import java.net.InetSocketAddress;
import org.llsocket.internal.struct.Fields;
import org.llsocket.internal.struct.InetSockaddr;

/**
 * {@code struct sctp_paddrinfo}: the state of an address of the peer, for {@link
 * SCTP#GET_PEER_ADDR_INFO} and in {@link SctpStatus}.
 *
 * <pre>{@code
 * SctpPaddrinfo path = socket.get(SCTP.of(SCTP.GET_PEER_ADDR_INFO, 0, address));
 * }</pre>
 *
 * @param assoc_id {@code spinfo_assoc_id}: the association
 * @param address {@code spinfo_address}: the address
 * @param state {@code spinfo_state}: {@link SCTP#ACTIVE} and so on
 * @param cwnd {@code spinfo_cwnd}: the congestion window in bytes
 * @param srtt {@code spinfo_srtt}: the smoothed round trip time in ms
 * @param rto {@code spinfo_rto}: the retransmission timeout in ms
 * @param mtu {@code spinfo_mtu}: the MTU of the path in bytes
 */
public record SctpPaddrinfo(
    int assoc_id, InetSocketAddress address, int state, long cwnd, long srtt, long rto, long mtu) {
  static final String TAG = "sctp_paddrinfo";

  static final OptionCodec<SctpPaddrinfo> CODEC =
      SctpStruct.of(
          SctpPaddrinfo.class,
          TAG,
          "spinfo_assoc_id",
          "spinfo_address",
          SctpPaddrinfo::read,
          (f, v) -> {});

  static SctpPaddrinfo read(Fields info) {
    return new SctpPaddrinfo(
        info.getInt("spinfo_assoc_id"),
        InetSockaddr.read(info.bytes("spinfo_address")),
        info.getInt("spinfo_state"),
        info.get("spinfo_cwnd"),
        info.get("spinfo_srtt"),
        info.get("spinfo_rto"),
        info.get("spinfo_mtu"));
  }
}
