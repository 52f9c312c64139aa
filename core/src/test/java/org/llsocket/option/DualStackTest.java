package org.llsocket.option;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.llsocket.SockAddr;
import org.llsocket.SockAddrBuffer;
import org.llsocket.Socket;
import org.llsocket.message.Control;
import org.llsocket.message.Message;
import org.llsocket.testing.Capability;
import org.llsocket.testing.Multicast;

/** Sockets of AF_INET6 that carry the packets of IPv4 too. */
class DualStackTest {
  private static final int LO = 1;
  private static final String LOOPBACK = "lo";
  private static final InetAddress GROUP = InetAddress.ofLiteral("239.255.77.11");
  private static final InetAddress SOURCE = InetAddress.ofLiteral("127.0.0.11");
  private static final InetAddress OTHER = InetAddress.ofLiteral("127.0.0.12");

  /** An option as {@code jdk.net} has it, whose module may be missing. */
  private record Named<T>(String name, Class<T> type) implements SocketOption<T> {}

  @RegisterExtension final OpenedSockets sockets = new OpenedSockets();

  private Socket open(SocketKind kind) throws IOException {
    Socket socket = sockets.open(kind);
    if (SocketKind.IPV6.contains(kind)) {
      socket.set(IPV6.V6ONLY, false);
    }
    return socket.set(SO.RCVTIMEO, Sockets.DEADLINE);
  }

  private Socket bound(SocketKind kind, String address) throws IOException {
    Socket socket = open(kind);
    socket.bind(address.indexOf(':') < 0 ? SockAddr.inet(address, 0) : SockAddr.inet6(address, 0));
    return socket;
  }

  // ---- options of both

  static Stream<Arguments> options() throws IOException {
    NetworkInterface lo = NetworkInterface.getByName(LOOPBACK);
    var dontFragment = new Named<>("IP_DONTFRAGMENT", Boolean.class);
    return Stream.of(
        Arguments.of(SocketKind.TCP6, StandardSocketOptions.IP_TOS, 0xb8, IP.TOS, IPV6.TCLASS),
        Arguments.of(SocketKind.UDP6, StandardSocketOptions.IP_TOS, 0xb8, IP.TOS, IPV6.TCLASS),
        Arguments.of(SocketKind.UDP6, dontFragment, true, IP.MTU_DISCOVER, IPV6.MTU_DISCOVER),
        Arguments.of(SocketKind.TCP6, dontFragment, false, IP.MTU_DISCOVER, IPV6.MTU_DISCOVER),
        Arguments.of(
            SocketKind.UDP6,
            StandardSocketOptions.IP_MULTICAST_TTL,
            9,
            IP.MULTICAST_TTL,
            IPV6.MULTICAST_HOPS),
        Arguments.of(
            SocketKind.UDP6,
            StandardSocketOptions.IP_MULTICAST_LOOP,
            false,
            IP.MULTICAST_LOOP,
            IPV6.MULTICAST_LOOP),
        Arguments.of(
            SocketKind.UDP6,
            StandardSocketOptions.IP_MULTICAST_IF,
            lo,
            IP.MULTICAST_IF,
            IPV6.MULTICAST_IF),
        Arguments.of(SocketKind.UDP6, MCAST.IF, LO, IP.MULTICAST_IF, IPV6.MULTICAST_IF),
        Arguments.of(SocketKind.UDP6, MCAST.HOPS, 9, IP.MULTICAST_TTL, IPV6.MULTICAST_HOPS),
        Arguments.of(SocketKind.UDP6, MCAST.LOOP, false, IP.MULTICAST_LOOP, IPV6.MULTICAST_LOOP),
        Arguments.of(SocketKind.UDP6, MCAST.ALL, true, IP.MULTICAST_ALL, IPV6.MULTICAST_ALL));
  }

