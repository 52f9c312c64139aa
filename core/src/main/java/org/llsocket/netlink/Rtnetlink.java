package org.llsocket.netlink;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.struct.Fields;
import org.llsocket.internal.struct.Rtattr;

/**
 * rtnetlink(7): interfaces, addresses, routes and neighbours as values. A method with a {@link
 * NetlinkMessage} reads one message, of a notification for example: of type {@link RTM#NEWLINK} or
 * {@link RTM#DELLINK} for {@link #link}, and so on.
 *
 * {@snippet :
 * try (var netlink = NetlinkSocket.open(NETLINK.ROUTE)) {
 *   for (Rtnetlink.Route route : Rtnetlink.routes(netlink)) {
 *     IO.println(route);
 *   }
 * }
 * }
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html">rtnetlink(7)</a>
 */
public final class Rtnetlink {
  private static final int NEXT_HOP = Fields.size("rtnexthop");

  private Rtnetlink() {}

  /**
   * {@code struct ifinfomsg}: an interface.
   *
   * @param index {@code ifi_index}
   * @param name {@code IFLA_IFNAME}
   * @param type {@code ifi_type}: {@code ARPHRD_*}
   * @param flags {@code ifi_flags}: {@code IFF_*}
   * @param mtu {@code IFLA_MTU}, in bytes; 0 if the message does not have it
   * @param operstate {@code IFLA_OPERSTATE}, RFC 2863: 0 unknown, 2 down, 3 lower layer down, 5
   *     dormant, 6 up
   * @param address {@code IFLA_ADDRESS} in hexadecimal, {@code 02:00:00:00:00:01}; empty for none
   * @param link {@code IFLA_LINK}: the index of the interface below, or of the other end of a veth
   *     pair, perhaps in another network namespace; 0 for none
   * @param master {@code IFLA_MASTER}: the index of the bridge or bond; 0 for none
   * @param kind {@code IFLA_INFO_KIND}: the type of a virtual interface, {@code veth}; empty for
   *     none
   */
  public record Link(
      int index,
      String name,
      int type,
      int flags,
      long mtu,
      int operstate,
      String address,
      int link,
      int master,
      String kind) {}

  /**
   * {@code struct ifaddrmsg}: an IP address of an interface.
   *
   * @param index {@code ifa_index}: the interface
   * @param address {@code IFA_LOCAL}, or else {@code IFA_ADDRESS}: the address of this machine
   * @param peer {@code IFA_ADDRESS} if it is another: the other end of a point-to-point link; null
   *     for none
   * @param broadcast {@code IFA_BROADCAST}; null for none
   * @param label {@code IFA_LABEL}, of IPv4 only: {@code eth0:1}; empty for none
   * @param prefixLength {@code ifa_prefixlen}: the bits of the network
   * @param scope {@code ifa_scope}: 0 global, 253 link, 254 host
   * @param flags {@code IFA_FLAGS}: {@code IFA_F_*}
   */
  public record Address(
      int index,
      InetAddress address,
      @Nullable InetAddress peer,
      @Nullable InetAddress broadcast,
      String label,
      int prefixLength,
      int scope,
      long flags) {}

  /**
   * {@code struct rtmsg}: a route.
   *
   * @param family {@code rtm_family}: AF_INET or AF_INET6
   * @param destination {@code RTA_DST}; null for the default route
   * @param prefixLength {@code rtm_dst_len}: the bits of the destination
   * @param gateway {@code RTA_GATEWAY}, or {@code RTA_VIA} for one of another family; null for none
   * @param oif {@code RTA_OIF}: the outgoing interface; 0 for none, or several
   * @param nexthops {@code RTA_MULTIPATH}: the next hops if there are several
   * @param source {@code RTA_PREFSRC}: the preferred source; null for none
   * @param table {@code RTA_TABLE}: 254 main, 255 local
   * @param metric {@code RTA_PRIORITY}
   * @param protocol {@code rtm_protocol}: what has added it: 2 the kernel, 4 an administrator
   * @param scope {@code rtm_scope}: 0 global, 253 link, 254 host
   * @param type {@code rtm_type}: 1 unicast, 2 local, 3 broadcast
   */
  public record Route(
      int family,
      @Nullable InetAddress destination,
      int prefixLength,
      @Nullable InetAddress gateway,
      int oif,
      List<NextHop> nexthops,
      @Nullable InetAddress source,
      long table,
      long metric,
      int protocol,
      int scope,
      int type) {
    /** Copies the next hops. */
    public Route {
      nexthops = List.copyOf(nexthops);
    }
  }

