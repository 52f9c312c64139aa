package org.llsocket.message;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.llsocket.AF;
import org.llsocket.ETH;
import org.llsocket.IPPROTO;
import org.llsocket.LeakCheck;
import org.llsocket.MSG;
import org.llsocket.RTNLGRP;
import org.llsocket.SOCK;
import org.llsocket.SOL;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.family.SockaddrLl;
import org.llsocket.family.SockaddrNl;
import org.llsocket.internal.platform.Platform;
import org.llsocket.option.ALG;
import org.llsocket.option.BT;
import org.llsocket.option.NETLINK;
import org.llsocket.option.PACKET;
import org.llsocket.option.SCTP;
import org.llsocket.option.SO;
import org.llsocket.option.SOF;
import org.llsocket.option.TCP;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Capability;
import org.llsocket.testing.Loopback;

/** The control messages of other families. */
@ExtendWith(LeakCheck.class)
class FamilyMessageTest {
  @Test
  void packetAuxdata_ofADatagram_hasItsLengthAndOffsets() throws IOException {
    Capability.NET_RAW.require();
    MemorySegment data = MemorySegment.ofArray(new byte[2048]);
    try (Socket packets = Socket.open(AF.PACKET, SOCK.DGRAM);
        Socket.Pair pair = Loopback.udp(AF.INET);
        var message = new Message().controlCapacity(Control.space(20)).buffers(data)) {
      packets.set(PACKET.AUXDATA, true);
      packets.bind(SockAddr.packet(ETH.P_IP, 1));
      pair.first().send(ByteBuffer.allocate(100));
      int n = packets.recvmsg(message, 0, Blocked.DEADLINE);
      PacketAuxdata about = Objects.requireNonNull(message.control().get(PacketAuxdata.class));
      assertThat(about.len()).isEqualTo(n);
      assertThat(about.snaplen()).isEqualTo(n);
      assertThat(about.status() & 1).isOne(); // TP_STATUS_USER
      assertThat(about.vlanTci()).isZero();
      assertThat(about.net()).isGreaterThanOrEqualTo(about.mac());
    }
  }

  @Test
  void netlinkPktInfo_betweenSockets_isTheGroup() throws IOException {
    Capability.NET_ADMIN.require();
    var protocol = new IPPROTO(NETLINK.USERSOCK);
    try (Socket to = Socket.open(AF.NETLINK, SOCK.RAW, protocol);
        Socket from = Socket.open(AF.NETLINK, SOCK.RAW, protocol);
        var message = new Message().controlCapacity(64)) {
      int group = 31;
      to.set(NETLINK.PKTINFO, true);
      to.bind(SockAddr.netlink(0, 1 << (group - 1)));
      from.bind(SockAddr.netlink(0, 0));
      int self = from.getsockname().as(SockaddrNl.class).pid(); // gets the message as well
      from.sendto(ByteBuffer.allocate(4), SockAddr.netlink(self, 1 << (group - 1)));
      message.buffers(MemorySegment.ofArray(new byte[9])).name(new SockAddrBuffer());
      assertThat(to.recvmsg(message, 0, Blocked.DEADLINE)).isEqualTo(4);
      assertThat(message.control().get(NetlinkPktInfo.class)).isEqualTo(new NetlinkPktInfo(group));
    }
    assertThat(RTNLGRP.LINK).isOne(); // groups are numbers, not bits
  }

  @Test
  void algMessages_added_areTheBytesOfC() {
    try (var holder = new Message().controlCapacity(Control.space(4, 4, 20))) {
      Control control = holder.control();
      byte[] iv = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
      control
          .add(new AlgSetOp(ALG.OP_ENCRYPT))
          .add(new AlgSetAeadAssoclen(13))
          .add(new AlgSetIv(iv));
      assertThat(control.getInt(control.find(SOL.ALG, ALG.SET_OP), 0)).isEqualTo(1);
      assertThat(control.getInt(control.find(SOL.ALG, ALG.SET_AEAD_ASSOCLEN), 0)).isEqualTo(13);
      MemorySegment data = control.data(control.find(SOL.ALG, ALG.SET_IV));
      assertThat(data.byteSize()).isEqualTo(20);
      assertThat(data.get(JAVA_INT_UNALIGNED, 0)).isEqualTo(16);
      assertThat(data.asSlice(4).toArray(JAVA_BYTE)).isEqualTo(iv);
      assertThat(control)
          .containsExactly(new AlgSetOp(1), new AlgSetAeadAssoclen(13), new AlgSetIv(iv));
      iv[0] = 9;
      assertThat(control.get(AlgSetIv.class)).isNotEqualTo(new AlgSetIv(iv));
      assertThat(new AlgSetIv(iv))
          .hasToString("AlgSetIv[16 bytes]")
          .hasSameHashCodeAs(new AlgSetIv(iv));
    }
  }

  @Test
  void algSetIv_lengthBeyondTheData_isCut() {
    MemorySegment data = MemorySegment.ofArray(new int[] {Integer.MAX_VALUE, 0x04030201});
    assertThat(AlgSetIv.read(data).iv()).hasSize(4);
    MemorySegment negative = MemorySegment.ofArray(new int[] {-1, 0});
    assertThat(AlgSetIv.read(negative).iv()).hasSize(4);
  }

