package org.llsocket.option;

import static org.llsocket.Errno.EINVAL;
import static org.llsocket.Errno.ENOENT;
import static org.llsocket.Errno.ENOPROTOOPT;
import static org.llsocket.Errno.ENOTCONN;
import static org.llsocket.option.IpRows.bits;
import static org.llsocket.option.OptionRow.flag;
import static org.llsocket.option.OptionRow.row;
import static org.llsocket.option.SocketKind.RAW6;

import java.net.Inet6Address;
import java.util.List;
import java.util.stream.Stream;
import org.llsocket.message.PktInfo;
import org.llsocket.testing.Capability;

/** The rows of {@link IPV6} and {@link ICMP6}, but for multicast. */
final class Ipv6Rows {
  private static final byte[] NONE = {};

  /** Next header, length 0, and one option of padding that fills the rest. */
  private static final byte[] PADDING = {0, 0, 1, 4, 0, 0, 0, 0};

  private Ipv6Rows() {}

  static List<OptionRow<?>> rows() {
    return Stream.of(sending(), headers(), receiving())
        .<OptionRow<?>>flatMap(List::stream)
        .toList();
  }

  private static List<OptionRow<?>> sending() {
    int hops = Sockets.sysctl("net/ipv6/conf/default/hop_limit", 64);
    int labels = Sockets.sysctl("net/ipv6/auto_flowlabels", 1);
    return List.of(
        row(IPV6.ADDRFORM).setFails(2, ENOTCONN),
        row(IPV6.CHECKSUM).fresh(-1).set(2).set(-1),
        row(IPV6.UNICAST_HOPS).fresh(hops).set(1).set(0).set(255).set(-1, hops),
        row(IPV6.MTU_DISCOVER)
            .is(how -> how == IPV6.PMTUDISC_WANT || how == IPV6.PMTUDISC_DONT)
            .set(IPV6.PMTUDISC_DO)
            .set(IPV6.PMTUDISC_OMIT)
            .set(IPV6.PMTUDISC_WANT),
        row(IPV6.MTU).getFails(ENOTCONN).setOnly(1280).setOnly(0),
        row(IPV6.PATHMTU).getFails(ENOTCONN),
        flag(IPV6.V6ONLY, Sockets.sysctl("net/ipv6/bindv6only", 0) != 0)
            .not(RAW6, SocketKind.ICMP6),
        flag(IPV6.FLOWINFO_SEND, false),
        flag(IPV6.HDRINCL, false).only(SocketKind.ICMP6),
        flag(IPV6.HDRINCL, true).only(RAW6),
        row(IPV6.PKTINFO).setOnly(PktInfo.from(any(), 0)),
        flag(IPV6.DONTFRAG, false),
        row(IPV6.TCLASS).fresh(0).set(0xb8).set(-1, 0),
        flag(IPV6.AUTOFLOWLABEL, labels == 1 || labels == 3),
        row(IPV6.ADDR_PREFERENCES)
            .is(flags -> (flags & IPV6.PREFER_SRC_HOME) != 0)
            .set(IPV6.PREFER_SRC_PUBLIC, IPV6.PREFER_SRC_PUBLIC | IPV6.PREFER_SRC_HOME),
        flag(IPV6.TRANSPARENT, false).needs(Capability.NET_RAW),
        row(IPV6.UNICAST_IF).fresh(0).set(1).set(0),
        flag(IPV6.FREEBIND, false),
        row(IP6T.SO_ORIGINAL_DST).getFails(ENOENT, ENOPROTOOPT));
  }

  private static Inet6Address any() {
    return (Inet6Address) Inet6Address.ofLiteral("::");
  }

  private static List<OptionRow<?>> headers() {
    return List.of(
        row(IPV6.HOPOPTS).needs(Capability.NET_RAW).fresh(NONE).set(PADDING).set(NONE),
        row(IPV6.RTHDRDSTOPTS).needs(Capability.NET_RAW).fresh(NONE).set(PADDING).set(NONE),
        row(IPV6.RTHDR).fresh(NONE).setFails(PADDING, EINVAL),
        row(IPV6.DSTOPTS).needs(Capability.NET_RAW).fresh(NONE).set(PADDING).set(NONE));
  }

  private static List<OptionRow<?>> receiving() {
    return List.of(
        flag(IPV6.FLOWINFO, false),
        row(IPV6.ROUTER_ALERT).is(value -> true).setOnly(0).setOnly(-1),
        flag(IPV6.RECVERR, false),
        flag(IPV6.ROUTER_ALERT_ISOLATE, false),
        flag(IPV6.RECVERR_RFC4884, false),
        flag(IPV6.RECVPKTINFO, false),
        flag(IPV6.RECVHOPLIMIT, false),
        flag(IPV6.RECVHOPOPTS, false),
        flag(IPV6.RECVRTHDR, false),
        flag(IPV6.RECVDSTOPTS, false),
        flag(IPV6.RECVPATHMTU, false),
        flag(IPV6.RECVTCLASS, false),
        row(IPV6.MINHOPCOUNT).fresh(0).set(255).set(0),
        flag(IPV6.ORIGDSTADDR, false),
        flag(IPV6.RECVFRAGSIZE, false),
        row(ICMP6.FILTER).fresh(bits()).set(bits(1, 128, 255)).set(bits()));
  }
}
