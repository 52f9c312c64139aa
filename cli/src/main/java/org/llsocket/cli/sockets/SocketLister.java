package org.llsocket.cli.sockets;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.ETH;
import org.llsocket.Errno;
import org.llsocket.ErrnoException;
import org.llsocket.IPPROTO;
import org.llsocket.Interface;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.cli.sockets.SocketRow.Endpoint;
import org.llsocket.netlink.NetlinkException;
import org.llsocket.netlink.NetlinkSocket;
import org.llsocket.netlink.SockDiag;
import org.llsocket.option.MemInfo;

/** Lists sockets by sock_diag(7). */
final class SocketLister {
  /** The protocols of netlink by number, as ss(8) names them. */
  private static final List<String> PROTOCOLS =
      List.of(
          "rtnl",
          "unused",
          "usersock",
          "fw",
          "tcpdiag",
          "nflog",
          "xfrm",
          "selinux",
          "iscsi",
          "audit",
          "fiblookup",
          "connector",
          "nft",
          "ip6fw",
          "dec-rt",
          "uevent",
          "genl");

  private static final Endpoint NONE = new Endpoint("*", null);

  private final NetlinkSocket netlink;
  private final SocketKinds kinds;
  private final int states;
  private final List<SocketRow> rows = new ArrayList<>();

  private SocketLister(NetlinkSocket netlink, SocketKinds kinds, int states) {
    this.netlink = netlink;
    this.kinds = kinds;
    this.states = states;
  }

  /** The sockets of these kinds in these states. */
  static List<SocketRow> list(NetlinkSocket netlink, SocketKinds kinds, int states)
      throws IOException {
    var lister = new SocketLister(netlink, kinds, states);
    lister.addOthers();
    lister.addInet();
    return lister.rows;
  }

  private interface Listing {
    void add() throws IOException;
  }

  /** What the kernel does not list is an error only if the user named it. */
  private void add(boolean wanted, String kind, String setting, Listing listing)
      throws IOException {
    if (!wanted) {
      return;
    }
    try {
      listing.add();
    } catch (NetlinkException e) {
      if (!e.errno().equals(Errno.ENOENT)) {
        throw e;
      }
      if (kinds.areNamed()) {
        throw new IOException(
            "this kernel does not list " + kind + " sockets: it was built without " + setting, e);
      }
    }
  }

  // ---- IPv4 and IPv6

  private void addInet() throws IOException {
    addInet(kinds.raw(), "raw", IPPROTO.RAW, "CONFIG_INET_RAW_DIAG");
    addInet(kinds.udp(), "udp", IPPROTO.UDP, "CONFIG_INET_UDP_DIAG");
    addInet(kinds.tcp(), "tcp", IPPROTO.TCP, "CONFIG_INET_TCP_DIAG");
    addInet(kinds.mptcp(), "mptcp", IPPROTO.MPTCP, "CONFIG_INET_MPTCP_DIAG");
  }

  private void addInet(boolean wanted, String kind, IPPROTO protocol, String setting)
      throws IOException {
    add(wanted && kinds.ipv4(), kind, setting, () -> addInet(kind, AF.INET, protocol));
    add(wanted && kinds.ipv6(), kind, setting, () -> addInet(kind, AF.INET6, protocol));
  }

  private void addInet(String kind, AF family, IPPROTO protocol) throws IOException {
    for (SockDiag.Inet each : SockDiag.inet(netlink, family, protocol, states)) {
      rows.add(
          new SocketRow(
              kind,
              each.state(),
              each.rqueue(),
              each.wqueue(),
              endpoint(each.local(), each.ifindex()),
              endpoint(each.remote(), 0),
              each.inode(),
              each.cookie(),
              each.uid(),
              each,
              each.memory()));
    }
  }

