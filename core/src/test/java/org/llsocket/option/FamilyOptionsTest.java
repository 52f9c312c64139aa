package org.llsocket.option;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.llsocket.AF;
import org.llsocket.ETH;
import org.llsocket.IPPROTO;
import org.llsocket.LeakCheck;
import org.llsocket.NetNs;
import org.llsocket.RTNLGRP;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.family.SockaddrLl;
import org.llsocket.internal.access.OptionAccess;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Capability;
import org.llsocket.testing.Loopback;
import org.llsocket.testing.Namespace;

/** What options of the other families do, and the bytes of those that no kernel here may have. */
@ExtendWith(LeakCheck.class)
class FamilyOptionsTest {
  private static final int LOOPBACK = 1;

  private static <T> MemorySegment encoded(Option<T> option, T value) throws IOException {
    return OptionAccess.of(option).encode(value, AF.UNSPEC.number());
  }

  private static <T> T decoded(Option<T> option, int... words) throws IOException {
    MemorySegment bytes =
        MemorySegment.ofArray(new long[words.length]).asSlice(0, 4L * words.length);
    for (int i = 0; i < words.length; i++) {
      bytes.set(JAVA_INT, 4L * i, words[i]);
    }
    return OptionAccess.of(option).decode(bytes, AF.UNSPEC.number());
  }

  // ---- netlink

  @Test
  void netlink_groupsJoinedAndLeft_areListed() throws IOException {
    try (Socket routes = Sockets.open(SocketKind.NETLINK)) {
      routes.set(NETLINK.ADD_MEMBERSHIP, RTNLGRP.LINK);
      routes.set(NETLINK.ADD_MEMBERSHIP, RTNLGRP.NSID); // 28
      var joined = new BitSet();
      joined.set(RTNLGRP.LINK);
      joined.set(RTNLGRP.NSID);
      assertThat(routes.get(NETLINK.LIST_MEMBERSHIPS)).isEqualTo(joined);
      routes.set(NETLINK.DROP_MEMBERSHIP, RTNLGRP.LINK);
      joined.clear(RTNLGRP.LINK);
      assertThat(routes.get(NETLINK.LIST_MEMBERSHIPS)).isEqualTo(joined);
    }
  }

  // ---- packet

  private static Socket packets() throws IOException {
    Socket packets = Sockets.open(SocketKind.PACKET);
    packets.bind(SockAddr.packet(ETH.P_ALL, LOOPBACK));
    packets.set(SO.RCVTIMEO, Sockets.DEADLINE);
    return packets;
  }

  @Test
  void packet_statistics_countAndAreReset() throws IOException {
    try (Socket packets = packets();
        Socket.Pair pair = Loopback.udp(AF.INET)) {
      packets.get(PACKET.STATISTICS);
      pair.first().send(ByteBuffer.allocate(1));
      packets.recv(ByteBuffer.allocate(100));
      assertThat(packets.get(PACKET.STATISTICS).packets()).isPositive();
    }
  }

  @Test
  void packet_ignoreOutgoing_receivesIncomingOnly() throws IOException {
    try (Socket packets = packets();
        Socket.Pair pair = Loopback.udp(AF.INET)) {
      packets.set(PACKET.IGNORE_OUTGOING, true);
      packets.nonblock(true);
      ByteBuffer frame = ByteBuffer.allocate(2048);
      while (packets.recv(frame.clear()) != Socket.AGAIN) {
        assertThat(frame.position()).isPositive(); // of before the option
      }
      packets.nonblock(false);
      pair.first().send(ByteBuffer.allocate(1));
      var from = new SockAddrBuffer();
      packets.recvfrom(frame.clear(), from);
      assertThat(from.as(SockaddrLl.class).pkttype()).isNotEqualTo(PACKET.OUTGOING);
    }
  }

  @Test
  void packet_fanout_isReportedWithItsFlags() throws IOException {
    try (Socket packets = packets()) {
      PacketFanout group = // no other test has the group that the kernel chooses
          new PacketFanout(0, PACKET.FANOUT_CPU, PACKET.FANOUT_FLAG_UNIQUEID);
      packets.set(PACKET.FANOUT, group);
      PacketFanout made = packets.get(PACKET.FANOUT);
      assertThat(made.type()).isEqualTo(PACKET.FANOUT_CPU);
    }
  }

