package org.llsocket.option;

import static org.llsocket.Errno.EACCES;
import static org.llsocket.Errno.EINVAL;
import static org.llsocket.Errno.ENOPROTOOPT;
import static org.llsocket.option.OptionRow.flag;
import static org.llsocket.option.OptionRow.row;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.llsocket.RTNLGRP;
import org.llsocket.testing.Capability;

/** The rows of the families other than the internet's and Unix. */
final class FamilyRows {
  private static final PacketMreq PROMISCUOUS = PacketMreq.of(1, PACKET.MR_PROMISC);

  private FamilyRows() {}

  static List<OptionRow<?>> rows() {
    return Stream.of(netlink(), packet(), vsock(), mptcp(), can(), tipc(), algAndXdp())
        .<OptionRow<?>>flatMap(List::stream)
        .toList();
  }

  private static List<OptionRow<?>> netlink() {
    return List.of(
        row(NETLINK.ADD_MEMBERSHIP).setOnly(RTNLGRP.LINK).setFails(0, EINVAL).setFails(999, EINVAL),
        row(NETLINK.DROP_MEMBERSHIP).setOnly(RTNLGRP.LINK),
        row(NETLINK.LIST_MEMBERSHIPS).fresh(new BitSet()),
        flag(NETLINK.PKTINFO, false),
        flag(NETLINK.BROADCAST_ERROR, false),
        flag(NETLINK.NO_ENOBUFS, false),
        row(NETLINK.LISTEN_ALL_NSID).needs(Capability.NET_ADMIN).setOnly(true).setOnly(false),
        flag(NETLINK.CAP_ACK, false),
        flag(NETLINK.EXT_ACK, false),
        flag(NETLINK.GET_STRICT_CHK, false));
  }

  private static List<OptionRow<?>> packet() {
    return List.of(
        row(PACKET.ADD_MEMBERSHIP).setOnly(PROMISCUOUS),
        row(PACKET.DROP_MEMBERSHIP).setOnly(PROMISCUOUS), // of none, which the kernel accepts
        row(PACKET.STATISTICS).fresh(new PacketStats(0, 0)),
        row(PACKET.COPY_THRESH).setOnly(1000),
        flag(PACKET.AUXDATA, false),
        flag(PACKET.ORIGDEV, false),
        row(PACKET.VERSION).fresh(0).set(2).set(0),
        row(PACKET.RESERVE).fresh(0L).set(64L).set(0L),
        flag(PACKET.LOSS, false),
        flag(PACKET.VNET_HDR, false),
        row(PACKET.VNET_HDR_SZ).fresh(0).set(10).set(12).set(0).setFails(11, EINVAL),
        row(PACKET.TIMESTAMP).fresh(0).set(SOF.TIMESTAMPING_RAW_HARDWARE).set(0),
        row(PACKET.FANOUT)
            .fresh(new PacketFanout(0, PACKET.FANOUT_HASH, 0))
            .setFails(new PacketFanout(1, PACKET.FANOUT_HASH, 0), EINVAL),
        row(PACKET.FANOUT_DATA).setFails(SocketRows.ACCEPT_ALL, EINVAL),
        flag(PACKET.TX_HAS_OFF, false),
        flag(PACKET.QDISC_BYPASS, false),
        row(PACKET.ROLLOVER_STATS).getFails(EINVAL),
        flag(PACKET.IGNORE_OUTGOING, false));
  }

  private static List<OptionRow<?>> vsock() {
    return List.of(
        row(SO.VM_SOCKETS_BUFFER_SIZE).fresh(262_144L).set(65_536L),
        row(SO.VM_SOCKETS_BUFFER_MIN_SIZE).fresh(128L).set(256L),
        row(SO.VM_SOCKETS_BUFFER_MAX_SIZE).fresh(262_144L).set(524_288L),
        row(SO.VM_SOCKETS_CONNECT_TIMEOUT)
            .fresh(Duration.ofSeconds(2))
            .set(Duration.ofMillis(1500)));
  }

  private static List<OptionRow<?>> mptcp() {
    return List.of(
        row(MPTCP.INFO).is(info -> info.subflows() == 0 && info.bytes().byteSize() >= 40),
        row(MPTCP.TCPINFO).is(subflows -> subflows.size() <= 1),
        row(MPTCP.SUBFLOW_ADDRS).is(subflows -> subflows.size() <= 1));
  }

  private static List<OptionRow<?>> can() {
    return List.of(
        row(CAN.RAW_FILTER)
            .fresh(List.of(new CanFilter(0, 0)))
            .set(List.of(new CanFilter(0x123, CAN.SFF_MASK), new CanFilter(0x456, CAN.SFF_MASK)))
            .set(List.of()),
        row(CAN.RAW_ERR_FILTER).fresh(0L).set(0x1fff_ffffL),
        flag(CAN.RAW_LOOPBACK, true),
        flag(CAN.RAW_RECV_OWN_MSGS, false),
        flag(CAN.RAW_FD_FRAMES, false),
        flag(CAN.RAW_JOIN_FILTERS, false),
        flag(CAN.RAW_XL_FRAMES, false));
  }

  private static List<OptionRow<?>> tipc() {
    return List.of(
        row(TIPC.IMPORTANCE).fresh(TIPC.LOW_IMPORTANCE).set(TIPC.CRITICAL_IMPORTANCE),
        row(TIPC.SRC_DROPPABLE).is(drops -> true).set(true).set(false),
        row(TIPC.DEST_DROPPABLE).is(drops -> true).set(true).set(false),
        row(TIPC.CONN_TIMEOUT).fresh(Duration.ofSeconds(8)).set(Duration.ofMillis(1)),
        row(TIPC.NODE_RECVQ_DEPTH).is(depth -> depth >= 0),
        row(TIPC.SOCK_RECVQ_DEPTH).fresh(0),
        row(TIPC.SOCK_RECVQ_USED).fresh(0),
        row(TIPC.MCAST_BROADCAST).setOnly(true),
        row(TIPC.MCAST_REPLICAST).setOnly(true),
        row(TIPC.GROUP_JOIN).setFails(new TipcGroupReq(1, 1, 9, 0), EINVAL),
        row(TIPC.GROUP_LEAVE).setOnly(true),
        flag(TIPC.NODELAY, false));
  }

  private static List<OptionRow<?>> algAndXdp() {
    return List.of(
        row(ALG.SET_KEY).setFails(new byte[16], ENOPROTOOPT),
        row(ALG.SET_AEAD_AUTHSIZE).setFails(16, ENOPROTOOPT),
        row(ALG.SET_DRBG_ENTROPY).setFails(new byte[16], ENOPROTOOPT),
        row(ALG.SET_KEY_BY_KEY_SERIAL).setFails(1, ENOPROTOOPT),
        row(XDP.RX_RING).setFails(3, EINVAL).setOnly(64),
        row(XDP.TX_RING).setFails(3, EINVAL).setOnly(64),
        row(XDP.UMEM_FILL_RING).setFails(3, EINVAL).setOnly(64),
        row(XDP.UMEM_COMPLETION_RING).setFails(3, EINVAL).setOnly(64),
        row(XDP.STATISTICS).fresh(new XdpStatistics(0, 0, 0, 0, 0, 0)),
        row(XDP.OPTIONS).fresh(0),
        row(XDP.MAX_TX_SKB_BUDGET).setFails(0, EACCES));
  }
}