  /** {@code 127.0.0.1:80}, {@code [fe80::1]%eth0:*}. */
  private static Endpoint endpoint(SockAddr address, int ifindex) {
    boolean isInet6 = address.family().equals(AF.INET6);
    String host =
        isInet6
            ? "[" + SockAddr.inet6(address.addressBytes(), 0, 0, 0).host() + "]"
            : String.valueOf(address.host());
    String device = ifindex == 0 ? "" : "%" + device(ifindex);
    return new Endpoint(host + device + ":" + orAny(address.port()), address);
  }

  private static String orAny(long number) {
    return number == 0 ? "*" : Long.toString(number);
  }

  private static String device(int ifindex) {
    try {
      return Interface.indextoname(ifindex);
    } catch (ErrnoException e) {
      return Integer.toString(ifindex); // it is gone
    }
  }

  // ---- others

  private void addOthers() throws IOException {
    boolean closed = (states & SocketState.CLOSED.bit()) != 0; // these two have no states
    add(kinds.netlink() && closed, "netlink", "CONFIG_NETLINK_DIAG", this::addNetlink);
    add(kinds.packet() && closed, "packet", "CONFIG_PACKET_DIAG", this::addPacket);
    add(kinds.unix(), "Unix", "CONFIG_UNIX_DIAG", this::addUnix);
    add(kinds.vsock(), "vsock", "CONFIG_VSOCKETS_DIAG", this::addVsock);
  }

  private void addNetlink() throws IOException {
    for (SockDiag.Netlink each : SockDiag.netlink(netlink)) {
      String local =
          protocol(each.protocol()) + ":" + (each.portid() == 0 ? "kernel" : each.portid());
      add("nl", each.inode(), each.cookie(), -1, new Endpoint(local, null), each.memory());
    }
  }

  private void addPacket() throws IOException {
    for (SockDiag.Packet each : SockDiag.packet(netlink)) {
      String protocol =
          each.protocol() == ETH.P_ALL
              ? "*"
              : String.format(Locale.ROOT, "0x%04x", each.protocol());
      String local = protocol + ":" + (each.ifindex() == 0 ? "*" : device(each.ifindex()));
      String netid = each.type() == SOCK.RAW.number() ? "p_raw" : "p_dgr";
      add(netid, each.inode(), each.cookie(), each.uid(), new Endpoint(local, null), each.memory());
    }
  }

  private void add(
      String netid, long inode, long cookie, long uid, Endpoint local, @Nullable MemInfo memory) {
    rows.add(
        new SocketRow(
            netid,
            SocketState.CLOSED.number(),
            memory == null ? 0 : memory.rmem_alloc(),
            memory == null ? 0 : memory.wmem_alloc(),
            local,
            NONE,
            inode,
            cookie,
            uid,
            null,
            memory));
  }

  private void addUnix() throws IOException {
    for (SockDiag.Unix each : SockDiag.unix(netlink, states)) {
      String name = AddressPattern.name(each.local());
      String text = (name.isEmpty() ? "*" : name) + " " + each.inode();
      rows.add(
          new SocketRow(
              "u_" + type(each.type()),
              each.state(),
              each.rqueue(),
              each.wqueue(),
              new Endpoint(text, each.local()),
              new Endpoint("* " + each.peer(), null),
              each.inode(),
              each.cookie(),
              each.uid(),
              null,
              each.memory()));
    }
  }

  private void addVsock() throws IOException {
    for (SockDiag.Vsock each : SockDiag.vsock(netlink, states)) {
      rows.add(
          new SocketRow(
              "v_" + type(each.type()),
              each.state(),
              0,
              0,
              new Endpoint(each.local().toString().replaceFirst("^vsock:", ""), each.local()),
              new Endpoint(each.remote().toString().replaceFirst("^vsock:", ""), each.remote()),
              each.inode(),
              each.cookie(),
              -1,
              null,
              null));
    }
  }

  private static String type(int type) {
    return type == SOCK.STREAM.number() ? "str" : type == SOCK.DGRAM.number() ? "dgr" : "seq";
  }

  private static String protocol(int number) {
    return number < PROTOCOLS.size() ? PROTOCOLS.get(number) : Integer.toString(number);
  }
}
