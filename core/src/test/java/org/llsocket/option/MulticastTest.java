package org.llsocket.option;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.AF;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.Interface;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.programs.MulticastIfProgram;
import org.llsocket.testing.Capability;
import org.llsocket.testing.ChildJvm;
import org.llsocket.testing.Multicast;

/** Multicast within this machine: what is sent arrives where it should, and nowhere else. */
class MulticastTest {
  /** What differs between the two families. A loopback has no route for groups of IPv6. */
  enum Family {
    IPV4(SocketKind.UDP, "239.255.77.2", "239.255.77.3", "127.0.0.1", "127.0.0.2"),
    IPV6(SocketKind.UDP6, "ff15::77:2", "ff15::77:3", "fd00:77::1", "fd00:77::2");

    private final SocketKind kind;
    private final InetAddress group;
    private final InetAddress otherGroup;
    private final InetAddress source;
    private final InetAddress otherSource;

    Family(SocketKind kind, String group, String otherGroup, String source, String otherSource) {
      this.kind = kind;
      this.group = InetAddress.ofLiteral(group);
      this.otherGroup = InetAddress.ofLiteral(otherGroup);
      this.source = InetAddress.ofLiteral(source);
      this.otherSource = InetAddress.ofLiteral(otherSource);
    }

    /** The interface, by name. */
    private String device() {
      if (this == IPV4) {
        return "lo";
      }
      Capability.IPV6_MULTICAST.require();
      return Multicast.IPV6_DEVICE.orElseThrow();
    }

    private int index() throws IOException {
      return Interface.nametoindex(device());
    }
  }

  @RegisterExtension final OpenedSockets sockets = new OpenedSockets();

  private Socket receiver(Family family) throws IOException {
    Socket receiver = sockets.open(family.kind);
    InetAddress any = family == Family.IPV4 ? address("0.0.0.0") : address("::");
    receiver.set(SO.RCVTIMEO, Sockets.DEADLINE).bind(SockAddr.of(any, 0));
    return receiver;
  }

  /** A socket whose packets come from {@code source} and never leave this machine. */
  private Socket sender(Family family, InetAddress source) throws IOException {
    Socket sender = sockets.open(family.kind);
    sender
        .set(MCAST.IF, family.index())
        .set(MCAST.HOPS, 0)
        .set(family == Family.IPV4 ? IP.FREEBIND : IPV6.FREEBIND, true)
        .bind(SockAddr.of(source, 0));
    return sender;
  }

  private static InetAddress address(String literal) {
    return InetAddress.ofLiteral(literal);
  }

  private static void send(Socket sender, InetAddress group, Socket to, String text)
      throws IOException {
    SockAddr target = SockAddr.of(group, to.getsockname().port());
    sender.sendto(ByteBuffer.wrap(text.getBytes(UTF_8)), target);
  }

