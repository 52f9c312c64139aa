package org.llsocket.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.llsocket.AF;
import org.llsocket.ETH;
import org.llsocket.Errno;
import org.llsocket.IPPROTO;
import org.llsocket.LeakCheck;
import org.llsocket.NetNs;
import org.llsocket.RTNLGRP;
import org.llsocket.SHUT;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.VMADDR;
import org.llsocket.family.SockaddrNl;
import org.llsocket.option.NETLINK;
import org.llsocket.option.SO;
import org.llsocket.option.TCP;
import org.llsocket.option.TcpInfo;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Capability;
import org.llsocket.testing.Command;
import org.llsocket.testing.Loopback;
import org.llsocket.testing.Namespace;

/** Sockets of each family as the kernel lists them, compared with the sockets and with ss(8). */
@ExtendWith(LeakCheck.class)
class SockDiagTest {
  private static final Capability SS =
      Capability.named(
          "PROGRAMS",
          "there is no ss(8)",
          () -> Command.output(List.of("sh", "-c", "command -v ss || echo none")).contains("/"));

  private interface Listing {
    void list(NetlinkSocket netlink) throws IOException;
  }

  private static Capability listed(String name, String lack, Listing listing) {
    return Capability.named(
        name,
        lack,
        () -> {
          try (var netlink = diag()) {
            listing.list(netlink);
            return true;
          } catch (IOException unsupported) {
            return false;
          }
        });
  }

  private static NetlinkSocket diag() throws IOException {
    return NetlinkSocket.open(NETLINK.SOCK_DIAG);
  }

  private static NetlinkSocket diag(NetNs namespace) throws IOException {
    return NetlinkSocket.of(
        namespace.open(AF.NETLINK, SOCK.RAW, new IPPROTO(NETLINK.SOCK_DIAG)), NETLINK.SOCK_DIAG);
  }

  // ---- IPv4 and IPv6

