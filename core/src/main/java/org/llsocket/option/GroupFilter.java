package org.llsocket.option;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;
import org.llsocket.internal.struct.Fields;
import org.llsocket.internal.struct.InetSockaddr;

/**
 * {@code struct group_filter}: the complete source filter of a group that a socket has joined;
 * immutable.
 *
 * <pre>{@code
 * socket.set(MCAST.JOIN_GROUP, GroupReq.of(group));
 * socket.set(MCAST.MSFILTER, GroupFilter.include(group, 0, List.of(source)));
 * }</pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3678">RFC 3678</a>
 */
public final class GroupFilter {
  static final OptionCodec<GroupFilter> GROUP_FILTER =
      Codecs.ofGroups(GroupFilter.class, GroupFilter::group, GroupFilter::groupFilter);
  static final OptionCodec<GroupFilter> IP_MSFILTER =
      Codecs.writeOnly(GroupFilter.class, "", GroupFilter::ipMsfilter);

  private final int interfaceIndex;
  private final InetAddress group;
  private final int fmode;
  private final List<InetAddress> sources;

  private GroupFilter(
      InetAddress group, int interfaceIndex, int fmode, Collection<InetAddress> sources) {
    this.interfaceIndex = InterfaceIndex.check(interfaceIndex);
    this.group = group;
    this.fmode = fmode;
    this.sources = List.copyOf(sources);
    Groups.checkGroup(group);
    for (InetAddress source : this.sources) {
      Groups.checkSource(source, group);
    }
  }

  /**
   * {@link MCAST#INCLUDE}: receive from these sources only.
   *
   * @param group the IPv4 or IPv6 group
   * @param interfaceIndex the interface on which the group was joined; 0 if the kernel chose it by
   *     the route
   * @param sources addresses of the same family
   * @throws IllegalArgumentException if {@code group} is not a multicast address, a source is of
   *     another family or is a multicast address, or the index is negative
   */
  public static GroupFilter include(
      InetAddress group, int interfaceIndex, Collection<InetAddress> sources) {
    return new GroupFilter(group, interfaceIndex, MCAST.INCLUDE, sources);
  }

  /**
   * {@link MCAST#EXCLUDE}: receive from all sources except these; as {@link #include} otherwise.
   */
  public static GroupFilter exclude(
      InetAddress group, int interfaceIndex, Collection<InetAddress> sources) {
    return new GroupFilter(group, interfaceIndex, MCAST.EXCLUDE, sources);
  }

  /** {@code gf_interface}: the interface. */
  public int interfaceIndex() {
    return interfaceIndex;
  }

  /** {@code gf_group}: the group. */
  public InetAddress group() {
    return group;
  }

  /** {@code gf_fmode}: {@link MCAST#INCLUDE} or {@link MCAST#EXCLUDE}. */
  public int fmode() {
    return fmode;
  }

  /** {@code gf_slist}: the sources, immutable. */
  public List<InetAddress> sources() {
    return sources;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof GroupFilter same
        && interfaceIndex == same.interfaceIndex
        && group.equals(same.group)
        && fmode == same.fmode
        && sources.equals(same.sources);
  }

  @Override
  public int hashCode() {
    return Objects.hash(interfaceIndex, group, fmode, sources);
  }

  @Override
  public String toString() {
    return "GroupFilter[interfaceIndex="
        + interfaceIndex
        + ", group="
        + group
        + ", fmode="
        + fmode
        + ", sources="
        + sources
        + "]";
  }

  /**
   * {@code struct group_filter { __u32 gf_interface; struct sockaddr_storage gf_group; __u32
   * gf_fmode, gf_numsrc; struct sockaddr_storage gf_slist[]; }}.
   */
  private static MemorySegment groupFilter(GroupFilter value, int family) {
    Groups.checkFamily(value.group, family);
    Struct.Field first = Platform.struct("group_filter").field("gf_slist");
    var fields =
        new Fields(
            "group_filter", Fields.zeroes(first.offset() + first.size() * value.sources.size()));
    fields
        .set("gf_interface", value.interfaceIndex)
        .set("gf_fmode", value.fmode)
        .set("gf_numsrc", value.sources.size());
    InetSockaddr.write(value.group, fields.bytes("gf_group"));
    for (int i = 0; i < value.sources.size(); i++) {
      InetSockaddr.write(
          value.sources.get(i),
          fields.memory().asSlice(first.offset() + (long) first.size() * i, first.size()));
    }
    return fields.memory();
  }

  /**
   * {@code struct ip_msfilter { __be32 imsf_multiaddr, imsf_interface; __u32 imsf_fmode,
   * imsf_numsrc; __be32 imsf_slist[]; }}, in which the interface is identified by its first IPv4
   * address.
   */
  private static MemorySegment ipMsfilter(GroupFilter value, int family) throws IOException {
    Groups.checkFamily(value.group, Groups.AF_INET);
    Struct.Field first = Platform.struct("ip_msfilter").field("imsf_slist");
    var fields =
        new Fields(
            "ip_msfilter", Fields.zeroes(first.offset() + first.size() * value.sources.size()));
    fields
        .set("imsf_multiaddr", value.group.getAddress())
        .set("imsf_interface", InterfaceIndex.inetAddress(value.interfaceIndex))
        .set("imsf_fmode", value.fmode)
        .set("imsf_numsrc", value.sources.size());
    for (int i = 0; i < value.sources.size(); i++) {
      fields
          .memory()
          .asSlice(first.offset() + (long) first.size() * i, first.size())
          .copyFrom(MemorySegment.ofArray(value.sources.get(i).getAddress()));
    }
    return fields.memory();
  }
}
