package org.llsocket.family;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.llsocket.AF;
import org.llsocket.ARPHRD;
import org.llsocket.ETH;
import org.llsocket.IPPROTO;
import org.llsocket.LeakCheck;
import org.llsocket.RTMGRP;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.VMADDR;
import org.llsocket.option.NETLINK;
import org.llsocket.option.PACKET;
import org.llsocket.option.UDPLITE;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Capability;
import org.llsocket.testing.Loopback;

/** Sockets of other families that bind, send and receive by these addresses. */
@ExtendWith(LeakCheck.class)
class FamilySocketsTest {
  private static final int LOOPBACK = 1;

  static final Capability VSOCK_LOOPBACK =
      Capability.named(
          "VSOCK_LOOPBACK",
          "no vsock connects to VMADDR_CID_LOCAL: the module vsock_loopback is missing",
          () -> {
            try (Socket listener = vsockListener();
                Socket socket = Socket.open(AF.VSOCK, SOCK.STREAM)) {
              int port = listener.getsockname().as(SockaddrVm.class).port();
              return socket.connect(SockAddr.vsock(VMADDR.CID_LOCAL, port)) == 0;
            } catch (IOException lacking) {
              return false;
            }
          });

  private static Socket vsockListener() throws IOException {
    Socket listener = Socket.open(AF.VSOCK, SOCK.STREAM);
    listener.bind(SockAddr.vsock(VMADDR.CID_ANY, VMADDR.PORT_ANY));
    listener.listen();
    return listener;
  }

  private static Socket netlink(int protocol) throws IOException {
    return Socket.open(AF.NETLINK, SOCK.RAW, new IPPROTO(protocol));
  }

  @Test
  void netlink_boundToGroups_hasThem() throws IOException {
    try (Socket routes = netlink(NETLINK.ROUTE)) {
      int groups = RTMGRP.LINK | RTMGRP.IPV4_IFADDR;
      routes.bind(SockAddr.netlink(0, groups));
      SockAddr bound = routes.getsockname();
      assertThat(bound.as(SockaddrNl.class).groups()).isEqualTo(groups);
      assertThat(SockAddr.parse(bound.toString())).isEqualTo(bound);
      assertThat(routes.protocol().number()).isEqualTo(NETLINK.ROUTE);
    }
  }

  @Test
  void netlink_betweenSockets_arrivesFromThePortId() throws IOException {
    try (Socket first = netlink(NETLINK.USERSOCK);
        Socket second = netlink(NETLINK.USERSOCK)) {
      first.bind(SockAddr.netlink(0, 0));
      second.bind(SockAddr.netlink(0, 0));
      first.sendto(ByteBuffer.wrap("hello".getBytes(US_ASCII)), second.getsockname());
      var from = new SockAddrBuffer();
      ByteBuffer data = ByteBuffer.allocate(9);
      second.recvfrom(data, from, 0, Blocked.DEADLINE);
      assertThat(US_ASCII.decode(data.flip()).toString()).isEqualTo("hello");
      assertThat(from.toSockAddr()).isEqualTo(first.getsockname());
    }
  }

  @Test
  void packet_datagramOnTheLoopback_hasProtocolTypeAndHardware() throws IOException {
    Capability.NET_RAW.require();
    String text = UUID.randomUUID().toString();
    var from = new SockAddrBuffer();
    ByteBuffer data = ByteBuffer.allocate(2048);
    Set<Integer> types = new TreeSet<>();
    try (Socket packets = Socket.open(AF.PACKET, SOCK.DGRAM);
        Socket.Pair pair = Loopback.udp(AF.INET)) {
      packets.bind(SockAddr.packet(ETH.P_ALL, LOOPBACK));
      pair.first().send(ByteBuffer.wrap(text.getBytes(US_ASCII)));
      while (types.size() < 2) {
        packets.recvfrom(data.clear(), from, 0, Blocked.DEADLINE);
        if (US_ASCII.decode(data.flip()).toString().contains(text)) {
          SockaddrLl sender = from.as(SockaddrLl.class);
          assertThat(sender.protocol()).isEqualTo(ETH.P_IP);
          assertThat(sender.hatype()).isEqualTo(ARPHRD.LOOPBACK);
          assertThat(sender.ifindex()).isEqualTo(LOOPBACK);
          assertThat(sender.addr()).isEqualTo(new byte[6]);
          assertThat(from.toString()).startsWith("packet:lo:ip,hatype=loopback");
          types.add(sender.pkttype());
        }
      }
      assertThat(packets.getsockname())
          .hasToString("packet:lo:all,hatype=loopback,addr=00:00:00:00:00:00");
    }
    assertThat(types).containsExactly(PACKET.HOST, PACKET.OUTGOING);
  }