  private static SockDiag.Inet only(NetlinkSocket netlink, IPPROTO protocol, Socket socket)
      throws IOException {
    long cookie = socket.get(SO.COOKIE);
    List<SockDiag.Inet> found =
        SockDiag.inet(netlink, socket.getsockname().family(), protocol, SockDiag.ALL_STATES)
            .stream()
            .filter(each -> each.cookie() == cookie)
            .toList();
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().local()).isEqualTo(socket.getsockname());
    assertThat(found.getFirst().protocol()).isEqualTo(protocol);
    return found.getFirst();
  }

  @Test
  void inet_connectionAndListener_areThoseOfSsWithTheirTcpInfo() throws IOException {
    SS.require();
    try (Socket listener = Loopback.listener(AF.INET);
        Socket client = Socket.open(AF.INET, SOCK.STREAM);
        var netlink = diag()) {
      client.connect(listener.getsockname());
      try (Socket server = Loopback.accept(listener)) {
        client.send(ByteBuffer.allocate(3));
        assertThat(server.awaitReadable(Blocked.DEADLINE)).isTrue();
        SockDiag.Inet found = only(netlink, IPPROTO.TCP, server);
        assertThat(found.rqueue()).isEqualTo(3);
        assertThat(found.state()).isEqualTo(TCP.ESTABLISHED);
        assertThat(found.remote()).isEqualTo(client.getsockname());
        assertThat(found.congestion()).isEqualTo(server.get(TCP.CONGESTION));
        assertThat(found.inode()).isPositive();
        assertThat(found.shutdown()).isZero();
        assertThat(Objects.requireNonNull(found.memory()))
            .matches(memory -> memory.rmem_alloc() >= 3)
            .extracting(memory -> (int) memory.rcvbuf())
            .isEqualTo(server.get(SO.RCVBUF));
        TcpInfo info = Objects.requireNonNull(found.info());
        assertThat(info.state()).isEqualTo(TCP.ESTABLISHED);
        assertThat(info.bytes_received()).hasValue(3);
        SockDiag.Inet listening = only(netlink, IPPROTO.TCP, listener);
        assertThat(listening.state()).isEqualTo(TCP.LISTEN);
        assertThat(listening.remote().port()).isZero();
        int port = listener.getsockname().port();
        String ss = Command.output(List.of("ss", "-Htan4e", "sport = :" + port));
        assertThat(ss.lines()).hasSize(2);
        assertThat(ss).contains("ino:" + found.inode() + " ", "ino:" + listening.inode() + " ");
      }
    }
  }

  @Test
  void inet_keepalive_hasTheTimerAndHowLongItRuns() throws IOException {
    try (Socket listener = Loopback.listener(AF.INET);
        Socket client = Socket.open(AF.INET, SOCK.STREAM);
        var netlink = diag()) {
      client.connect(listener.getsockname());
      client.set(SO.KEEPALIVE, true);
      assertThat(only(netlink, IPPROTO.TCP, client))
          .matches(found -> found.timer() == 2, "keepalive")
          .matches(found -> found.retrans() == 0)
          .extracting(SockDiag.Inet::expires)
          .matches(left -> left.compareTo(idleTime(client)) <= 0 && left.toMinutes() > 1);
      client.shutdown(SHUT.WR);
      assertThat(only(netlink, IPPROTO.TCP, client).shutdown()).isEqualTo(2);
    }
  }

  private static Duration idleTime(Socket socket) {
    try {
      return socket.get(TCP.KEEPIDLE).plusSeconds(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void inet_states_selectListeners() throws IOException {
    try (Socket listener = Loopback.listener(AF.INET);
        Socket client = Socket.open(AF.INET, SOCK.STREAM);
        var netlink = diag()) {
      client.connect(listener.getsockname());
      long cookie = listener.get(SO.COOKIE);
      assertThat(SockDiag.inet(netlink, AF.INET, IPPROTO.TCP, 1 << TCP.LISTEN))
          .allMatch(each -> each.state() == TCP.LISTEN)
          .anyMatch(each -> each.cookie() == cookie);
    }
  }

  @Test
  void inet_udpOfIpv6_hasMemoryAndNoTcpInfo() throws IOException {
    Capability.IPV6_LOOPBACK.require();
    try (Socket socket = Loopback.bound(AF.INET6, SOCK.DGRAM);
        var netlink = diag()) {
      SockDiag.Inet found = only(netlink, IPPROTO.UDP, socket);
      assertThat(found.info()).isNull();
      assertThat(found.congestion()).isEmpty();
      assertThat(found.state()).isEqualTo(TCP.CLOSE);
      assertThat(Objects.requireNonNull(found.memory()).rcvbuf())
          .isEqualTo((long) socket.get(SO.RCVBUF));
    }
  }

  @Test
  void inet_mappedAddress_keepsItsForm() throws IOException {
    Capability.IPV6_LOOPBACK.require();
    try (Socket listener = Loopback.listener(AF.INET);
        Socket client = Socket.open(AF.INET6, SOCK.STREAM);
        var netlink = diag()) {
      client.connect(listener.getsockname().toInet6());
      SockDiag.Inet found = only(netlink, IPPROTO.TCP, client);
      assertThat(found.family()).isEqualTo(AF.INET6.number());
      assertThat(found.remote()).isEqualTo(listener.getsockname().toInet6());
      assertThat(found.remote().isV4Mapped()).isTrue();
    }
  }

  @Test
  void inet_linkLocalAddress_hasItsScope() throws Exception {
    try (Namespace namespace = Namespace.create()) {
      namespace.run("ip link add va type veth peer name vb && ip addr add fe80::7 dev va nodad");
      namespace.run("ip link set va up && ip link set vb up");
      NetNs net = NetNs.of(namespace.pid());
      try (Socket socket = net.open(AF.INET6, SOCK.DGRAM);
          var routes =
              NetlinkSocket.of(
                  net.open(AF.NETLINK, SOCK.RAW, new IPPROTO(NETLINK.ROUTE)), NETLINK.ROUTE);
          var netlink = diag(net)) {
        int va =
            Rtnetlink.links(routes).stream()
                .filter(link -> link.name().equals("va"))
                .findFirst()
                .orElseThrow()
                .index();
        socket.bind(SockAddr.inet6("fe80::7%" + va, 0));
        SockDiag.Inet found = only(netlink, IPPROTO.UDP, socket);
        assertThat(found.ifindex()).isEqualTo(va);
        assertThat(found.local().scopeId()).isEqualTo(va);
      }
    }
  }

  @Test
  void inet_rawSockets_haveTheirProtocolAsPort() throws IOException {
    Capability.NET_RAW.require();
    listed(
            "RAW_DIAG",
            "the kernel does not list raw sockets: CONFIG_INET_RAW_DIAG",
            netlink -> SockDiag.inet(netlink, AF.INET, IPPROTO.RAW, SockDiag.ALL_STATES))
        .require();
    try (Socket socket = Socket.open(AF.INET, SOCK.RAW, new IPPROTO(253));
        var netlink = diag()) {
      long cookie = socket.get(SO.COOKIE);
      assertThat(SockDiag.inet(netlink, AF.INET, IPPROTO.RAW, SockDiag.ALL_STATES))
          .filteredOn(each -> each.cookie() == cookie)
          .singleElement()
          .extracting(each -> each.local().port())
          .isEqualTo(253);
    }
  }

  @Test
  void inet_mptcp_isListedByItsNumberAbove255() throws IOException {
    listed(
            "MPTCP_DIAG",
            "the kernel does not list sockets of MPTCP: CONFIG_INET_MPTCP_DIAG",
            netlink -> SockDiag.inet(netlink, AF.INET, IPPROTO.MPTCP, SockDiag.ALL_STATES))
        .require();
    try (Socket socket = Socket.open(AF.INET, SOCK.STREAM, IPPROTO.MPTCP);
        var netlink = diag()) {
      socket.bind(SockAddr.inet("127.0.0.1", 0));
      socket.listen(7);
      SockDiag.Inet found = only(netlink, IPPROTO.MPTCP, socket);
      assertThat(found.state()).isEqualTo(TCP.LISTEN);
      assertThat(found.info()).isNull();
    }
  }

  @Test
  void inet_numbersOfOthers_areRefused() throws IOException {
    try (var netlink = diag()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SockDiag.inet(netlink, AF.INET, new IPPROTO(-1), 0))
          .withMessage("protocol: -1 is negative");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SockDiag.inet(netlink, AF.UNIX, IPPROTO.TCP, 0))
          .withMessage("family: AF_UNIX is not AF_INET or AF_INET6");
    }
  }

  /** A family whose sockets no kernel lists. */
  @Test
  void dump_familyWithoutList_throwsEnoentWithTheNameOfTheRequest() throws IOException {
    try (var netlink = diag()) {
      var request =
          new NetlinkRequest(SockDiag.BY_FAMILY, 0)
              .header(new byte[] {(byte) AF.X25.number(), 0, 0, 0});
      assertThatExceptionOfType(NetlinkException.class)
          .isThrownBy(() -> netlink.dump(request))
          .withMessageStartingWith("SOCK_DIAG_BY_FAMILY: ENOENT (No such file or directory)")
          .matches(e -> e.errno().equals(Errno.ENOENT));
    }
  }

  // ---- Unix

  private static SockDiag.Unix only(List<SockDiag.Unix> all, Socket socket) throws IOException {
    long cookie = socket.get(SO.COOKIE);
    List<SockDiag.Unix> found = all.stream().filter(each -> each.cookie() == cookie).toList();
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().local()).isEqualTo(socket.getsockname());
    assertThat(found.getFirst().type()).isEqualTo(socket.type().number());
    return found.getFirst();
  }

  @Test
  void unix_pair_haveEachOthersInodeAndTheirQueues() throws IOException {
    try (Socket.Pair pair = Socket.pair(SOCK.SEQPACKET);
        var netlink = diag()) {
      pair.first().send(ByteBuffer.allocate(5));
      List<SockDiag.Unix> all = SockDiag.unix(netlink, SockDiag.ALL_STATES);
      SockDiag.Unix first = only(all, pair.first());
      SockDiag.Unix second = only(all, pair.second());
      assertThat(first.peer()).isEqualTo(second.inode()).isPositive();
      assertThat(second.peer()).isEqualTo(first.inode());
      assertThat(first.state()).isEqualTo(TCP.ESTABLISHED);
      assertThat(second.rqueue()).isEqualTo(5);
      assertThat(first.wqueue()).isPositive();
      assertThat(first.local()).isEqualTo(SockAddr.unnamed());
      assertThat(Objects.requireNonNull(first.memory()).sndbuf())
          .isEqualTo((long) pair.first().get(SO.SNDBUF));
      pair.first().shutdown(SHUT.RDWR);
      assertThat(only(SockDiag.unix(netlink, SockDiag.ALL_STATES), pair.first()).shutdown())
          .isEqualTo(3);
    }
  }

  @Test
  void unix_namesOfEveryForm_areThoseOfTheSockets(@TempDir Path folder) throws IOException {
    String path = folder.resolve("a name").toString();
    String longest = folder.resolve("x".repeat(107 - folder.toString().length())).toString();
    assertThat(longest).hasSize(108); // sun_path without a NUL
    List<SockAddr> names =
        List.of(
            SockAddr.unix(path),
            SockAddr.unix(longest),
            SockAddr.abstractName("llsocket\0" + ProcessHandle.current().pid()),
            SockAddr.unnamed()); // a name of the kernel's choice
    List<Socket> sockets = new ArrayList<>();
    try (var netlink = diag()) {
      for (SockAddr name : names) {
        Socket socket = Socket.open(AF.UNIX, SOCK.STREAM);
        sockets.add(socket);
        socket.bind(name);
        socket.listen(9);
      }
      List<SockDiag.Unix> all = SockDiag.unix(netlink, 1 << TCP.LISTEN);
      for (Socket socket : sockets) {
        SockDiag.Unix found = only(all, socket);
        assertThat(found.peer()).isZero();
        assertThat(found.wqueue()).as("the backlog").isEqualTo(9);
        assertThat(found.rqueue()).isZero();
      }
      assertThat(all).allMatch(each -> each.state() == TCP.LISTEN);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void unix_ofANamespace_areThoseOfSs() throws Exception {
    SS.require();
    try (Namespace namespace = Namespace.create()) {
      NetNs net = NetNs.of(namespace.pid());
      try (Socket stream = net.open(AF.UNIX, SOCK.STREAM);
          Socket datagrams = net.open(AF.UNIX, SOCK.DGRAM);
          var netlink = diag(net)) {
        stream.bind(SockAddr.abstractName("of-stream"));
        stream.listen(3);
        datagrams.bind(SockAddr.abstractName("of-datagrams"));
        List<SockDiag.Unix> all = SockDiag.unix(netlink, SockDiag.ALL_STATES);
        assertThat(all).hasSize(2);
        String pid = Long.toString(namespace.pid());
        String ss = Command.output(List.of("nsenter", "-n", "-t", pid, "ss", "-Hxan"));
        assertThat(ss.lines())
            .hasSize(2)
            .anyMatch(
                line -> line.matches("u_str +LISTEN +0 +3 +@of-stream " + inode(all, 1) + " .*"))
            .anyMatch(line ->
                line.matches("u_dgr +UNCONN +0 +0 +@of-datagrams " + inode(all, 2) + " .*"));
      }
    }
  }

  private static long inode(List<SockDiag.Unix> all, int type) {
    return all.stream().filter(each -> each.type() == type).findFirst().orElseThrow().inode();
  }

  // ---- others

  @Test
  void packet_boundToLoopback_isListed() throws IOException {
    Capability.NET_RAW.require();
    try (Socket socket = Socket.open(AF.PACKET, SOCK.DGRAM);
        var netlink = diag()) {
      socket.bind(SockAddr.packet(ETH.P_LOOP, 1));
      long cookie = socket.get(SO.COOKIE);
      assertThat(SockDiag.packet(netlink))
          .filteredOn(each -> each.cookie() == cookie)
          .singleElement()
          .matches(each -> each.type() == SOCK.DGRAM.number())
          .matches(each -> each.protocol() == ETH.P_LOOP)
          .matches(each -> each.ifindex() == 1 && each.inode() > 0 && each.uid() >= 0)
          .matches(each -> Objects.requireNonNull(each.memory()).rcvbuf() > 0);
    }
  }

  @Test
  void netlink_joinedGroups_areListedWithPortAndProtocol() throws IOException {
    try (var monitor = NetlinkSocket.open(NETLINK.ROUTE);
        var netlink = diag()) {
      monitor.join(RTNLGRP.LINK);
      monitor.join(RTNLGRP.NEXTHOP); // 32: the last bit of the first 32
      monitor.join(RTNLGRP.BRVLAN); // beyond
      long cookie = monitor.socket().get(SO.COOKIE);
      int port = monitor.socket().getsockname().as(SockaddrNl.class).pid();
      assertThat(SockDiag.netlink(netlink))
          .anyMatch(each -> each.portid() == 0) // the kernel's own
          .filteredOn(each -> each.cookie() == cookie)
          .singleElement()
          .matches(each -> each.protocol() == NETLINK.ROUTE && each.inode() > 0)
          .matches(each -> (int) each.portid() == port)
          .matches(each -> Objects.requireNonNull(each.memory()).rcvbuf() > 0)
          .extracting(SockDiag.Netlink::groups)
          .isEqualTo(List.of(RTNLGRP.LINK, RTNLGRP.NEXTHOP, RTNLGRP.BRVLAN));
    }
  }

  @Test
  void vsock_listener_isListed() throws IOException {
    listed(
            "VSOCK_DIAG",
            "the kernel does not list vsock sockets: CONFIG_VSOCKETS_DIAG",
            netlink -> SockDiag.vsock(netlink, SockDiag.ALL_STATES))
        .require();
    try (Socket socket = Socket.open(AF.VSOCK, SOCK.STREAM);
        var netlink = diag()) {
      socket.bind(SockAddr.vsock(VMADDR.CID_ANY, VMADDR.PORT_ANY));
      socket.listen(1);
      assertThat(SockDiag.vsock(netlink, 1 << TCP.LISTEN))
          .extracting(SockDiag.Vsock::local)
          .contains(socket.getsockname());
    }
  }
}
