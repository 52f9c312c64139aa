package org.llsocket.netlink;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.llsocket.AF;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.IPPROTO;
import org.llsocket.LeakCheck;
import org.llsocket.NetNs;
import org.llsocket.RTNLGRP;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.option.NETLINK;
import org.llsocket.option.SO;
import org.llsocket.option.TCP;
import org.llsocket.option.TcpInfo;
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Capability;
import org.llsocket.testing.Command;
import org.llsocket.testing.Loopback;
import org.llsocket.testing.Namespace;

/** Requests, dumps and notifications of the kernel, compared with what ip(8) and ss(8) print. */
@ExtendWith(LeakCheck.class)
class NetlinkSocketTest {
  private static final Capability PROGRAMS =
      Capability.named(
          "PROGRAMS",
          "there is no ip(8) with -j, or no ss(8)",
          () -> runs("ip", "-j", "link") && runs("ss", "-V"));

  private static boolean runs(String... command) {
    try {
      return !Command.output(List.of(command)).isEmpty();
    } catch (IllegalStateException | UncheckedIOException lacking) {
      return false;
    }
  }

  private static NetlinkSocket routes() throws IOException {
    return NetlinkSocket.open(NETLINK.ROUTE);
  }

  private static NetlinkSocket routes(Namespace namespace) throws IOException {
    return NetlinkSocket.of(
        NetNs.of(namespace.pid()).open(AF.NETLINK, SOCK.RAW, new IPPROTO(NETLINK.ROUTE)),
        NETLINK.ROUTE);
  }

  // ---- compared with other programs

  /** The values of a key in ip's JSON, in order. */
  private static List<String> json(String key, String... command) {
    String text = Command.output(List.of(command));
    return Arrays.stream(text.split("\"" + key + "\":", -1))
        .skip(1)
        .map(rest -> rest.split("[,}\\]]", 2)[0].replace("\"", ""))
        .toList();
  }

  @Test
  void links_ofThisMachine_areThoseOfIp() throws IOException {
    PROGRAMS.require();
    try (var netlink = routes()) {
      List<Rtnetlink.Link> links = Rtnetlink.links(netlink);
      String[] ip = {"ip", "-j", "link"};
      assertThat(links)
          .extracting(Rtnetlink.Link::name)
          .containsExactlyElementsOf(json("ifname", ip));
      assertThat(links)
          .extracting(link -> Long.toString(link.mtu()))
          .containsExactlyElementsOf(json("mtu", ip));
      assertThat(links).extracting(Rtnetlink.Link::address).containsAll(json("address", ip));
    }
  }

  @Test
  void addresses_ofThisMachine_areThoseOfIp() throws IOException {
    PROGRAMS.require();
    try (var netlink = routes()) {
      List<Rtnetlink.Address> addresses = Rtnetlink.addresses(netlink);
      assertThat(addresses)
          .extracting(address -> address.address())
          .containsExactlyInAnyOrderElementsOf(
              json("local", "ip", "-j", "addr").stream().map(InetAddress::ofLiteral).toList());
      assertThat(addresses)
          .extracting(address -> Integer.toString(address.prefixLength()))
          .containsExactlyInAnyOrderElementsOf(json("prefixlen", "ip", "-j", "addr"));
    }
  }

  @Test
  void routes_ofThisMachine_areThoseOfIp() throws IOException {
    PROGRAMS.require();
    try (var netlink = routes()) {
      Set<String> ours =
          Rtnetlink.routes(netlink).stream()
              .filter(route -> route.family() == AF.INET.number())
              .map(NetlinkSocketTest::text)
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(ours)
          .containsExactlyInAnyOrderElementsOf(
              Set.copyOf(json("dst", "ip", "-j", "-4", "route", "show", "table", "all")));
    }
  }

  private static String text(Rtnetlink.Route route) {
    InetAddress destination = route.destination();
    if (destination == null) {
      return "default";
    }
    String prefix = route.prefixLength() == 32 ? "" : "/" + route.prefixLength();
    return destination.getHostAddress() + prefix;
  }

  @Test
  void neighbours_ofANamespace_areThoseOfIp() throws Exception {
    PROGRAMS.require();
    try (Namespace namespace = Namespace.create();
        var netlink = routes(namespace)) {
      namespace.run("ip link add va type veth peer name vb && ip link set va up");
      namespace.run("ip neigh add 192.0.2.7 lladdr 02:00:00:00:00:07 dev va nud permanent");
      assertThat(Rtnetlink.neighbours(netlink))
          .anyMatch(neighbour ->
              neighbour.address().equals(InetAddress.ofLiteral("192.0.2.7"))
                  && neighbour.hardware().equals("02:00:00:00:00:07")
                  && neighbour.state() == 128);
      assertThat(Rtnetlink.links(netlink))
          .filteredOn(link -> link.name().equals("va"))
          .extracting(Rtnetlink.Link::kind)
          .containsExactly("veth");
    }
  }

