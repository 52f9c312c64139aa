package org.llsocket.cli.monitor;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.IFF;
import org.llsocket.SockAddr;
import org.llsocket.netlink.Rtnetlink;

/** Links, addresses, routes and neighbours on one line each, by the words of ip(8). */
final class ChangeText {
  private static final List<String> OPERATIONAL =
      List.of("UNKNOWN", "NOTPRESENT", "DOWN", "LOWERLAYERDOWN", "TESTING", "DORMANT", "UP");
  private static final Map<Integer, String> SCOPES =
      Map.of(0, "global", 200, "site", 253, "link", 254, "host", 255, "nowhere");
  private static final Map<Integer, String> PROTOCOLS =
      Map.of(1, "redirect", 2, "kernel", 4, "static", 9, "ra", 16, "dhcp", 186, "bgp", 188, "ospf");
  private static final List<String> ROUTE_TYPES =
      List.of(
          "none",
          "",
          "local",
          "broadcast",
          "anycast",
          "multicast",
          "blackhole",
          "unreachable",
          "prohibit",
          "throw",
          "nat");
  private static final Map<Integer, String> NEIGHBOUR_STATES =
      Map.of(
          1,
          "INCOMPLETE",
          2,
          "REACHABLE",
          4,
          "STALE",
          8,
          "DELAY",
          16,
          "PROBE",
          32,
          "FAILED",
          64,
          "NOARP",
          128,
          "PERMANENT");
  private static final Map<Integer, String> ADDRESS_FLAGS =
      Map.of(
          0x01,
          "secondary",
          0x02,
          "nodad",
          0x04,
          "optimistic",
          0x08,
          "dadfailed",
          0x20,
          "deprecated",
          0x40,
          "tentative",
          0x100,
          "mngtmpaddr",
          0x200,
          "noprefixroute");
  private static final int BOOT = 3; // RTPROT_BOOT: ip(8) omits it
  private static final int MAIN = 254;
  private static final int LOCAL = 255;
  private static final int PROXY = 0x08;
  private static final int ROUTER = 0x80;

  private final Map<Integer, String> names = new HashMap<>(); // of interfaces, also of removed ones

  /** Notes the name of an interface. */
  void learn(Rtnetlink.Link link) {
    names.put(link.index(), link.name());
  }

  private String device(int index) {
    return names.getOrDefault(index, "if" + index);
  }

  /** Whether a change is of the interface with this name. */
  boolean isOf(Object value, String device) {
    int index =
        switch (value) {
          case Rtnetlink.Link link -> link.index();
          case Rtnetlink.Address address -> address.index();
          case Rtnetlink.Route route -> route.oif();
          case Rtnetlink.Neighbour neighbour -> neighbour.index();
          default -> 0;
        };
    return device(index).equals(device)
        || (value instanceof Rtnetlink.Route route
            && route.nexthops().stream().anyMatch(hop -> device(hop.oif()).equals(device)));
  }

  String of(Object value) {
    return switch (value) {
      case Rtnetlink.Link link -> of(link);
      case Rtnetlink.Address address -> of(address);
      case Rtnetlink.Route route -> of(route);
      case Rtnetlink.Neighbour neighbour -> of(neighbour);
      default -> value.toString();
    };
  }

  private String of(Rtnetlink.Link link) {
    var line = new StringJoiner(" ");
    String below = link.link() == 0 || link.link() == link.index() ? "" : "@" + device(link.link());
    line.add(link.index() + ": " + link.name() + below + ":");
    line.add("<" + IFF.toString(link.flags()).replace("IFF_", "").replace('|', ',') + ">");
    line.add("mtu " + link.mtu());
    if (link.master() != 0) {
      line.add("master " + device(link.master()));
    }
    int state = link.operstate();
    line.add("state " + (state < OPERATIONAL.size() ? OPERATIONAL.get(state) : state));
    if (!link.kind().isEmpty()) {
      line.add("kind " + link.kind());
    }
    if (!link.address().isEmpty()) {
      line.add("address " + link.address());
    }
    return line.toString();
  }