  @Test
  void packet_values_areTheBytesOfC() throws IOException {
    assertThat(new PacketFanout(7, PACKET.FANOUT_LB, PACKET.FANOUT_FLAG_DEFRAG).toInt())
        .isEqualTo(7 | 0x8001 << 16);
    assertThat(PacketFanout.of(0x8001_0007)).isEqualTo(new PacketFanout(7, 1, 0x8000));
    MemorySegment mreq =
        encoded(PACKET.ADD_MEMBERSHIP, new PacketMreq(3, PACKET.MR_MULTICAST, new byte[] {1, 2}));
    assertThat(mreq.byteSize()).isEqualTo(16);
    assertThat(mreq.get(JAVA_INT, 0)).isEqualTo(3);
    assertThat(mreq.asSlice(8).toArray(JAVA_BYTE)).startsWith(1, 2, 0, 0);
    assertThat(decoded(PACKET.STATISTICS, 5, -1)).isEqualTo(new PacketStats(5, 0xffff_ffffL));
  }

  @Test
  void packet_valuesOutsideOfTheirFields_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PacketFanout(65_536, 0, 0))
        .withMessage("id: 65536 is not 0–65535");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PacketFanout(0, 256, 0))
        .withMessage("type: 256 is not 0–255");
    for (int flags : new int[] {1, 0x1_0000, -1}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new PacketFanout(0, 0, flags))
          .withMessage("flags: " + flags + " is not a multiple of 256 in 0–65280");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PacketMreq(1, 0, new byte[9]))
        .withMessage("mr_address in bytes: 9 is not 0–8");
    assertThatIllegalArgumentException().isThrownBy(() -> PacketMreq.of(1, 65_536));
    assertThatIllegalArgumentException().isThrownBy(() -> PacketMreq.of(-1, 0));
    assertThat(new PacketMreq(1, 0, new byte[2]))
        .isEqualTo(new PacketMreq(1, 0, new byte[2]))
        .hasSameHashCodeAs(new PacketMreq(1, 0, new byte[2]))
        .isNotEqualTo(PacketMreq.of(1, 0));
  }

  // ---- mptcp

  @ParameterizedTest
  @EnumSource(names = {"MPTCP", "MPTCP6"})
  void mptcp_connection_hasTheStateAndEachSubflow(SocketKind kind) throws IOException {
    try (Socket listener = Sockets.open(kind);
        Socket client = Sockets.open(kind)) {
      listener.bind(Loopback.any(new AF(kind.family())));
      listener.listen();
      client.connect(listener.getsockname());
      try (Socket server = Objects.requireNonNull(listener.accept())) {
        client.send(ByteBuffer.allocate(5));
        assertThat(server.recv(ByteBuffer.allocate(9), 0, Sockets.DEADLINE)).isEqualTo(5);
        MptcpInfo info = client.get(MPTCP.INFO);
        assertThat(info.token()).isNotZero();
        assertThat(info.subflows_max()).isNotNegative();
        assertThat(info.write_seq()).isGreaterThanOrEqualTo(info.snd_una());
        List<TcpInfo> tcp = client.get(MPTCP.TCPINFO);
        assertThat(tcp).hasSize(1);
        assertThat(tcp.getFirst().state()).isEqualTo(1); // TCP_ESTABLISHED
        assertThat(client.get(MPTCP.SUBFLOW_ADDRS))
            .containsExactly(
                new MptcpSubflow(
                    client.getsockname().toInetSocketAddress(),
                    server.getsockname().toInetSocketAddress()));
      }
    }
  }

  @Test
  void mptcp_secondPath_isASubflowWithItsAddresses() throws IOException {
    Capability.kernel("6.5").require();
    Sockets.open(SocketKind.MPTCP).close();
    Capability.IP_MPTCP.require();
    try (Namespace namespace = Namespace.create()) {
      namespace.run("ip addr add 192.0.2.1/32 dev lo");
      namespace.run("ip addr add 192.0.2.2/32 dev lo");
      namespace.run("ip mptcp limits set subflow 1 add_addr_accepted 1");
      namespace.run("ip mptcp endpoint add 192.0.2.2 dev lo subflow");
      NetNs net = NetNs.of(namespace.pid());
      try (Socket listener = net.open(AF.INET, SOCK.STREAM, IPPROTO.MPTCP);
          Socket client = net.open(AF.INET, SOCK.STREAM, IPPROTO.MPTCP)) {
        listener.bind(SockAddr.inet("192.0.2.1", 0));
        listener.listen();
        client.connect(listener.getsockname());
        try (Socket server = Objects.requireNonNull(listener.accept())) {
          client.send(ByteBuffer.allocate(5)); // the second path begins with the first data
          assertThat(server.recv(ByteBuffer.allocate(9), 0, Sockets.DEADLINE)).isEqualTo(5);
          Blocked.until("a second subflow", () -> full(client).num_subflows() == 2);
          MptcpFullInfo full = full(client);
          int port = listener.getsockname().port();
          assertThat(full.mptcp_info().subflows()).isOne(); // the additional ones
          assertThat(full.subflows())
              .extracting(each -> each.addrs().local().getHostString())
              .containsExactlyInAnyOrder("192.0.2.1", "192.0.2.2");
          assertThat(full.subflows())
              .allSatisfy(each -> {
                assertThat(each.addrs().remote())
                    .isEqualTo(new InetSocketAddress("192.0.2.1", port));
                assertThat(each.tcp_info().bytes().byteSize()).isGreaterThan(200);
              });
          assertThat(full.subflows().stream().map(MptcpSubflowInfo::id).distinct()).hasSize(2);
          assertThat(client.get(MPTCP.SUBFLOW_ADDRS))
              .containsExactlyInAnyOrderElementsOf(
                  full.subflows().stream().map(MptcpSubflowInfo::addrs).toList());
          Option<Integer> count =
              MPTCP.FULL_INFO.as(Integer.class, f -> f.subflows().size(), size -> full);
          assertThat(client.get(count)).isEqualTo(2);
        }
      }
    }
  }

  private static MptcpFullInfo full(Socket socket) {
    try {
      return socket.get(MPTCP.FULL_INFO);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void mptcp_fullInfoOfAnyBytes_isReadWithinThem() throws IOException {
    OptionAccess<MptcpFullInfo> access = OptionAccess.of(MPTCP.FULL_INFO);
    int size = access.size() + access.attached();
    var random = new Random(42);
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);
      MemorySegment value = MemorySegment.ofArray(new long[size / 8 + 1]).asSlice(0, size);
      MemorySegment.copy(bytes, 0, value, JAVA_BYTE, 0, i % 2 == 0 ? size : 24);
      try {
        assertThat(access.decode(value, AF.INET.number()).subflows()).hasSizeLessThanOrEqualTo(64);
      } catch (IllegalArgumentException e) { // of an address
        assertThat(e).hasMessageContaining("is neither IPv4 nor IPv6");
      }
    }
    assertThatThrownBy(
            () -> access.decode(MemorySegment.ofArray(new byte[access.attached() + 40]), 2))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("MPTCP_FULL_INFO: getsockopt returned 40 bytes, fewer than the");
  }

  // ---- families that a kernel may lack

  @Test
  void can_filters_areTheBytesOfC() throws IOException {
    List<CanFilter> filters =
        List.of(new CanFilter(0x123, CAN.SFF_MASK), new CanFilter(CAN.INV_FILTER, 0));
    assertThat(encoded(CAN.RAW_FILTER, filters).toArray(JAVA_INT))
        .containsExactly(0x123, 0x7ff, 0x2000_0000, 0);
    assertThat(decoded(CAN.RAW_FILTER, 0x123, 0x7ff, 0x2000_0000, 0)).isEqualTo(filters);
    assertThat(encoded(CAN.RAW_FILTER, List.of()).byteSize()).isZero();
    assertThat(decoded(CAN.RAW_FILTER)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoded(CAN.RAW_FILTER, Collections.nCopies(513, new CanFilter(0, 0))))
        .withMessage("CAN_RAW_FILTER in filters: 513 is not 0–512");
  }

  @Test
  void alg_authsize_isTheSizeOfTheValue() throws IOException {
    assertThat(encoded(ALG.SET_AEAD_AUTHSIZE, 16).byteSize()).isEqualTo(16);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoded(ALG.SET_AEAD_AUTHSIZE, -1))
        .withMessage("ALG_SET_AEAD_AUTHSIZE: -1 is not 0–65536");
  }

  @Test
  void tipc_group_isTheBytesOfC() throws IOException {
    var group = new TipcGroupReq(4711, 17, TIPC.CLUSTER_SCOPE, TIPC.GROUP_LOOPBACK);
    assertThat(encoded(TIPC.GROUP_JOIN, group).toArray(JAVA_INT)).containsExactly(4711, 17, 2, 1);
    assertThat(decoded(TIPC.GROUP_JOIN, 4711, 17, 2, 1)).isEqualTo(group);
  }
}
