package org.llsocket.option;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import org.llsocket.internal.struct.Fields;
import org.llsocket.internal.struct.InetSockaddr;

/**
 * {@code struct group_req}: a multicast group on an interface; immutable.
 *
 * <pre>{@code
 * socket.set(MCAST.JOIN_GROUP, GroupReq.of(InetAddress.ofLiteral("ff12::1234"), "eth0"));
 * }</pre>
 *
 * @param interfaceIndex the interface; 0 lets the kernel choose one, by the route to the group
 * @param group the group, of the socket's family; a socket of AF_INET6 that is not raw can also
 *     join IPv4 groups
 */
public record GroupReq(int interfaceIndex, InetAddress group) {
  static final OptionCodec<GroupReq> GROUP_REQ =
      Codecs.ofGroups(GroupReq.class, GroupReq::group, GroupReq::groupReq);
  static final OptionCodec<GroupReq> IP_MREQN =
      Codecs.writeOnly(GroupReq.class, "", GroupReq::ipMreqn);
  static final OptionCodec<GroupReq> IPV6_MREQ =
      Codecs.writeOnly(GroupReq.class, "", GroupReq::ipv6Mreq);

  /**
   * Checks the arguments.
   *
   * @throws IllegalArgumentException if {@code group} is not a multicast address, or the index is
   *     negative
   */
  public GroupReq {
    InterfaceIndex.check(interfaceIndex);
    Groups.checkGroup(group);
  }

  /** A group on the interface that the kernel chooses. */
  public static GroupReq of(InetAddress group) {
    return new GroupReq(InterfaceIndex.ANY, group);
  }

  /** A group on the interface with this index. */
  public static GroupReq of(InetAddress group, int interfaceIndex) {
    return new GroupReq(interfaceIndex, group);
  }

  /**
   * A group on the interface with this name.
   *
   * @throws IllegalArgumentException if no interface has this name
   */
  public static GroupReq of(InetAddress group, String interfaceName) {
    return new GroupReq(InterfaceIndex.index(interfaceName), group);
  }

  /** {@code struct group_req { __u32 gr_interface; struct sockaddr_storage gr_group; }}. */
  private static MemorySegment groupReq(GroupReq value, int family) {
    Groups.checkFamily(value.group, family);
    Fields fields = Fields.of("group_req").set("gr_interface", value.interfaceIndex);
    InetSockaddr.write(value.group, fields.bytes("gr_group"));
    return fields.memory();
  }

  /**
   * {@code struct ip_mreqn { struct in_addr imr_multiaddr; struct in_addr imr_address; int
   * imr_ifindex; }}.
   */
  private static MemorySegment ipMreqn(GroupReq value, int family) throws IOException {
    Groups.checkFamily(value.group, Groups.AF_INET);
    return Fields.of("ip_mreqn")
        .set("imr_multiaddr", value.group.getAddress())
        .set("imr_ifindex", value.interfaceIndex)
        .memory();
  }

  /** {@code struct ipv6_mreq { struct in6_addr ipv6mr_multiaddr; int ipv6mr_interface; }}. */
  private static MemorySegment ipv6Mreq(GroupReq value, int family) {
    Groups.checkFamily(value.group, Groups.AF_INET6);
    return Fields.of("ipv6_mreq")
        .set("ipv6mr_multiaddr", value.group.getAddress())
        .set("ipv6mr_interface", value.interfaceIndex)
        .memory();
  }
}