  private String of(Rtnetlink.Address address) {
    var line = new StringJoiner(" ");
    line.add(address.index() + ": " + device(address.index()));
    line.add(address.address().getAddress().length == Integer.BYTES ? "inet" : "inet6");
    line.add(
        address.peer() == null
            ? host(address.address()) + "/" + address.prefixLength()
            : host(address.address())
                + " peer "
                + host(address.peer())
                + "/"
                + address.prefixLength());
    if (address.broadcast() != null) {
      line.add("brd " + host(address.broadcast()));
    }
    line.add("scope " + SCOPES.getOrDefault(address.scope(), Integer.toString(address.scope())));
    flags(line, (int) address.flags(), ADDRESS_FLAGS);
    if (!address.label().isEmpty()) {
      line.add(address.label());
    }
    return line.toString();
  }

  private String of(Rtnetlink.Route route) {
    var line = new StringJoiner(" ");
    String type =
        route.type() < ROUTE_TYPES.size()
            ? ROUTE_TYPES.get(route.type())
            : Integer.toString(route.type());
    if (!type.isEmpty()) {
      line.add(type);
    }
    line.add(destination(route));
    hop(line, route.gateway(), route.oif());
    if (route.table() != MAIN) {
      line.add("table " + (route.table() == LOCAL ? "local" : route.table()));
    }
    if (route.protocol() != BOOT) {
      line.add(
          "proto " + PROTOCOLS.getOrDefault(route.protocol(), Integer.toString(route.protocol())));
    }
    if (route.scope() != 0) {
      line.add("scope " + SCOPES.getOrDefault(route.scope(), Integer.toString(route.scope())));
    }
    if (route.source() != null) {
      line.add("src " + host(route.source()));
    }
    if (route.metric() != 0) {
      line.add("metric " + route.metric());
    }
    for (Rtnetlink.NextHop each : route.nexthops()) {
      line.add("nexthop");
      hop(line, each.gateway(), each.oif());
      line.add("weight " + each.weight());
    }
    return line.toString();
  }

  private static String destination(Rtnetlink.Route route) {
    if (route.destination() == null) {
      return "default";
    }
    boolean isHost = route.prefixLength() == route.destination().getAddress().length * Byte.SIZE;
    return host(route.destination()) + (isHost ? "" : "/" + route.prefixLength());
  }

  private void hop(StringJoiner line, @Nullable InetAddress gateway, int oif) {
    if (gateway != null) {
      line.add("via " + host(gateway));
    }
    if (oif != 0) {
      line.add("dev " + device(oif));
    }
  }

  private String of(Rtnetlink.Neighbour neighbour) {
    var line = new StringJoiner(" ");
    if (neighbour.address() != null) {
      line.add(host(neighbour.address()));
    }
    line.add("dev " + device(neighbour.index()));
    if (!neighbour.hardware().isEmpty()) {
      line.add("lladdr " + neighbour.hardware());
    }
    if ((neighbour.flags() & ROUTER) != 0) {
      line.add("router");
    }
    if ((neighbour.flags() & PROXY) != 0) {
      line.add("proxy");
    }
    if (neighbour.family() == AF.BRIDGE.number()) {
      line.add("bridge");
    }
    flags(line, neighbour.state(), NEIGHBOUR_STATES);
    return line.toString();
  }

  private static void flags(StringJoiner line, int flags, Map<Integer, String> names) {
    for (int bit = 1; bit != 0; bit <<= 1) {
      String name = names.get(bit);
      if ((flags & bit) != 0 && name != null) {
        line.add(name);
      }
    }
  }

  private static String host(InetAddress address) {
    return String.valueOf(SockAddr.of(address, 0).host());
  }
}
