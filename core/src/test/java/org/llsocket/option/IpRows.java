package org.llsocket.option;

import static org.llsocket.Errno.EINVAL;
import static org.llsocket.Errno.ENOTCONN;
import static org.llsocket.option.OptionRow.flag;
import static org.llsocket.option.OptionRow.row;
import static org.llsocket.option.SocketKind.RAW;

import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.llsocket.testing.Capability;

/** The rows of {@link IP} and {@link ICMP}, but for multicast. */
final class IpRows {
  private static final byte[] NONE = {};
  private static final byte[] TWO_NOPS_AND_END = {1, 1, 0, 0};

  private IpRows() {}

  static List<OptionRow<?>> rows() {
    return Stream.of(sending(), receiving(), receivingMore())
        .<OptionRow<?>>flatMap(List::stream)
        .toList();
  }

  static BitSet bits(int... ones) {
    var bits = new BitSet();
    for (int one : ones) {
      bits.set(one);
    }
    return bits;
  }

  private static List<OptionRow<?>> sending() {
    int ttl = Sockets.sysctl("net/ipv4/ip_default_ttl", 64);
    int discover =
        Sockets.sysctl("net/ipv4/ip_no_pmtu_disc", 0) == 0 ? IP.PMTUDISC_WANT : IP.PMTUDISC_DONT;
    return List.of(
        row(IP.TOS).not(SocketKind.TCP).fresh(0).set(0xff).set(0x10).set(0),
        row(IP.TOS).only(SocketKind.TCP).fresh(0).set(0xff, 0xfc).set(0x10).set(0),
        row(IP.TTL).fresh(ttl).set(1).set(255).set(-1, ttl),
        flag(IP.HDRINCL, false).only(SocketKind.ICMP),
        flag(IP.HDRINCL, true).only(RAW),
        row(IP.OPTIONS).fresh(NONE).set(TWO_NOPS_AND_END).set(NONE),
        row(IP.MTU_DISCOVER)
            .fresh(discover)
            .set(IP.PMTUDISC_DO)
            .set(IP.PMTUDISC_PROBE)
            .set(IP.PMTUDISC_INTERFACE)
            .set(IP.PMTUDISC_OMIT)
            .set(IP.PMTUDISC_DONT),
        row(IP.MTU).getFails(ENOTCONN),
        flag(IP.FREEBIND, false),
        flag(IP.TRANSPARENT, false).needs(Capability.NET_RAW),
        flag(IP.NODEFRAG, false),
        flag(IP.BIND_ADDRESS_NO_PORT, false),
        row(IP.UNICAST_IF).fresh(0).set(1).set(0),
        row(IP.LOCAL_PORT_RANGE)
            .fresh(PortRange.SYSTEM)
            .set(new PortRange(40_000, 50_000))
            .set(new PortRange(40_000, 0))
            .set(PortRange.SYSTEM),
        row(IP.PROTOCOL).only(SocketKind.ICMP).fresh(1),
        row(IP.PROTOCOL).only(RAW).fresh(255),
        row(ICMP.FILTER).fresh(bits()).set(bits(0, 8, 31)).set(bits()));
  }

  private static List<OptionRow<?>> receiving() {
    return List.of(
        flag(IP.RECVOPTS, false),
        flag(IP.RETOPTS, false),
        flag(IP.PKTINFO, false),
        row(IP.PKTOPTIONS).fresh(NONE),
        flag(IP.RECVERR, false),
        flag(IP.RECVTTL, false),
        flag(IP.RECVTOS, false),
        flag(IP.PASSSEC, false),
        flag(IP.ORIGDSTADDR, false),
        row(IP.MINTTL).fresh(0).set(255).set(0));
  }

  private static List<OptionRow<?>> receivingMore() {
    return List.of(
        row(IP.ROUTER_ALERT).fresh(false).setFails(true, EINVAL),
        flag(IP.CHECKSUM, false),
        flag(IP.RECVFRAGSIZE, false),
        flag(IP.RECVERR_RFC4884, false));
  }
}