  @Test
  void packet_sentTo_isReceivedWithItsProtocol() throws IOException {
    Capability.NET_RAW.require();
    int experimental = 0x88b5; // IEEE 802 local experimental
    String text = UUID.randomUUID().toString();
    try (Socket to = Socket.open(AF.PACKET, SOCK.DGRAM);
        Socket from = Socket.open(AF.PACKET, SOCK.DGRAM)) {
      to.bind(SockAddr.packet(experimental, LOOPBACK));
      from.sendto(
          ByteBuffer.wrap(text.getBytes(US_ASCII)),
          SockAddr.of(SockaddrLl.of(experimental, LOOPBACK, new byte[6])));
      var sender = new SockAddrBuffer();
      ByteBuffer data = ByteBuffer.allocate(100);
      to.recvfrom(data, sender, 0, Blocked.DEADLINE);
      assertThat(US_ASCII.decode(data.flip()).toString()).isEqualTo(text);
      assertThat(sender.as(SockaddrLl.class).protocol()).isEqualTo(experimental);
    }
  }

  @Test
  void vsock_bound_hasThePortThatTheKernelChose() throws IOException {
    Capability.named("VSOCK", "no vsock opens", () -> opens(AF.VSOCK, SOCK.STREAM)).require();
    try (Socket listener = vsockListener()) {
      SockAddr bound = listener.getsockname();
      assertThat(bound.as(SockaddrVm.class).cid()).isEqualTo(VMADDR.CID_ANY);
      assertThat(bound.as(SockaddrVm.class).port()).isNotEqualTo(VMADDR.PORT_ANY);
      assertThat(SockAddr.parse(bound.toString())).isEqualTo(bound);
    }
  }

  private static boolean opens(AF family, SOCK type) {
    try (Socket socket = Socket.open(family, type)) {
      return socket.isOpen();
    } catch (IOException lacking) {
      return false;
    }
  }

  @Test
  void vsock_connectedToThisMachine_sendsAndReceives() throws IOException {
    VSOCK_LOOPBACK.require();
    try (Socket listener = vsockListener();
        Socket client = Socket.open(AF.VSOCK, SOCK.STREAM)) {
      int port = listener.getsockname().as(SockaddrVm.class).port();
      client.connect(SockAddr.vsock(VMADDR.CID_LOCAL, port));
      try (Socket server = Objects.requireNonNull(listener.accept())) {
        client.send(ByteBuffer.allocate(3));
        assertThat(server.recv(ByteBuffer.allocate(9), 0, Blocked.DEADLINE)).isEqualTo(3);
        assertThat(server.getpeername()).isEqualTo(client.getsockname());
      }
    }
  }

  @Test
  void udplite_partialChecksum_arrives() throws IOException {
    Capability.UDPLITE.require();
    try (Socket to = Socket.open(AF.INET, SOCK.DGRAM, IPPROTO.UDPLITE);
        Socket from = Socket.open(AF.INET, SOCK.DGRAM, IPPROTO.UDPLITE)) {
      to.bind(SockAddr.inet("127.0.0.1", 0));
      from.set(UDPLITE.SEND_CSCOV, 8);
      from.sendto(ByteBuffer.wrap(new byte[] {1, 2, 3}), to.getsockname());
      ByteBuffer data = ByteBuffer.allocate(9);
      assertThat(to.recv(data, 0, Blocked.DEADLINE)).isEqualTo(3);
      assertThat(data.flip().get(2)).isEqualTo((byte) 3);
    }
  }

  @Test
  void xdp_boundWithoutMemory_isRefusedByTheKernelWithTheAddress() throws IOException {
    Capability.named("XDP", "no AF_XDP socket opens", () -> opens(AF.XDP, SOCK.RAW)).require();
    try (Socket socket = Socket.open(AF.XDP, SOCK.RAW)) {
      SockAddr addr = SockAddr.of(new SockaddrXdp(0, LOOPBACK, 0, 0));
      assertThat(catchThrowable(() -> socket.bind(addr)))
          .hasMessageContaining("xdp:lo:0")
          .hasMessageContaining("EINVAL");
    }
  }
}
