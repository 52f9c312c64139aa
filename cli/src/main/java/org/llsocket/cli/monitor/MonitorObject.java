package org.llsocket.cli.monitor;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llsocket.RTNLGRP;
import org.llsocket.cli.output.Formats;
import org.llsocket.netlink.NetlinkMessage;
import org.llsocket.netlink.RTM;
import org.llsocket.nio.NearestNames;

/** What can change: the groups that report it, and the types of the messages. */
enum MonitorObject {
  LINK("link", "link", RTM.NEWLINK, RTM.DELLINK, RTNLGRP.LINK, RTNLGRP.LINK),
  ADDRESS("address", "addr", RTM.NEWADDR, RTM.DELADDR, RTNLGRP.IPV4_IFADDR, RTNLGRP.IPV6_IFADDR),
  ROUTE("route", "route", RTM.NEWROUTE, RTM.DELROUTE, RTNLGRP.IPV4_ROUTE, RTNLGRP.IPV6_ROUTE),
  NEIGHBOUR("neighbour", "neigh", RTM.NEWNEIGH, RTM.DELNEIGH, RTNLGRP.NEIGH, RTNLGRP.NEIGH);

  private final String word;
  private final String label;
  private final int made;
  private final int removed;
  private final int ipv4;
  private final int ipv6;

  MonitorObject(String word, String label, int made, int removed, int ipv4, int ipv6) {
    this.word = word;
    this.label = label;
    this.made = made;
    this.removed = removed;
    this.ipv4 = ipv4;
    this.ipv6 = ipv6;
  }

  /** {@code neighbour}. */
  String word() {
    return word;
  }

  /** {@code neigh}, as ip(8) writes it. */
  String label() {
    return label;
  }

  /** {@code 2 routes}, {@code 1 address}. */
  String count(long count) {
    return this == ADDRESS && count != 1 ? count + " addresses" : Formats.count(count, word);
  }

  /** The groups that report changes, of one family or both. */
  List<Integer> groups(boolean wantsIpv4, boolean wantsIpv6) {
    return ipv4 == ipv6 || !wantsIpv6
        ? List.of(ipv4)
        : wantsIpv4 ? List.of(ipv4, ipv6) : List.of(ipv6);
  }

  boolean isRemoved(NetlinkMessage message) {
    return message.type() == removed;
  }

  /** What a message is about; null for none of these. */
  static @Nullable MonitorObject of(NetlinkMessage message) {
    for (MonitorObject each : values()) {
      if (message.type() == each.made || message.type() == each.removed) {
        return each;
      }
    }
    return null;
  }

  /**
   * The object with this word, its plural, or the label of ip(8).
   *
   * @throws IllegalArgumentException if there is none; the message has the nearest words
   */
  static MonitorObject parse(String text) {
    for (MonitorObject each : values()) {
      String plural = each.count(2).substring(2);
      boolean isAmerican = each == NEIGHBOUR && text.matches("neighbors?");
      if (List.of(each.word, plural, each.label).contains(text) || isAmerican) {
        return each;
      }
    }
    List<String> known = Arrays.stream(values()).map(MonitorObject::word).toList();
    throw new IllegalArgumentException(
        "unknown object \""
            + text
            + "\"; expected one of: "
            + String.join(", ", known)
            + NearestNames.hint(text, known));
  }
}