  @Test
  void sockets_ofThisMachine_areThoseOfSsWithTheirTcpInfo() throws IOException {
    PROGRAMS.require();
    try (Socket listener = Loopback.listener(AF.INET);
        Socket client = Socket.open(AF.INET, SOCK.STREAM);
        var netlink = NetlinkSocket.open(NETLINK.SOCK_DIAG)) {
      client.connect(listener.getsockname());
      try (Socket server = Loopback.accept(listener)) {
        client.send(ByteBuffer.allocate(3));
        assertThat(server.awaitReadable(Blocked.DEADLINE)).isTrue();
        SockDiag.Inet found = only(netlink, server);
        assertThat(found.rqueue()).isEqualTo(3);
        assertThat(found.state()).isEqualTo(TCP.ESTABLISHED);
        assertThat(found.remote()).isEqualTo(client.getsockname().toInetSocketAddress());
        assertThat(found.congestion()).isEqualTo(server.get(TCP.CONGESTION));
        assertThat(found.inode()).isPositive();
        TcpInfo info = Objects.requireNonNull(found.info());
        assertThat(info.state()).isEqualTo(TCP.ESTABLISHED);
        assertThat(info.bytes_received()).hasValue(3);
        SockDiag.Inet listening = only(netlink, listener);
        assertThat(listening.state()).isEqualTo(TCP.LISTEN);
        assertThat(listening.remote().getPort()).isZero();
        int port = listener.getsockname().port();
        String ss = Command.output(List.of("ss", "-Htan4e", "sport = :" + port));
        assertThat(ss.lines().filter(line -> line.contains(":" + port + " "))).hasSize(2);
        assertThat(ss).contains("ino:" + found.inode() + " ", "ino:" + listening.inode() + " ");
      }
    }
  }