  @Test
  void packetTxTimestamp_sent_isAnExtendedErrWithItsTime() throws IOException {
    Capability.NET_RAW.require();
    int experimental = 0x88b5; // IEEE 802 local experimental
    try (Socket packets = Socket.open(AF.PACKET, SOCK.DGRAM)) {
      packets.set(SO.TIMESTAMPING, SOF.TIMESTAMPING_TX_SOFTWARE | SOF.TIMESTAMPING_SOFTWARE);
      packets.sendto(
          ByteBuffer.allocate(50), SockAddr.of(SockaddrLl.of(experimental, 1, new byte[6])));
      try (Message got = Messages.receive(packets, MSG.ERRQUEUE)) {
        assertThat(got.control().find(SOL.PACKET, Platform.number("PACKET_TX_TIMESTAMP")))
            .isNotNegative();
        ExtendedErr notice = Messages.get(got, ExtendedErr.class);
        assertThat(notice.origin()).isEqualTo(ExtendedErr.ORIGIN_TIMESTAMPING);
        assertThat(notice.offender()).isNull();
        assertThat(Messages.get(got, Timestamping.class).software()).isNotNull();
      }
    }
  }

  private static final Capability KERNEL_TLS =
      Capability.named(
          "KERNEL_TLS",
          "TCP_ULP does not take tls: the module is missing",
          () -> {
            try (Socket.Pair pair = Loopback.tcp(AF.INET)) {
              pair.first().set(TCP.ULP, "tls");
              return true;
            } catch (IOException lacking) {
              return false;
            }
          });

  @Test
  void tlsRecordType_alert_arrivesAsOne() throws IOException {
    KERNEL_TLS.require();
    try (Socket.Pair pair = Loopback.tcp(AF.INET);
        var message = new Message().controlCapacity(Control.space(1))) {
      ByteBuffer keys = ByteBuffer.allocate(40).order(ByteOrder.nativeOrder());
      keys.putShort((short) 0x0303).putShort((short) 51); // TLS 1.2, AES-GCM-128, keys of zeroes
      int transmit = 1; // TLS_TX
      pair.first().set(TCP.ULP, "tls");
      pair.first().setsockopt(SOL.TLS, transmit, MemorySegment.ofBuffer(keys.clear()));
      pair.second().set(TCP.ULP, "tls");
      pair.second().setsockopt(SOL.TLS, transmit + 1, MemorySegment.ofBuffer(keys.clear()));
      Messages.send(pair.first(), new TlsRecordType(21));
      message.buffers(ByteBuffer.allocate(100));
      assertThat(pair.second().recvmsg(message, 0, Blocked.DEADLINE)).isOne();
      assertThat(Messages.get(message, TlsRecordType.class)).isEqualTo(new TlsRecordType(21));
    }
  }

  @Test
  void messagesOfFamiliesThatAKernelMayLack_areTheBytesOfC() {
    ControlMessage[] sent = {
      new SctpInitmsg(1, 2, 3, 4),
      new SctpSndrcvinfo(1, 2, 3, 4, 5, 6, 7, 8, -9),
      new SctpSndinfo(1, 2, 3, 0xffff_ffffL, -5),
      new SctpPrinfo(0x10, 5000),
      new SctpAuthinfo(7),
      new SctpDstaddr(InetAddress.ofLiteral("192.0.2.1")),
      new SctpDstaddr(InetAddress.ofLiteral("2001:db8::1")),
      new TlsRecordType(255),
      new FlowInfo(0x0abc_def0),
      new DontFrag(true),
      new IpProtocol(253)
    };
    try (var holder = new Message().controlCapacity(4096)) {
      for (ControlMessage each : sent) {
        holder.control().add(each);
      }
      assertThat(holder.control()).containsExactly(sent);
    }
    int[][] raw = {
      {SOL.CAN_J1939, SCM.J1939_PRIO, 1},
      {SOL.CAN_J1939, SCM.J1939_DEST_ADDR, 1},
      {SOL.CAN_J1939, SCM.J1939_DEST_NAME, 8},
      {SOL.BLUETOOTH, BT.SCM_PKT_STATUS, 1},
      {SOL.SCTP, SCTP.RCVINFO, 28},
      {SOL.SCTP, SCTP.NXTINFO, 16}
    };
    try (var holder = new Message().controlCapacity(4096)) {
      for (int[] each : raw) {
        byte[] ones = new byte[each[2]];
        Arrays.fill(ones, (byte) 0xff);
        holder.control().add(each[0], each[1], ones);
      }
      long all = 0xffff_ffffL;
      assertThat(holder.control())
          .containsExactly(
              new J1939Prio(255),
              new J1939DestAddr(255),
              new J1939DestName(-1),
              new BtPktStatus(255),
              new SctpRcvinfo(0xffff, 0xffff, 0xffff, all, all, all, all, -1),
              new SctpNxtinfo(0xffff, 0xffff, all, all, -1));
    }
  }

  @Test
  void messages_valuesOutsideOfTheirFields_areRefused() {
    try (var holder = new Message().controlCapacity(4096)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> holder.control().add(new SctpSndinfo(0, 0x10000, 0, 0, 0)))
          .withMessage("snd_flags: 65536 is not 0–65535");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> holder.control().add(new SctpPrinfo(0, -1)))
          .withMessage("pr_value: -1 is not 0–4294967295");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TlsRecordType(256))
        .withMessage("type: 256 is not 0–255");
  }
}
