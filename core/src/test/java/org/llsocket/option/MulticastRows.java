package org.llsocket.option;

import static org.llsocket.Errno.EADDRNOTAVAIL;
import static org.llsocket.Errno.EINVAL;
import static org.llsocket.Errno.ENODEV;
import static org.llsocket.option.OptionRow.flag;
import static org.llsocket.option.OptionRow.row;
import static org.llsocket.option.SocketKind.ICMP;
import static org.llsocket.option.SocketKind.ICMP6;
import static org.llsocket.option.SocketKind.UDP;
import static org.llsocket.option.SocketKind.UDP6;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/** The rows of {@link MCAST} and of what {@link IP} and {@link IPV6} have of it. */
final class MulticastRows {
  static final String LOOPBACK = "lo";

  private static final int LO = 1;
  private static final int NO_INTERFACE = Integer.MAX_VALUE;
  private static final InetAddress GROUP = InetAddress.ofLiteral("239.255.77.1");
  private static final InetAddress SOURCE = InetAddress.ofLiteral("127.0.0.2");
  private static final InetAddress GROUP6 = InetAddress.ofLiteral("ff15::77:1");
  private static final InetAddress SOURCE6 = InetAddress.ofLiteral("::1");

  private MulticastRows() {}

  static List<OptionRow<?>> rows() {
    return Stream.of(values(), groups(), groups6(), groups4())
        .<OptionRow<?>>flatMap(List::stream)
        .toList();
  }

  private static List<OptionRow<?>> values() {
    return List.of(
        row(MCAST.IF).fresh(0).set(LO).setFails(NO_INTERFACE, ENODEV, EADDRNOTAVAIL).set(0),
        row(MCAST.HOPS).fresh(1).set(0).set(255).set(-1, 1),
        flag(MCAST.LOOP, true),
        flag(MCAST.ALL, true),
        row(IP.MULTICAST_IF).fresh(0).set(LO).set(0),
        row(IP.MULTICAST_TTL).fresh(1).set(0).set(255).set(-1, 1),
        flag(IP.MULTICAST_LOOP, true),
        flag(IP.MULTICAST_ALL, true),
        row(IPV6.MULTICAST_IF).fresh(0).set(LO).set(0),
        row(IPV6.MULTICAST_HOPS).fresh(1).set(0).set(255).set(-1, 1),
        flag(IPV6.MULTICAST_LOOP, true),
        flag(IPV6.MULTICAST_ALL, true));
  }

  private static List<OptionRow<?>> groups() {
    GroupReq group = GroupReq.of(GROUP, LO);
    GroupSourceReq source = GroupSourceReq.of(GROUP, SOURCE, LO);
    return List.of(
        row(MCAST.JOIN_GROUP).only(UDP, ICMP).setOnly(group),
        row(MCAST.LEAVE_GROUP).only(UDP, ICMP).setFails(group, EADDRNOTAVAIL),
        row(MCAST.JOIN_SOURCE_GROUP).only(UDP, ICMP).setOnly(source),
        row(MCAST.LEAVE_SOURCE_GROUP).only(UDP, ICMP).setFails(source, EINVAL, EADDRNOTAVAIL),
        row(MCAST.BLOCK_SOURCE).only(UDP, ICMP).setFails(source, EINVAL, EADDRNOTAVAIL),
        row(MCAST.UNBLOCK_SOURCE).only(UDP, ICMP).setFails(source, EINVAL, EADDRNOTAVAIL),
        row(MCAST.MSFILTER)
            .only(UDP, ICMP)
            .setFails(GroupFilter.include(GROUP, LO, List.of(SOURCE)), EINVAL, EADDRNOTAVAIL));
  }

  private static List<OptionRow<?>> groups6() {
    GroupReq group = GroupReq.of(GROUP6, LO);
    GroupSourceReq source = GroupSourceReq.of(GROUP6, SOURCE6, LO);
    return List.of(
        row(MCAST.JOIN_GROUP).only(UDP6, ICMP6).setOnly(group),
        row(MCAST.LEAVE_GROUP).only(UDP6, ICMP6).setFails(group, EADDRNOTAVAIL),
        row(MCAST.JOIN_SOURCE_GROUP).only(UDP6, ICMP6).setOnly(source),
        row(MCAST.LEAVE_SOURCE_GROUP).only(UDP6, ICMP6).setFails(source, EINVAL, EADDRNOTAVAIL),
        row(MCAST.BLOCK_SOURCE).only(UDP6, ICMP6).setFails(source, EINVAL, EADDRNOTAVAIL),
        row(MCAST.UNBLOCK_SOURCE).only(UDP6, ICMP6).setFails(source, EINVAL, EADDRNOTAVAIL),
        row(IPV6.JOIN_GROUP).setOnly(group),
        row(IPV6.LEAVE_GROUP).setFails(group, EADDRNOTAVAIL));
  }

  private static List<OptionRow<?>> groups4() {
    GroupReq group = GroupReq.of(GROUP, LO);
    GroupSourceReq source = GroupSourceReq.of(GROUP, SOURCE, LO);
    return List.of(
        row(IP.ADD_MEMBERSHIP).setOnly(group),
        row(IP.DROP_MEMBERSHIP).setFails(group, EADDRNOTAVAIL),
        row(IP.ADD_SOURCE_MEMBERSHIP).setOnly(source),
        row(IP.DROP_SOURCE_MEMBERSHIP).setFails(source, EINVAL, EADDRNOTAVAIL),
        row(IP.BLOCK_SOURCE).setFails(source, EINVAL, EADDRNOTAVAIL),
        row(IP.UNBLOCK_SOURCE).setFails(source, EINVAL, EADDRNOTAVAIL),
        row(IP.MSFILTER)
            .setFails(GroupFilter.include(GROUP, LO, List.of(SOURCE)), EINVAL, EADDRNOTAVAIL));
  }
}
