package org.llsocket.cli.capture;

import java.util.Map;

/** Types of ICMP (RFC 792) and ICMPv6 (RFC 4443, 4861, 3810) in the words of tcpdump(8). */
final class IcmpNames {
  private static final Map<Integer, String> ICMP =
      Map.of(
          0, "echo reply",
          3, "destination unreachable",
          4, "source quench",
          5, "redirect",
          8, "echo request",
          11, "time exceeded",
          12, "parameter problem",
          13, "time stamp query",
          14, "time stamp reply");

  private static final Map<Integer, String> ICMP6 =
      Map.ofEntries(
          Map.entry(1, "destination unreachable"),
          Map.entry(2, "packet too big"),
          Map.entry(3, "time exceeded"),
          Map.entry(4, "parameter problem"),
          Map.entry(128, "echo request"),
          Map.entry(129, "echo reply"),
          Map.entry(130, "multicast listener query"),
          Map.entry(131, "multicast listener report"),
          Map.entry(132, "multicast listener done"),
          Map.entry(133, "router solicitation"),
          Map.entry(134, "router advertisement"),
          Map.entry(135, "neighbor solicitation"),
          Map.entry(136, "neighbor advertisement"),
          Map.entry(137, "redirect"),
          Map.entry(143, "multicast listener report v2"));

  private IcmpNames() {}

  static String icmp(int type, int code) {
    return name(ICMP, type, code);
  }

  static String icmp6(int type, int code) {
    return name(ICMP6, type, code);
  }

  private static String name(Map<Integer, String> names, int type, int code) {
    String name = names.get(type);
    return name == null
        ? "type " + type + " code " + code
        : name + (code == 0 ? "" : ", code " + code);
  }
}