  @ParameterizedTest
  @MethodSource("options")
  <T, U> void set_optionOfBothFamilies_isInForceForEach(
      SocketKind kind, SocketOption<T> option, T value, Option<U> inet, Option<U> inet6)
      throws IOException {
    Socket socket = open(kind);
    U before = socket.get(inet);
    assertThat(socket.set(option, value).get(option)).isEqualTo(value);
    assertThat(socket.get(inet)).isEqualTo(socket.get(inet6)).isNotEqualTo(before);
  }

  /** Where the two differ, by an option of one family. */
  @ParameterizedTest
  @EnumSource(names = {"UDP6", "TCP6"})
  void get_optionOfBothFamilies_isTheOneOfTheSocketsOwnAddress(SocketKind kind) throws IOException {
    for (String address : List.of("::ffff:127.0.0.1", "::", "::1")) {
      Socket socket = bound(kind, address).set(IP.TOS, 0x10).set(IPV6.TCLASS, 0x20);
      assertThat(socket.get(StandardSocketOptions.IP_TOS))
          .as(address)
          .isEqualTo(address.equals("::ffff:127.0.0.1") ? 0x10 : 0x20);
    }
  }

  @Test
  void get_optionOfBothFamilies_followsTheConnection() throws IOException {
    Socket peer = bound(SocketKind.UDP, "127.0.0.1");
    Socket socket = open(SocketKind.UDP6).set(IP.MULTICAST_TTL, 4).set(IPV6.MULTICAST_HOPS, 6);
    assertThat(socket.get(MCAST.HOPS)).isEqualTo(6);
    socket.connect(peer.getsockname().toInet6());
    assertThat(socket.get(MCAST.HOPS)).isEqualTo(4);
  }

  @Test
  void set_optionOfBothFamilies_rulesThePackets() throws IOException {
    Socket receiver = bound(SocketKind.UDP, "0.0.0.0").set(IP.RECVTOS, true).set(IP.RECVTTL, true);
    receiver.set(MCAST.JOIN_GROUP, GroupReq.of(GROUP, LOOPBACK));
    Socket sender =
        open(SocketKind.UDP6)
            .set(StandardSocketOptions.IP_TOS, 0xb8)
            .set(StandardSocketOptions.IP_MULTICAST_TTL, 9)
            .set(StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByName(LOOPBACK));
    int port = receiver.getsockname().port();
    sender.sendto(ByteBuffer.allocate(1), SockAddr.of(GROUP, port).toInet6());
    try (var message = new Message().controlCapacity(Control.space(4, 4))) {
      message.buffers(ByteBuffer.allocate(10));
      assertThat(receiver.recvmsg(message, 0)).isOne();
      assertThat(message.control().ttl()).isEqualTo(9);
      assertThat(message.control().tos()).isEqualTo(0xb8);
    }
  }

  /** The kernel takes an IPv4 address for sending; connect and bind want it in an IPv6 one. */
  @Test
  void addresses_throughTheJdksClasses_reachTheSamePeer() throws IOException {
    Socket peer = bound(SocketKind.UDP, "127.0.0.1");
    Socket sender = bound(SocketKind.UDP6, "::ffff:127.0.0.1");
    sender.sendto(ByteBuffer.allocate(1), SockAddr.of(peer.getsockname().toInetSocketAddress()));
    var from = new SockAddrBuffer();
    assertThat(peer.recvfrom(ByteBuffer.allocate(10), from)).isOne();
    SockAddr own = sender.getsockname();
    assertThat(own.isV4Mapped()).isTrue();
    assertThat(from.toSockAddr()).isEqualTo(SockAddr.of(own.toInetSocketAddress()));
    peer.sendto(ByteBuffer.allocate(2), from);
    assertThat(sender.recvfrom(ByteBuffer.allocate(10), from)).isEqualTo(2);
    assertThat(from.toSockAddr()).isEqualTo(peer.getsockname().toInet6());
    Socket listener = bound(SocketKind.TCP, "127.0.0.1");
    listener.listen();
    Socket client = open(SocketKind.TCP6);
    client.connect(SockAddr.of(listener.getsockname().toInetSocketAddress()).toInet6());
    assertThat(client.getpeername().toInetSocketAddress())
        .isEqualTo(listener.getsockname().toInetSocketAddress());
  }

