package org.llsocket.netlink;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llsocket.internal.struct.Fields;

/**
 * rtnetlink(7): interfaces, addresses, routes and neighbours as values. A method with a {@link
 * NetlinkMessage} reads one message, of a notification for example.
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
  private Rtnetlink() {}

  /**
   * {@code struct ifinfomsg}: an interface.
   *
   * @param index {@code ifi_index}
   * @param name {@code IFLA_IFNAME}
   * @param type {@code ifi_type}: {@code ARPHRD_*}
   * @param flags {@code ifi_flags}: {@code IFF_*}
   * @param mtu {@code IFLA_MTU}, in bytes; 0 if the message does not have it
   * @param address {@code IFLA_ADDRESS} in hexadecimal, {@code 02:00:00:00:00:01}; empty for none
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
      String address,
      int master,
      String kind) {}

  /**
   * {@code struct ifaddrmsg}: an IP address of an interface.
   *
   * @param index {@code ifa_index}: the interface
   * @param address {@code IFA_LOCAL}, or else {@code IFA_ADDRESS}: the address of this machine
   * @param prefixLength {@code ifa_prefixlen}: the bits of the network
   * @param scope {@code ifa_scope}: 0 global, 253 link, 254 host
   * @param flags {@code IFA_FLAGS}: {@code IFA_F_*}
   */
  public record Address(int index, InetAddress address, int prefixLength, int scope, long flags) {}

  /**
   * {@code struct rtmsg}: a route.
   *
   * @param family {@code rtm_family}: AF_INET or AF_INET6
   * @param destination {@code RTA_DST}; null for the default route
   * @param prefixLength {@code rtm_dst_len}: the bits of the destination
   * @param gateway {@code RTA_GATEWAY}; null for none
   * @param oif {@code RTA_OIF}: the outgoing interface; 0 for none, or several
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
      @Nullable InetAddress source,
      long table,
      long metric,
      int protocol,
      int scope,
      int type) {}

  /**
   * {@code struct ndmsg}: a neighbour: the hardware address of an IP address.
   *
   * @param index {@code ndm_ifindex}: the interface
   * @param address {@code NDA_DST}
   * @param hardware {@code NDA_LLADDR} in hexadecimal; empty if it is not known
   * @param state {@code ndm_state}: 2 reachable, 4 stale, 32 failed, 128 permanent
   */
  public record Neighbour(int index, InetAddress address, String hardware, int state) {}

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
    return new Link(
        header.getInt("ifi_index"),
        text(attributes.find(IFLA.IFNAME)),
        header.getInt("ifi_type"),
        header.getInt("ifi_flags"),
        number(attributes.find(IFLA.MTU), 0),
        hex(attributes.find(IFLA.ADDRESS)),
        (int) number(attributes.find(IFLA.MASTER), 0),
        info == null ? "" : text(info.nested().find(IFLA.INFO_KIND)));
  }

  /** An address, of a message that begins with {@code struct ifaddrmsg}. */
  public static Address address(NetlinkMessage message) throws ProtocolException {
    Fields header = message.family("ifaddrmsg");
    Attributes attributes = message.attributes(Fields.size("ifaddrmsg"));
    Attribute local = attributes.find(IFA.LOCAL);
    return new Address(
        header.getInt("ifa_index"),
        local == null ? attributes.get(IFA.ADDRESS).address() : local.address(),
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
        ip(attributes.find(RTA.GATEWAY)),
        (int) number(attributes.find(RTA.OIF), 0),
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
        header.getInt("ndm_ifindex"),
        attributes.get(NDA.DST).address(),
        hex(attributes.find(NDA.LLADDR)),
        header.getInt("ndm_state"));
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