  /** The socket with the cookie of this one. */
  private static SockDiag.Inet only(NetlinkSocket netlink, Socket socket) throws IOException {
    long cookie = socket.get(SO.COOKIE);
    List<SockDiag.Inet> found =
        SockDiag.inet(netlink, AF.INET, IPPROTO.TCP, SockDiag.ALL_STATES).stream()
            .filter(each -> each.cookie() == cookie)
            .toList();
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().local()).isEqualTo(socket.getsockname().toInetSocketAddress());
    return found.getFirst();
  }

  @Test
  void sockets_udpOfIpv6_haveNoTcpInfo() throws IOException {
    Capability.IPV6_LOOPBACK.require();
    try (Socket socket = Loopback.bound(AF.INET6, SOCK.DGRAM);
        var netlink = NetlinkSocket.open(NETLINK.SOCK_DIAG)) {
      long cookie = socket.get(SO.COOKIE);
      assertThat(SockDiag.inet(netlink, AF.INET6, IPPROTO.UDP, SockDiag.ALL_STATES))
          .filteredOn(each -> each.cookie() == cookie)
          .singleElement()
          .matches(each -> each.info() == null && each.congestion().isEmpty())
          .extracting(SockDiag.Inet::local)
          .isEqualTo(socket.getsockname().toInetSocketAddress());
    }
  }

  @Test
  void sockets_numbersOutsideOfTheirFields_areRefused() throws IOException {
    try (var netlink = NetlinkSocket.open(NETLINK.SOCK_DIAG)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SockDiag.inet(netlink, AF.INET, IPPROTO.MPTCP, 0))
          .withMessage("protocol: 262 is not 0–255");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SockDiag.inet(netlink, new AF(256), IPPROTO.TCP, 0))
          .withMessage("family: 256 is not 0–255");
    }
  }

  // ---- requests

  @Test
  void request_ofANamespace_makesAnInterfaceThatAMonitorSees() throws Exception {
    try (Namespace namespace = Namespace.create();
        var netlink = routes(namespace);
        var monitor = routes(namespace)) {
      monitor.join(RTNLGRP.LINK);
      assertThat(netlink.request(veth("made"))).isEmpty();
      assertThat(names(monitor)).contains("made");
      monitor.leave(RTNLGRP.LINK);
      while (!monitor.receive(Duration.ZERO).isEmpty()) {
        assertThat(monitor.socket().isOpen()).isTrue(); // notifications of before
      }
      netlink.request(veth("made2"));
      assertThat(monitor.receive(Duration.ZERO)).isEmpty();
      assertThatExceptionOfType(NetlinkException.class)
          .isThrownBy(() -> netlink.request(veth("made")))
          .withMessageStartingWith("RTM_NEWLINK: EEXIST (File exists)")
          .matches(e -> e.errno().equals(Errno.EEXIST));
      assertThat(Rtnetlink.links(netlink)).extracting(Rtnetlink.Link::name).contains("made2");
    }
  }

  private static NetlinkRequest veth(String name) {
    return new NetlinkRequest(RTM.NEWLINK, NLM.F_CREATE | NLM.F_EXCL)
        .header(new byte[16])
        .put(IFLA.IFNAME, name)
        .begin(IFLA.LINKINFO)
        .put(IFLA.INFO_KIND, "veth")
        .end();
  }

  private static Set<String> names(NetlinkSocket monitor) throws IOException {
    Set<String> names = new TreeSet<>();
    while (!names.contains("made")) {
      List<NetlinkMessage> messages = monitor.receive(Blocked.DEADLINE);
      assertThat(messages).isNotEmpty();
      for (NetlinkMessage message : messages) {
        assertThat(message.type()).isEqualTo(RTM.NEWLINK);
        assertThat(message.seq()).isNotNegative();
        names.add(Rtnetlink.link(message).name());
      }
    }
    return names;
  }

  @Test
  void request_ofOneObject_returnsIt() throws IOException {
    try (var netlink = routes()) {
      byte[] header = new byte[16];
      MemorySegment.ofArray(header).set(JAVA_INT_UNALIGNED, 4, 1); // ifi_index
      List<NetlinkMessage> answers =
          netlink.request(new NetlinkRequest(RTM.GETLINK, 0).header(header));
      assertThat(answers).hasSize(1);
      assertThat(Rtnetlink.link(answers.getFirst()).name()).isEqualTo("lo");
    }
  }

  @Test
  void request_refused_hasTheKernelsTextAndPlace() throws IOException {
    try (var netlink = routes()) {
      var wrong =
          new NetlinkRequest(RTM.GETROUTE, 0)
              .header(new byte[] {2, 32, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})
              .put(RTA.DST, new byte[3]); // not an IPv4 address
      assertThatExceptionOfType(NetlinkException.class)
          .isThrownBy(() -> netlink.request(wrong))
          .withMessageStartingWith("RTM_GETROUTE: E")
          .matches(e -> e.kernelMessage() != null || e.offset() >= 0)
          .matches(e -> e.missing() == -1);
      var unknown =
          new NetlinkRequest(RTM.GETLINK, 0).header(new byte[16]).put(IFLA.IFNAME, "none-such");
      assertThatExceptionOfType(NetlinkException.class)
          .isThrownBy(() -> netlink.request(unknown))
          .withMessageContaining("RTM_GETLINK: ENODEV (No such device)")
          .matches(e -> e.errno().equals(Errno.ENODEV));
    }
  }

  @Test
  void dump_refused_throws() throws IOException {
    try (var netlink = routes()) {
      assertThatExceptionOfType(NetlinkException.class)
          .isThrownBy(() -> netlink.dump(new NetlinkRequest(RTM.GETADDR, 0).header(new byte[4])))
          .withMessageStartingWith("RTM_GETADDR: EINVAL (Invalid argument)");
    }
  }

  @Test
  void dump_otherProtocol_isNamedByItsNumber() throws IOException {
    try (var netlink = NetlinkSocket.open(NETLINK.SOCK_DIAG)) {
      assertThatExceptionOfType(NetlinkException.class)
          .isThrownBy(() -> netlink.dump(new NetlinkRequest(4711, 0)))
          .withMessageStartingWith("request 4711: E");
    }
  }

  // ---- waiting, losing, closing

  @Test
  void receive_nothing_endsAfterTheTimeout() throws IOException {
    try (var netlink = routes()) {
      assertThat(netlink.receive(Duration.ofMillis(1))).isEmpty();
      assertThat(netlink.receive(Duration.ofSeconds(-1))).isEmpty();
    }
  }

  @Test
  void receive_messagesLost_saysSoAndContinues() throws Exception {
    try (Namespace namespace = Namespace.create();
        var netlink = routes(namespace);
        var monitor = routes(namespace)) {
      monitor.socket().set(SO.RCVBUF, 2048);
      monitor.join(RTNLGRP.LINK);
      for (int i = 0; i < 20; i++) {
        netlink.request(veth("many" + i));
      }
      assertThatExceptionOfType(NetlinkOverrunException.class)
          .isThrownBy(() -> {
            while (!monitor.receive(Blocked.DEADLINE).isEmpty()) {
              assertThat(monitor.socket().isOpen()).isTrue();
            }
          })
          .withMessageContaining("were lost");
      assertThat(Rtnetlink.links(netlink)).hasSizeGreaterThan(40);
      while (!monitor.receive(Duration.ZERO).isEmpty()) {
        assertThat(monitor.socket().isOpen()).isTrue();
      }
      monitor.socket().set(SO.RCVBUF, 1 << 20);
      netlink.request(veth("made"));
      assertThat(names(monitor)).contains("made");
    }
  }

  @Test
  void open_protocolThatTheKernelLacks_throws() {
    assertThatExceptionOfType(ErrnoException.class)
        .isThrownBy(() -> NetlinkSocket.open(31))
        .matches(e -> e.errno().equals(Errno.EPROTONOSUPPORT));
  }

  @Test
  void close_thenUse_throwsClosedChannel() throws IOException {
    var netlink = routes();
    netlink.close();
    assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(() -> netlink.receive(null));
    assertThatExceptionOfType(ClosedChannelException.class)
        .isThrownBy(() -> Rtnetlink.links(netlink));
    try (Socket other = Socket.open(AF.INET, SOCK.DGRAM)) {
      assertThatExceptionOfType(ErrnoException.class)
          .isThrownBy(() -> NetlinkSocket.of(other, NETLINK.ROUTE));
      assertThat(other.isOpen()).isFalse();
    }
  }
}
