package org.llsocket.netlink;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
import org.llsocket.testing.Blocked;
import org.llsocket.testing.Capability;
import org.llsocket.testing.Command;
import org.llsocket.testing.Namespace;

/** Requests, dumps and notifications of the kernel, compared with what ip(8) and ss(8) print. */
@ExtendWith(LeakCheck.class)
class NetlinkSocketTest {
  private static final Capability PROGRAMS =
      Capability.named("PROGRAMS", "there is no ip(8) with -j", () -> runs("ip", "-j", "link"));

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
          .contains(
              new Rtnetlink.Neighbour(
                  AF.INET.number(),
                  named(netlink, "va").index(),
                  InetAddress.ofLiteral("192.0.2.7"),
                  "02:00:00:00:00:07",
                  128,
                  0));
    }
  }

  private static Rtnetlink.Link named(NetlinkSocket netlink, String name) throws IOException {
    return Rtnetlink.links(netlink).stream()
        .filter(link -> link.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void links_ofAPair_haveKindStateAndTheOtherEnd() throws Exception {
    try (Namespace namespace = Namespace.create();
        var netlink = routes(namespace)) {
      namespace.run("ip link add va type veth peer name vb && ip link set va up");
      assertThat(named(netlink, "va"))
          .matches(va -> va.kind().equals("veth"))
          .matches(va -> va.operstate() == 3, "the other end is down")
          .extracting(Rtnetlink.Link::link)
          .isEqualTo(named(netlink, "vb").index());
      namespace.run("ip link set vb up");
      namespace.awaitUp("va");
      assertThat(named(netlink, "va").operstate()).isEqualTo(6);
      assertThat(named(netlink, "lo").link()).isZero();
    }
  }

  @Test
  void addresses_pointToPoint_haveThePeerAndTheLabel() throws Exception {
    try (Namespace namespace = Namespace.create();
        var netlink = routes(namespace)) {
      namespace.run("ip addr add 192.0.2.1 peer 192.0.2.2/30 brd 192.0.2.3 label lo:1 dev lo");
      assertThat(Rtnetlink.addresses(netlink))
          .contains(
              new Rtnetlink.Address(
                  1,
                  InetAddress.ofLiteral("192.0.2.1"),
                  InetAddress.ofLiteral("192.0.2.2"),
                  InetAddress.ofLiteral("192.0.2.3"),
                  "lo:1",
                  30,
                  0,
                  128))
          .filteredOn(address -> address.label().equals("lo"))
          .singleElement()
          .matches(address -> address.peer() == null && address.broadcast() == null);
    }
  }

  @Test
  void routes_severalNextHops_haveGatewaysOfEitherFamily() throws Exception {
    try (Namespace namespace = Namespace.create();
        var netlink = routes(namespace)) {
      namespace.run("ip link add va type veth peer name vb && ip link set va up");
      namespace.run("ip link set vb up && ip addr add 192.0.2.1/24 dev va");
      namespace.run(
          "ip route add 198.51.100.0/24 nexthop via 192.0.2.2 dev va weight 3"
              + " nexthop via inet6 fe80::7 dev va");
      namespace.run("ip route add 203.0.113.0/24 via inet6 fe80::8 dev va");
      int va = named(netlink, "va").index();
      assertThat(route(netlink, "198.51.100.0").nexthops())
          .containsExactly(
              new Rtnetlink.NextHop(InetAddress.ofLiteral("192.0.2.2"), va, 3),
              new Rtnetlink.NextHop(InetAddress.ofLiteral("fe80::7"), va, 1));
      assertThat(route(netlink, "203.0.113.0"))
          .matches(route -> route.nexthops().isEmpty() && route.oif() == va)
          .extracting(Rtnetlink.Route::gateway)
          .isEqualTo(InetAddress.ofLiteral("fe80::8"));
    }
  }

  private static Rtnetlink.Route route(NetlinkSocket netlink, String destination)
      throws IOException {
    return Rtnetlink.routes(netlink).stream()
        .filter(route -> InetAddress.ofLiteral(destination).equals(route.destination()))
        .findFirst()
        .orElseThrow();
  }

  /** The forwarding table of a bridge has entries without an IP address. */
  @Test
  void receive_entryOfABridge_isANeighbourWithoutAddress() throws Exception {
    Capability bridges =
        Capability.named(
            "BRIDGES",
            "the kernel has no bridges",
            () -> runs("unshare", "-n", "sh", "-c", "ip link add b type bridge && echo yes"));
    bridges.require();
    try (Namespace namespace = Namespace.create();
        var monitor = routes(namespace)) {
      namespace.run("ip link add br type bridge && ip link add va type veth peer name vb");
      namespace.run("ip link set va master br");
      monitor.join(RTNLGRP.NEIGH);
      namespace.run("bridge fdb add 02:00:00:00:00:09 dev va master static");
      List<NetlinkMessage> messages = monitor.receive(Blocked.DEADLINE);
      assertThat(Rtnetlink.neighbour(messages.getFirst()))
          .matches(entry -> entry.family() == AF.BRIDGE.number() && entry.address() == null)
          .extracting(Rtnetlink.Neighbour::hardware)
          .isEqualTo("02:00:00:00:00:09");
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
      assertThat(untilMade(monitor)).contains("made");
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

  private static Set<String> untilMade(NetlinkSocket monitor) throws IOException {
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
  void request_refused_hasTheKernelsText() throws Exception {
    try (Namespace namespace = Namespace.create();
        var netlink = routes(namespace)) {
      byte[] header = {(byte) AF.INET.number(), 33, 0, 0, 0, 0, 0, 0}; // ifa_prefixlen 33
      MemorySegment.ofArray(header).set(JAVA_INT_UNALIGNED, 4, 1); // ifa_index
      var wrong =
          new NetlinkRequest(RTM.NEWADDR, NLM.F_CREATE)
              .header(header)
              .put(IFA.LOCAL, InetAddress.ofLiteral("192.0.2.1"));
      assertThatExceptionOfType(NetlinkException.class)
          .isThrownBy(() -> netlink.request(wrong))
          .withMessage("RTM_NEWADDR: EINVAL (Invalid argument): ipv4: Invalid prefix length")
          .matches(e -> e.errno().equals(Errno.EINVAL))
          .matches(e -> "ipv4: Invalid prefix length".equals(e.kernelMessage()))
          .matches(e -> e.offset() == -1 && e.missType() == -1 && e.missNest() == -1);
      var unknown =
          new NetlinkRequest(RTM.GETLINK, 0).header(new byte[16]).put(IFLA.IFNAME, "none-such");
      assertThatExceptionOfType(NetlinkException.class)
          .isThrownBy(() -> netlink.request(unknown))
          .withMessageContaining("RTM_GETLINK: ENODEV (No such device)")
          .matches(e -> e.errno().equals(Errno.ENODEV));
    }
  }

  @Test
  void request_attributeOfAnotherSize_hasItsPlace() throws IOException {
    try (var netlink = routes()) {
      var wrong =
          new NetlinkRequest(RTM.GETROUTE, 0)
              .header(new byte[] {2, 32, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})
              .put(RTA.DST, new byte[3]); // not an IPv4 address
      assertThatExceptionOfType(NetlinkException.class)
          .isThrownBy(() -> netlink.request(wrong))
          .withMessageContaining("at byte 28 of the request") // nlmsghdr 16, rtmsg 12
          .matches(e -> e.offset() == 28);
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

  /** The links of a namespace, followed as {@link NetlinkOverrunException} describes. */
  @Test
  void receive_messagesLost_dumpRestoresTheStateAndTheNextChangesFollow() throws Exception {
    try (Namespace namespace = Namespace.create();
        var netlink = routes(namespace);
        var monitor = routes(namespace)) {
      monitor.socket().set(SO.RCVBUF, 2048);
      monitor.join(RTNLGRP.LINK);
      Map<Integer, String> links = names(netlink);
      for (int i = 0; i < 20; i++) {
        netlink.request(veth("many" + i));
      }
      netlink.request(
          new NetlinkRequest(RTM.DELLINK, 0).header(new byte[16]).put(IFLA.IFNAME, "many0"));
      assertThatExceptionOfType(NetlinkOverrunException.class)
          .isThrownBy(() -> follow(monitor, links, Blocked.DEADLINE))
          .withMessageContaining("were lost")
          .withMessageContaining("by a dump");
      assertThat(links).isNotEqualTo(names(netlink));
      links.clear();
      links.putAll(names(netlink));
      follow(monitor, links, Duration.ZERO); // what arrived before the loss is older than the dump
      links.clear();
      links.putAll(names(netlink));
      monitor.socket().set(SO.RCVBUF, 1 << 20);
      netlink.request(veth("made"));
      netlink.request(
          new NetlinkRequest(RTM.DELLINK, 0).header(new byte[16]).put(IFLA.IFNAME, "many1"));
      follow(monitor, links, Duration.ZERO);
      assertThat(links)
          .isEqualTo(names(netlink))
          .containsValue("made")
          .doesNotContainValue("many1");
    }
  }

  private static Map<Integer, String> names(NetlinkSocket netlink) throws IOException {
    return Rtnetlink.links(netlink).stream()
        .collect(Collectors.toMap(Rtnetlink.Link::index, Rtnetlink.Link::name));
  }

  /** Applies what a monitor receives, until nothing arrives within the timeout. */
  private static void follow(NetlinkSocket monitor, Map<Integer, String> links, Duration timeout)
      throws IOException {
    while (true) {
      List<NetlinkMessage> messages = monitor.receive(timeout);
      if (messages.isEmpty()) {
        return;
      }
      for (NetlinkMessage message : messages) {
        Rtnetlink.Link link = Rtnetlink.link(message);
        if (message.type() == RTM.DELLINK) {
          links.remove(link.index());
        } else {
          links.put(link.index(), link.name());
        }
      }
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
