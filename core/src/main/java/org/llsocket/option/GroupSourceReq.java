package org.llsocket.option;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import org.llsocket.internal.struct.Fields;
import org.llsocket.internal.struct.InetSockaddr;

/**
 * {@code struct group_source_req}: a multicast group on an interface, and a source that sends to
 * it; immutable.
 *
 * @param interfaceIndex the interface; 0 lets the kernel choose one, by the route to the group
 * @param group the group, of the socket's family; a socket of AF_INET6 that is not raw can also
 *     join IPv4 groups
 * @param source the sender, of the group's family
 */
public record GroupSourceReq(int interfaceIndex, InetAddress group, InetAddress source) {
  static final OptionCodec<GroupSourceReq> GROUP_SOURCE_REQ =
      Codecs.ofGroups(GroupSourceReq.class, GroupSourceReq::group, GroupSourceReq::groupSourceReq);
  static final OptionCodec<GroupSourceReq> IP_MREQ_SOURCE =
      Codecs.writeOnly(GroupSourceReq.class, "", GroupSourceReq::ipMreqSource);

  /**
   * Checks the arguments.
   *
   * @throws IllegalArgumentException if {@code group} is not a multicast address, the source is of
   *     another family, or the index is negative
   */
  public GroupSourceReq {
    InterfaceIndex.check(interfaceIndex);
    Groups.checkGroup(group);
    Groups.checkSource(source, group);
  }

  /** A group and a source on the interface that the kernel chooses. */
  public static GroupSourceReq of(InetAddress group, InetAddress source) {
    return new GroupSourceReq(InterfaceIndex.ANY, group, source);
  }

  /** A group and a source on the interface with this index. */
  public static GroupSourceReq of(InetAddress group, InetAddress source, int interfaceIndex) {
    return new GroupSourceReq(interfaceIndex, group, source);
  }

  /**
   * A group and a source on the interface with this name.
   *
   * @throws IllegalArgumentException if no interface has this name
   */
  public static GroupSourceReq of(InetAddress group, InetAddress source, String interfaceName) {
    return new GroupSourceReq(InterfaceIndex.index(interfaceName), group, source);
  }

  /**
   * {@code struct group_source_req { __u32 gsr_interface; struct sockaddr_storage gsr_group,
   * gsr_source; }}.
   */
  private static MemorySegment groupSourceReq(GroupSourceReq value, int family) {
    Groups.checkFamily(value.group, family);
    Fields fields = Fields.of("group_source_req").set("gsr_interface", value.interfaceIndex);
    InetSockaddr.write(value.group, fields.bytes("gsr_group"));
    InetSockaddr.write(value.source, fields.bytes("gsr_source"));
    return fields.memory();
  }

  /**
   * {@code struct ip_mreq_source { __be32 imr_multiaddr, imr_interface, imr_sourceaddr; }}, in
   * which the interface is identified by its first IPv4 address.
   */
  private static MemorySegment ipMreqSource(GroupSourceReq value, int family) throws IOException {
    Groups.checkFamily(value.group, Groups.AF_INET);
    return Fields.of("ip_mreq_source")
        .set("imr_multiaddr", value.group.getAddress())
        .set("imr_interface", InterfaceIndex.inetAddress(value.interfaceIndex))
        .set("imr_sourceaddr", value.source.getAddress())
        .memory();
  }
}