  // ---- groups of both

  private Socket sender(InetAddress source) throws IOException {
    Socket sender = open(SocketKind.UDP).set(IP.MULTICAST_IF, LO).set(IP.MULTICAST_TTL, 0);
    sender.bind(SockAddr.of(source, 0));
    return sender;
  }

  private static void send(Socket sender, InetAddress group, Socket to, String text)
      throws IOException {
    SockAddr target = SockAddr.of(group, to.getsockname().port());
    sender.sendto(ByteBuffer.wrap(text.getBytes(UTF_8)), target);
  }

  private static String next(Socket receiver) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(100);
    int n = receiver.recv(buffer);
    assertThat(n).as("bytes before the deadline").isNotNegative();
    return new String(buffer.array(), 0, n, UTF_8);
  }

  @Test
  void joinGroup_groupsOfBothFamilies_bothArrive() throws IOException {
    Capability.IPV6_MULTICAST.require();
    String device6 = Multicast.IPV6_DEVICE.orElseThrow();
    InetAddress group6 = InetAddress.ofLiteral("ff15::77:11");
    Socket receiver = bound(SocketKind.UDP6, "::").set(MCAST.ALL, false);
    receiver
        .set(MCAST.JOIN_GROUP, GroupReq.of(GROUP, LOOPBACK))
        .set(MCAST.JOIN_GROUP, GroupReq.of(group6, device6));
    send(sender(SOURCE), GROUP, receiver, "inet");
    assertThat(next(receiver)).isEqualTo("inet");
    int index6 = NetworkInterface.getByName(device6).getIndex();
    Socket sender6 = open(SocketKind.UDP6).set(MCAST.IF, index6).set(MCAST.HOPS, 0);
    send(sender6, group6, receiver, "inet6");
    assertThat(next(receiver)).isEqualTo("inet6");
    receiver
        .set(MCAST.LEAVE_GROUP, GroupReq.of(GROUP, LOOPBACK))
        .set(MCAST.LEAVE_GROUP, GroupReq.of(group6, device6));
  }

  /** Each option that names a group goes to the level of the group. */
  @Test
  void sources_ofAnIpv4Group_areFiltered() throws IOException {
    Socket receiver = bound(SocketKind.UDP6, "::").set(MCAST.ALL, false);
    Socket one = sender(SOURCE);
    Socket two = sender(OTHER);
    GroupReq group = GroupReq.of(GROUP, LOOPBACK);
    GroupSourceReq fromOne = GroupSourceReq.of(GROUP, SOURCE, LOOPBACK);

    receiver.set(MCAST.JOIN_GROUP, group).set(MCAST.BLOCK_SOURCE, fromOne);
    send(one, GROUP, receiver, "blocked");
    send(two, GROUP, receiver, "first");
    assertThat(next(receiver)).isEqualTo("first");

    receiver.set(MCAST.UNBLOCK_SOURCE, fromOne);
    receiver.set(MCAST.MSFILTER, GroupFilter.exclude(GROUP, LO, List.of(OTHER)));
    send(two, GROUP, receiver, "excluded");
    send(one, GROUP, receiver, "second");
    assertThat(next(receiver)).isEqualTo("second");

    receiver.set(MCAST.LEAVE_GROUP, group).set(MCAST.JOIN_SOURCE_GROUP, fromOne);
    send(two, GROUP, receiver, "not wanted");
    send(one, GROUP, receiver, "third");
    assertThat(next(receiver)).isEqualTo("third");
    receiver.set(MCAST.LEAVE_SOURCE_GROUP, fromOne);
  }
}