  private static String next(Socket receiver) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(100);
    int n = receiver.recv(buffer);
    assertThat(n).as("bytes before the deadline").isGreaterThanOrEqualTo(0);
    return new String(buffer.array(), 0, n, UTF_8);
  }

  private static GroupReq group(Family family) {
    return GroupReq.of(family.group, family.device());
  }

  private static GroupSourceReq from(Family family, InetAddress source) {
    return GroupSourceReq.of(family.group, source, family.device());
  }

  // ---- any source

  @ParameterizedTest
  @EnumSource
  void joinGroup_packetToTheGroup_arrives(Family family) throws IOException {
    Socket receiver = receiver(family).set(MCAST.JOIN_GROUP, group(family));
    send(sender(family, family.source), family.group, receiver, "hello");
    assertThat(next(receiver)).isEqualTo("hello");
  }

  @ParameterizedTest
  @EnumSource
  void joinGroup_packetToAnotherGroup_doesNotArrive(Family family) throws IOException {
    Socket other =
        receiver(family).set(MCAST.JOIN_GROUP, GroupReq.of(family.otherGroup, family.device()));
    Socket receiver = receiver(family).set(MCAST.ALL, false).set(MCAST.JOIN_GROUP, group(family));
    Socket sender = sender(family, family.source);
    send(sender, family.otherGroup, receiver, "not for us");
    send(sender, family.group, receiver, "marker");
    assertThat(next(receiver)).isEqualTo("marker");
    assertThat(other.isOpen()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void leaveGroup_packetToTheGroup_noLongerArrives(Family family) throws IOException {
    Socket receiver = receiver(family).set(MCAST.ALL, false).set(MCAST.JOIN_GROUP, group(family));
    receiver.set(MCAST.JOIN_GROUP, GroupReq.of(family.otherGroup, family.device()));
    Socket sender = sender(family, family.source);
    send(sender, family.group, receiver, "before");
    assertThat(next(receiver)).isEqualTo("before");

    receiver.set(MCAST.LEAVE_GROUP, group(family));
    send(sender, family.group, receiver, "after");
    send(sender, family.otherGroup, receiver, "marker");
    assertThat(next(receiver)).isEqualTo("marker");
  }

  @ParameterizedTest
  @EnumSource
  void joinGroup_twice_isInUse(Family family) throws IOException {
    Socket receiver = receiver(family).set(MCAST.JOIN_GROUP, group(family));
    assertThatExceptionOfType(ErrnoException.class)
        .isThrownBy(() -> receiver.set(MCAST.JOIN_GROUP, group(family)))
        .matches(thrown -> thrown.errno().equals(Errno.EADDRINUSE));
  }

  // ---- sources

  @ParameterizedTest
  @EnumSource
  void blockSource_packetsFromIt_areHeldBackUntilUnblocked(Family family) throws IOException {
    Socket receiver = receiver(family).set(MCAST.JOIN_GROUP, group(family));
    Socket blocked = sender(family, family.source);
    Socket allowed = sender(family, family.otherSource);
    receiver.set(MCAST.BLOCK_SOURCE, from(family, family.source));
    send(blocked, family.group, receiver, "blocked");
    send(allowed, family.group, receiver, "marker");
    assertThat(next(receiver)).isEqualTo("marker");

    receiver.set(MCAST.UNBLOCK_SOURCE, from(family, family.source));
    send(blocked, family.group, receiver, "unblocked");
    assertThat(next(receiver)).isEqualTo("unblocked");
  }

  @ParameterizedTest
  @EnumSource
  void joinSourceGroup_onlyPacketsFromTheSource_arrive(Family family) throws IOException {
    Socket receiver = receiver(family).set(MCAST.JOIN_SOURCE_GROUP, from(family, family.source));
    Socket wanted = sender(family, family.source);
    Socket other = sender(family, family.otherSource);
    send(other, family.group, receiver, "not wanted");
    send(wanted, family.group, receiver, "marker");
    assertThat(next(receiver)).isEqualTo("marker");

    receiver
        .set(MCAST.JOIN_SOURCE_GROUP, from(family, family.otherSource))
        .set(MCAST.LEAVE_SOURCE_GROUP, from(family, family.source));
    send(wanted, family.group, receiver, "no longer wanted");
    send(other, family.group, receiver, "second marker");
    assertThat(next(receiver)).isEqualTo("second marker");
  }

  @ParameterizedTest
  @EnumSource
  void msfilter_excludedSource_isHeldBack(Family family) throws IOException {
    Socket receiver = receiver(family).set(MCAST.JOIN_GROUP, group(family));
    receiver.set(
        MCAST.MSFILTER, GroupFilter.exclude(family.group, family.index(), List.of(family.source)));
    send(sender(family, family.source), family.group, receiver, "excluded");
    send(sender(family, family.otherSource), family.group, receiver, "marker");
    assertThat(next(receiver)).isEqualTo("marker");
  }

  @Test
  void ipOptions_interfaceByItsAddress_doTheSame() throws IOException {
    Family family = Family.IPV4;
    Socket receiver = receiver(family).set(IP.ADD_MEMBERSHIP, group(family));
    receiver.set(IP.BLOCK_SOURCE, from(family, family.source));
    Socket blocked = sender(family, family.source);
    Socket allowed = sender(family, family.otherSource);
    send(blocked, family.group, receiver, "blocked");
    send(allowed, family.group, receiver, "marker");
    assertThat(next(receiver)).isEqualTo("marker");

    receiver.set(IP.UNBLOCK_SOURCE, from(family, family.source));
    receiver.set(
        IP.MSFILTER,
        GroupFilter.exclude(family.group, family.index(), List.of(family.otherSource)));
    send(allowed, family.group, receiver, "excluded");
    send(blocked, family.group, receiver, "second marker");
    assertThat(next(receiver)).isEqualTo("second marker");

    receiver
        .set(IP.DROP_MEMBERSHIP, group(family))
        .set(IP.ADD_SOURCE_MEMBERSHIP, from(family, family.source));
    send(allowed, family.group, receiver, "not wanted");
    send(blocked, family.group, receiver, "third marker");
    assertThat(next(receiver)).isEqualTo("third marker");
    receiver.set(IP.DROP_SOURCE_MEMBERSHIP, from(family, family.source));
  }

  @Test
  void ipv6Options_joinAndLeave_doTheSame() throws IOException {
    Family family = Family.IPV6;
    Socket receiver = receiver(family).set(IPV6.JOIN_GROUP, group(family));
    send(sender(family, family.source), family.group, receiver, "hello");
    assertThat(next(receiver)).isEqualTo("hello");
    receiver.set(IPV6.LEAVE_GROUP, group(family));
  }

  // ---- how packets leave

  @ParameterizedTest
  @EnumSource
  void loop_off_packetsDoNotComeBack(Family family) throws IOException {
    Capability.MULTICAST_DEVICE.require();
    AF af = new AF(family.kind.family());
    String device = Multicast.find(af, any -> !Multicast.isLoopback(any)).orElse(null);
    Assumptions.assumeTrue(device != null, "no interface but the loopback has " + af);
    Socket receiver = receiver(family).set(MCAST.JOIN_GROUP, GroupReq.of(family.group, device));
    Socket sender = receiver(family).set(MCAST.IF, Interface.nametoindex(device));
    sender.set(MCAST.HOPS, 0).set(MCAST.LOOP, false);
    send(sender, family.group, receiver, "lost");
    sender.set(MCAST.LOOP, true);
    send(sender, family.group, receiver, "marker");
    assertThat(next(receiver)).isEqualTo("marker");
  }

  @ParameterizedTest
  @EnumSource
  void multicastIf_setReadAndUnset_isAnIndex(Family family) throws IOException {
    int index = family.index();
    Socket socket = receiver(family);
    assertThat(socket.get(MCAST.IF)).isZero();
    assertThat(socket.set(MCAST.IF, index).get(MCAST.IF)).isEqualTo(index);
    assertThat(socket.set(MCAST.IF, 0).get(MCAST.IF)).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void joinGroup_noInterface_isWhereTheRouteLeads(Family family) throws IOException {
    Socket receiver = receiver(family);
    GroupReq anywhere = GroupReq.of(family.group);
    assertThat(anywhere.interfaceIndex()).isZero();
    try {
      receiver.set(MCAST.JOIN_GROUP, anywhere).set(MCAST.LEAVE_GROUP, anywhere);
    } catch (ErrnoException e) {
      assertThat(e.errno()).as("no route to any group").isEqualTo(Errno.ENODEV);
    }
  }

  /** An index is all that is set and read, whatever addresses the interface has. */
  @Test
  void multicastIf_addressesThatChangeOrAreShared_doNotMatter() {
    String setup =
        """
        ip link set lo up
        for name in first second bare; do
          ip link add $name type veth peer name x$name
          ip link set $name up
          ip link set x$name up
        done
        ip address add 10.1.0.1/24 dev first
        exec "$@"
        """;
    String refused =
        "interface N has no IPv4 address that identifies it; use the MCAST options, which take the"
            + " index";
    assertThat(ChildJvm.of(MulticastIfProgram.class).inNetwork(setup).lines())
        .containsExactly(
            "its address: 4 sent, read as set: true",
            "another address: 4 sent, read as set: true",
            "a duplicate: 4 sent, read as set: true",
            "no address: 4 sent, read as set: true",
            "the address of two: 4 sent, read as set: true",
            "the address of two: 4 sent, read as set: true",
            "none: ENETUNREACH, read as set: true",
            "raw, by index: 4 sent, read as set: true",
            "raw, by address: true",
            refused,
            refused,
            "joined");
  }

  // ---- refused before any call

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "0.0.0.0", "223.255.255.255", "240.0.0.0", "fe80::1"})
  void groupReq_noGroup_isRefused(String literal) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroupReq.of(address(literal)))
        .withMessageContaining(address(literal).getHostAddress() + " is not a multicast address");
  }

  @Test
  void groupReq_unknownInterface_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroupReq.of(Family.IPV4.group, "none-such"))
        .withMessage("no interface is named \"none-such\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroupReq.of(Family.IPV4.group, -1))
        .withMessageContaining("-1");
  }

  @Test
  void groupSourceReq_twoFamilies_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroupSourceReq.of(Family.IPV4.group, Family.IPV6.source))
        .withMessageContaining("not of one family");
  }

  /** A socket of IPv6 may be for both, but not a raw one. */
  @ParameterizedTest
  @EnumSource(names = {"UDP", "ICMP6"})
  void joinGroup_groupOfAFamilyThatTheSocketHasNot_isRefused(SocketKind kind) throws IOException {
    Family other = kind == SocketKind.UDP ? Family.IPV6 : Family.IPV4;
    Socket socket = sockets.open(kind);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> socket.set(MCAST.JOIN_GROUP, GroupReq.of(other.group)))
        .withMessageContaining(other.group.getHostAddress())
        .withMessageEndingWith(socket.family().toString());
  }

  @Test
  void groupReq_nulInTheInterface_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroupReq.of(Family.IPV4.group, "lo\0x"))
        .withMessageContaining("no interface");
  }

  @Test
  void groupFilter_equalParts_isEqual() {
    GroupFilter filter = GroupFilter.exclude(Family.IPV4.group, 3, List.of(Family.IPV4.source));
    assertThat(filter)
        .isEqualTo(GroupFilter.exclude(Family.IPV4.group, 3, List.of(Family.IPV4.source)))
        .hasSameHashCodeAs(GroupFilter.exclude(Family.IPV4.group, 3, List.of(Family.IPV4.source)))
        .isNotEqualTo(GroupFilter.include(Family.IPV4.group, 3, List.of(Family.IPV4.source)))
        .isNotEqualTo(GroupFilter.exclude(Family.IPV4.group, 4, List.of(Family.IPV4.source)))
        .isNotEqualTo(GroupFilter.exclude(Family.IPV4.group, 3, List.of()));
    assertThat(filter.toString()).contains("interfaceIndex=3", Family.IPV4.source.toString());
    assertThat(List.of(filter.interfaceIndex(), filter.fmode())).containsExactly(3, MCAST.EXCLUDE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroupFilter.include(Family.IPV4.group, -1, List.of()))
        .withMessageContaining("-1");
  }
}