  /**
   * {@code struct rtnexthop}: one of several next hops of a route.
   *
   * @param gateway {@code RTA_GATEWAY}, or {@code RTA_VIA} for one of another family; null for none
   * @param oif {@code rtnh_ifindex}: the outgoing interface
   * @param weight {@code rtnh_hops} and one: the share of the packets, 1–256
   */
  public record NextHop(@Nullable InetAddress gateway, int oif, int weight) {}

  /**
   * {@code struct ndmsg}: a neighbour: the hardware address of an IP address.
   *
   * @param family {@code ndm_family}: AF_INET or AF_INET6; in notifications also AF_BRIDGE, for an
   *     entry of the forwarding table of a bridge
   * @param index {@code ndm_ifindex}: the interface
   * @param address {@code NDA_DST}; null if the entry has none, as most of a bridge
   * @param hardware {@code NDA_LLADDR} in hexadecimal; empty if it is not known
   * @param state {@code ndm_state}: {@code NUD_*}: 1 incomplete, 2 reachable, 4 stale, 8 delay, 16
   *     probe, 32 failed, 64 without ARP, 128 permanent
   * @param flags {@code ndm_flags}: {@code NTF_*}: 8 proxy, 16 learned from outside, 128 router
   */
  public record Neighbour(
      int family,
      int index,
      @Nullable InetAddress address,
      String hardware,
      int state,
      int flags) {}

  @FunctionalInterface
  private interface Reader<T> {
    T read(NetlinkMessage message) throws ProtocolException;
  }

  private static <T> List<T> list(
      NetlinkSocket netlink, int get, int made, String tag, Reader<T> reader) throws IOException {
    byte[] header = new byte[Fields.size(tag)];
    List<T> values = new ArrayList<>();
    for (NetlinkMessage message : netlink.dump(new NetlinkRequest(get, 0).header(header))) {
      if (message.type() == made) {
        values.add(reader.read(message));
      }
    }
    return values;
  }

  /** {@code RTM_GETLINK}: all interfaces. */
  public static List<Link> links(NetlinkSocket netlink) throws IOException {
    return list(netlink, RTM.GETLINK, RTM.NEWLINK, "ifinfomsg", Rtnetlink::link);
  }

  /** {@code RTM_GETADDR}: the IP addresses of all interfaces. */
  public static List<Address> addresses(NetlinkSocket netlink) throws IOException {
    return list(netlink, RTM.GETADDR, RTM.NEWADDR, "ifaddrmsg", Rtnetlink::address);
  }

  /** {@code RTM_GETROUTE}: the routes of all tables, for IPv4 and IPv6. */
  public static List<Route> routes(NetlinkSocket netlink) throws IOException {
    return list(netlink, RTM.GETROUTE, RTM.NEWROUTE, "rtmsg", Rtnetlink::route);
  }

  /** {@code RTM_GETNEIGH}: the neighbours on all interfaces. */
  public static List<Neighbour> neighbours(NetlinkSocket netlink) throws IOException {
    return list(netlink, RTM.GETNEIGH, RTM.NEWNEIGH, "ndmsg", Rtnetlink::neighbour);
  }

  /** An interface, of a message that begins with {@code struct ifinfomsg}. */
  public static Link link(NetlinkMessage message) throws ProtocolException {
    Fields header = message.family("ifinfomsg");
    Attributes attributes = message.attributes(Fields.size("ifinfomsg"));
    Attribute info = attributes.find(IFLA.LINKINFO);
    Attribute operstate = attributes.find(IFLA.OPERSTATE);
    return new Link(
        header.getInt("ifi_index"),
        text(attributes.find(IFLA.IFNAME)),
        header.getInt("ifi_type"),
        header.getInt("ifi_flags"),
        number(attributes.find(IFLA.MTU), 0),
        operstate == null ? 0 : operstate.u8(),
        hex(attributes.find(IFLA.ADDRESS)),
        (int) number(attributes.find(IFLA.LINK), 0),
        (int) number(attributes.find(IFLA.MASTER), 0),
        info == null ? "" : text(info.nested().find(IFLA.INFO_KIND)));
  }

