package org.llsocket.message;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.llsocket.AF;
import org.llsocket.ETH;
import org.llsocket.IPPROTO;
import org.llsocket.LeakCheck;
import org.llsocket.RTNLGRP;
import org.llsocket.SOCK;
import org.llsocket.SOL;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.family.SockaddrNl;
import org.llsocket.option.ALG;
import org.llsocket.option.NETLINK;
import org.llsocket.option.PACKET;
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
}
