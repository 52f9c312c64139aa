package org.llsocket.option;

import static org.llsocket.Errno.EACCES;
import static org.llsocket.Errno.EINVAL;
import static org.llsocket.Errno.ENOPROTOOPT;
import static org.llsocket.Errno.ENOTCONN;
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
    return Stream.of(
            netlink(), packet(), vsock(), mptcp(), sctp(), can(), bluetooth(), tipc(), algAndXdp())
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
        row(MPTCP.SUBFLOW_ADDRS).is(subflows -> subflows.size() <= 1),
        row(MPTCP.FULL_INFO).is(full -> full.subflows().size() == full.num_subflows()));
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
        flag(CAN.RAW_XL_FRAMES, false),
        row(CAN.RAW_XL_VCID_OPTS)
            .fresh(new CanRawVcidOptions(0, 0, 0, 0))
            .set(new CanRawVcidOptions(CAN.RAW_XL_VCID_TX_SET, 7, 0, 0)),
        row(CAN.ISOTP_OPTS)
            .is(fresh -> fresh.flags() == 0 && fresh.txpad_content() == 0xcc)
            .set(new CanIsotpOptions(CAN.ISOTP_TX_PADDING, 1000, 1, 2, 3, 4)),
        row(CAN.ISOTP_RECV_FC)
            .fresh(new CanIsotpFcOptions(0, 0, 0))
            .set(new CanIsotpFcOptions(8, 0xf1, 2)),
        row(CAN.ISOTP_TX_STMIN).fresh(0L).set(100_000L),
        row(CAN.ISOTP_RX_STMIN).fresh(0L).set(100_000L),
        row(CAN.ISOTP_LL_OPTS)
            .fresh(new CanIsotpLlOptions(CAN.MTU, CAN.MAX_DLEN, 0))
            .set(new CanIsotpLlOptions(CANFD.MTU, 64, CANFD.BRS))
            .setFails(new CanIsotpLlOptions(CANFD.MTU, 9, 0), EINVAL),
        row(SO.J1939_FILTER)
            .setOnly(List.of(new J1939Filter(0, 0, 0x12300, J1939.PGN_PDU1_MAX, 0x20, 0xff)))
            .setOnly(List.of()),
        flag(SO.J1939_PROMISC, false),
        row(SO.J1939_SEND_PRIO).fresh(6).set(7).set(2),
        flag(SO.J1939_ERRQUEUE, false));
  }

  private static List<OptionRow<?>> bluetooth() {
    return List.of(
        row(BT.SECURITY)
            .only(SocketKind.BT_L2CAP)
            .is(fresh -> fresh.key_size() == 0)
            .setOnly(new BtSecurity(BT.SECURITY_MEDIUM, 0))
            .is(set -> set.level() == BT.SECURITY_MEDIUM)
            .setFails(new BtSecurity(9, 0), EINVAL),
        row(BT.DEFER_SETUP).not(SocketKind.BT_SCO).setFails(true, EINVAL), // not bound
        flag(BT.FLUSHABLE, false),
        row(BT.POWER).fresh(1).set(0),
        row(BT.CHANNEL_POLICY).is(policy -> policy == BT.CHANNEL_POLICY_BREDR_ONLY),
        row(BT.VOICE).fresh(BT.VOICE_CVSD_16BIT).set(BT.VOICE_TRANSPARENT).setFails(0xffff, EINVAL),
        row(BT.SNDMTU).only(SocketKind.BT_L2CAP).getFails(EINVAL), // of a device without Low Energy
        row(BT.RCVMTU).only(SocketKind.BT_L2CAP).getFails(EINVAL),
        row(BT.PHY).getFails(ENOTCONN),
        row(BT.MODE).getFails(ENOPROTOOPT),
        flag(BT.PKT_STATUS, false),
        flag(HCI.DATA_DIR, false),
        row(HCI.FILTER)
            .is(fresh -> fresh.opcode() == 0)
            .set(new HciFilter(1 << 4, 0xff_0000_00ffL, 7)),
        flag(HCI.TIME_STAMP, false),
        row(L2CAP.LM).setOnly((long) L2CAP.LM_AUTH).is(mode -> (mode & L2CAP.LM_AUTH) != 0),
        row(RFCOMM.LM).setOnly((long) RFCOMM.LM_AUTH).is(mode -> (mode & RFCOMM.LM_AUTH) != 0));
  }

  private static List<OptionRow<?>> sctp() {
    return SctpRows.rows();
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