  /** An address, of a message that begins with {@code struct ifaddrmsg}. */
  public static Address address(NetlinkMessage message) throws ProtocolException {
    Fields header = message.family("ifaddrmsg");
    Attributes attributes = message.attributes(Fields.size("ifaddrmsg"));
    Attribute local = attributes.find(IFA.LOCAL);
    Attribute other = local == null ? null : attributes.find(IFA.ADDRESS);
    InetAddress address = local == null ? attributes.get(IFA.ADDRESS).address() : local.address();
    InetAddress peer = ip(other);
    return new Address(
        header.getInt("ifa_index"),
        address,
        address.equals(peer) ? null : peer,
        ip(attributes.find(IFA.BROADCAST)),
        text(attributes.find(IFA.LABEL)),
        header.getInt("ifa_prefixlen"),
        header.getInt("ifa_scope"),
        number(attributes.find(IFA.FLAGS), header.get("ifa_flags")));
  }

  /** A route, of a message that begins with {@code struct rtmsg}. */
  public static Route route(NetlinkMessage message) throws ProtocolException {
    Fields header = message.family("rtmsg");
    Attributes attributes = message.attributes(Fields.size("rtmsg"));
    return new Route(
        header.getInt("rtm_family"),
        ip(attributes.find(RTA.DST)),
        header.getInt("rtm_dst_len"),
        gateway(attributes),
        (int) number(attributes.find(RTA.OIF), 0),
        nexthops(attributes.find(RTA.MULTIPATH)),
        ip(attributes.find(RTA.PREFSRC)),
        number(attributes.find(RTA.TABLE), header.get("rtm_table")),
        number(attributes.find(RTA.PRIORITY), 0),
        header.getInt("rtm_protocol"),
        header.getInt("rtm_scope"),
        header.getInt("rtm_type"));
  }

  /** A neighbour, of a message that begins with {@code struct ndmsg}. */
  public static Neighbour neighbour(NetlinkMessage message) throws ProtocolException {
    Fields header = message.family("ndmsg");
    Attributes attributes = message.attributes(Fields.size("ndmsg"));
    return new Neighbour(
        header.getInt("ndm_family"),
        header.getInt("ndm_ifindex"),
        ip(attributes.find(NDA.DST)),
        hex(attributes.find(NDA.LLADDR)),
        header.getInt("ndm_state"),
        header.getInt("ndm_flags"));
  }

  // ---- next hops

  /** {@code struct rtvia} is a family of 16 bits and an address. */
  private static @Nullable InetAddress gateway(Attributes attributes) throws ProtocolException {
    Attribute via = attributes.find(RTA.VIA);
    if (via == null) {
      return ip(attributes.find(RTA.GATEWAY));
    }
    long start = Math.min(Short.BYTES, via.data().byteSize());
    return new Attribute(via.type(), via.data().asSlice(start)).address();
  }

  private static List<NextHop> nexthops(@Nullable Attribute multipath) throws ProtocolException {
    List<NextHop> hops = new ArrayList<>();
    long size = multipath == null ? 0 : multipath.data().byteSize();
    for (long at = 0; at < size; ) {
      MemorySegment rest = Objects.requireNonNull(multipath).data().asSlice(at);
      Fields hop = new Fields("rtnexthop", rest);
      long length = rest.byteSize() < NEXT_HOP ? 0 : hop.get("rtnh_len");
      if (length < NEXT_HOP || length > rest.byteSize()) {
        throw new ProtocolException("a next hop of " + length + " bytes at " + at + " of " + size);
      }
      Attributes attributes = Attributes.parse(rest.asSlice(NEXT_HOP, length - NEXT_HOP));
      hops.add(
          new NextHop(
              gateway(attributes), hop.getInt("rtnh_ifindex"), hop.getInt("rtnh_hops") + 1));
      at += Rtattr.align(length);
    }
    return hops;
  }

  // ---- attributes that may be absent

  private static String text(@Nullable Attribute attribute) {
    return attribute == null ? "" : attribute.string();
  }

  private static long number(@Nullable Attribute attribute, long otherwise)
      throws ProtocolException {
    return attribute == null ? otherwise : attribute.u32();
  }

  private static @Nullable InetAddress ip(@Nullable Attribute attribute) throws ProtocolException {
    return attribute == null ? null : attribute.address();
  }

  private static String hex(@Nullable Attribute attribute) {
    return attribute == null ? "" : HexFormat.ofDelimiter(":").formatHex(attribute.bytes());
  }
}
