package org.llsocket.option;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.util.List;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.platform.Struct;
import org.llsocket.internal.struct.Fields;
import org.llsocket.internal.struct.InetSockaddr;

/**
 * {@code struct group_filter}: all sources at once that a socket wants, or does not want, of a
 * group that it has joined.
 *
 * @param interfaceIndex the interface, as it was given for joining
 * @param group IPv4 or IPv6, as it was joined
 * @param fmode {@link MCAST#INCLUDE}: only these sources; {@link MCAST#EXCLUDE}: all but these
 * @param sources of the group's family
 */
public record GroupFilter(
    int interfaceIndex, InetAddress group, int fmode, List<InetAddress> sources) {
  static final OptionCodec<GroupFilter> GROUP_FILTER =
      Codecs.ofGroups(GroupFilter.class, GroupFilter::group, GroupFilter::groupFilter);
  static final OptionCodec<GroupFilter> IP_MSFILTER =
      Codecs.writeOnly(GroupFilter.class, "", GroupFilter::ipMsfilter);

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if the group is none, a source is of another family, the mode
   *     is neither, or the index is negative
   */
  public GroupFilter {
    Interface.check(interfaceIndex);
    Groups.checkGroup(group);
    if (fmode != MCAST.INCLUDE && fmode != MCAST.EXCLUDE) {
      throw Ranges.outside("fmode", fmode, "MCAST_INCLUDE or MCAST_EXCLUDE");
    }
    sources = List.copyOf(sources);
    for (InetAddress source : sources) {
      Groups.checkSource(source, group);
    }
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
   * imsf_numsrc; __be32 imsf_slist[]; }}, where the interface is the first IPv4 address that it
   * has.
   */
  private static MemorySegment ipMsfilter(GroupFilter value, int family) throws IOException {
    Groups.checkFamily(value.group, Groups.AF_INET);
    Struct.Field first = Platform.struct("ip_msfilter").field("imsf_slist");
    var fields =
        new Fields(
            "ip_msfilter", Fields.zeroes(first.offset() + first.size() * value.sources.size()));
    fields
        .set("imsf_multiaddr", value.group.getAddress())
        .set("imsf_interface", Interface.inetAddress(value.interfaceIndex))
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
