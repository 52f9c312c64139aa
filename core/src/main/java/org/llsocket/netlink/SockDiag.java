package org.llsocket.netlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.IPPROTO;
import org.llsocket.SockAddr;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Fields;
import org.llsocket.option.MemInfo;
import org.llsocket.option.TcpInfo;

/**
 * sock_diag(7): the sockets of this network namespace, of all processes, as ss(8) lists them.
 *
 * {@snippet :
 * try (var netlink = NetlinkSocket.open(NETLINK.SOCK_DIAG)) {
 *   for (SockDiag.Inet each : SockDiag.inet(netlink, AF.INET, IPPROTO.TCP, SockDiag.ALL_STATES)) {
 *     IO.println(each.local() + " " + each.remote() + " " + each.wqueue());
 *   }
 *   for (SockDiag.Unix each : SockDiag.unix(netlink, 1 << TCP.LISTEN)) {
 *     IO.println(each.local());
 *   }
 * }
 * }
 *
 * <p>A list is not a snapshot: sockets that open or close meanwhile may be in it or not. Any user
 * may list the sockets of all users. The kernel lists a family only if it was built with, or can
 * load, the module for it, such as {@code CONFIG_UNIX_DIAG}; else a method throws {@link
 * NetlinkException} with ENOENT. A method with a {@link NetlinkMessage} reads one message, such as
 * that of a socket which was destroyed, of the groups {@code SKNLGRP_*}.
 *
 * <p>The number of the inode is also in the text of the link {@code /proc/PID/fd/FD}, {@code
 * socket:[4711]}, by which a process is found.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/sock_diag.7.html">sock_diag(7)</a>
 */
public final class SockDiag {
  /** Sockets in any state. */
  public static final int ALL_STATES = -1;

  /** {@code SOCK_DIAG_BY_FAMILY}, on every machine. */
  static final int BY_FAMILY = 20;

  private static final int MAX_BYTE = 0xff; // sdiag_family and sdiag_protocol have 8 bits

  private SockDiag() {}

  // ---- IPv4 and IPv6

  /**
   * {@code struct inet_diag_msg}: a socket of IPv4 or IPv6.
   *
   * @param family {@code idiag_family}: AF_INET or AF_INET6
   * @param protocol the protocol that was requested
   * @param state {@code idiag_state}: {@code TCP_ESTABLISHED} and so on; of other protocols than
   *     TCP, {@code TCP_ESTABLISHED} if it is connected and else {@code TCP_CLOSE}
   * @param local the address that it is bound to; the port of a raw socket is its protocol
   * @param remote the address that it is connected to; port 0 for none
   * @param ifindex {@code idiag_if}: the interface that it is bound to; 0 for any
   * @param cookie {@code idiag_cookie}: what {@code SO_COOKIE} returns
   * @param timer {@code idiag_timer}: 0 none, 1 retransmission, 2 keepalive, 3 TIME_WAIT, 4 zero
   *     window
   * @param retrans {@code idiag_retrans}: how many times the timer has expired without an answer
   * @param expires {@code idiag_expires}: when the timer expires next; zero without a timer
   * @param rqueue {@code idiag_rqueue}: bytes not yet received by the program; of a listener, the
   *     connections not yet accepted
   * @param wqueue {@code idiag_wqueue}: bytes not yet acknowledged; of a listener, the backlog
   * @param uid {@code idiag_uid}: the user that owns it
   * @param inode {@code idiag_inode}: its number in {@code /proc/PID/fd}; 0 if no process has it
   * @param shutdown {@code INET_DIAG_SHUTDOWN}: 1 for no more receives, 2 for no more sends, 3 for
   *     both
   * @param mark {@code INET_DIAG_MARK}: {@code SO_MARK}; 0 without CAP_NET_ADMIN
   * @param congestion {@code INET_DIAG_CONG}: the congestion control of TCP; empty for none
   * @param info {@code INET_DIAG_INFO}: the state of a TCP connection; null for other protocols and
   *     in TIME_WAIT
   * @param memory {@code INET_DIAG_SKMEMINFO}: its memory; null in TIME_WAIT
   */
  public record Inet(
      int family,
      IPPROTO protocol,
      int state,
      SockAddr local,
      SockAddr remote,
      int ifindex,
      long cookie,
      int timer,
      int retrans,
      Duration expires,
      long rqueue,
      long wqueue,
      long uid,
      long inode,
      int shutdown,
      long mark,
      String congestion,
      @Nullable TcpInfo info,
      @Nullable MemInfo memory) {}

  /**
   * {@code SOCK_DIAG_BY_FAMILY}: the sockets of IPv4 or IPv6 of a protocol.
   *
   * @param netlink of {@code NETLINK_SOCK_DIAG}
   * @param family {@link AF#INET} or {@link AF#INET6}
   * @param protocol {@link IPPROTO#TCP}, {@link IPPROTO#UDP}, {@link IPPROTO#UDPLITE}, {@link
   *     IPPROTO#RAW} for raw sockets of all protocols, {@link IPPROTO#MPTCP} since Linux 5.9, and
   *     so on
   * @param states a bit for each state: {@code 1 << TCP.LISTEN}; {@link #ALL_STATES}
   * @throws IllegalArgumentException if {@code family} is another, or {@code protocol} is negative
   * @throws NetlinkException ENOENT if the kernel lists no such sockets
   */
  public static List<Inet> inet(NetlinkSocket netlink, AF family, IPPROTO protocol, int states)
      throws IOException {
    if (!family.equals(AF.INET) && !family.equals(AF.INET6)) {
      throw new IllegalArgumentException("family: " + family + " is not AF_INET or AF_INET6");
    }
    if (protocol.number() < 0) {
      throw new IllegalArgumentException("protocol: " + protocol.number() + " is negative");
    }
    var header =
        Fields.of("inet_diag_req_v2")
            .set("sdiag_family", family.number())
            .set("sdiag_protocol", protocol.number() > MAX_BYTE ? 0 : protocol.number())
            .set("idiag_ext", SockDiagMessages.INET_EXTENSIONS)
            .set("idiag_states", states);
    var request = request(header);
    if (protocol.number() > MAX_BYTE) {
      request.putU32(Platform.number("INET_DIAG_REQ_PROTOCOL"), protocol.number());
    }
    return list(netlink, request, message -> inet(message, protocol));
  }

  /**
   * A socket, of a message that begins with {@code struct inet_diag_msg}.
   *
   * @param protocol the protocol that was requested: it decides what {@code INET_DIAG_INFO} is
   */
  public static Inet inet(NetlinkMessage message, IPPROTO protocol) throws ProtocolException {
    return SockDiagMessages.inet(message, protocol);
  }

  // ---- Unix

  /**
   * {@code struct unix_diag_msg}: a Unix socket.
   *
   * @param type {@code udiag_type}: {@code SOCK_STREAM} and so on
   * @param state {@code udiag_state}: {@code TCP_ESTABLISHED} if it is connected, {@code
   *     TCP_LISTEN}, or else {@code TCP_CLOSE}
   * @param local {@code UNIX_DIAG_NAME}: the path or the abstract name that it is bound to; without
   *     a name for none
   * @param inode {@code udiag_ino}: its number in {@code /proc/PID/fd}
   * @param peer {@code UNIX_DIAG_PEER}: the inode of the socket that it is connected to; 0 for none
   * @param cookie {@code udiag_cookie}: what {@code SO_COOKIE} returns
   * @param rqueue {@code udiag_rqueue}: bytes not yet received by the program; of a listener, the
   *     connections not yet accepted
   * @param wqueue {@code udiag_wqueue}: bytes sent and not yet received by the peer; of a listener,
   *     the backlog
   * @param uid {@code UNIX_DIAG_UID}, Linux 5.3: the user that owns it; -1 if it is not reported
   * @param shutdown {@code UNIX_DIAG_SHUTDOWN}: 1 for no more receives, 2 for no more sends, 3 for
   *     both
   * @param memory {@code UNIX_DIAG_MEMINFO}: its memory; null if it is not reported
   */
  public record Unix(
      int type,
      int state,
      SockAddr local,
      long inode,
      long peer,
      long cookie,
      long rqueue,
      long wqueue,
      long uid,
      int shutdown,
      @Nullable MemInfo memory) {}

  /**
   * {@code SOCK_DIAG_BY_FAMILY}: the Unix sockets.
   *
   * @param netlink of {@code NETLINK_SOCK_DIAG}
   * @param states a bit for each state: {@code 1 << TCP.LISTEN}; {@link #ALL_STATES}
   * @throws NetlinkException ENOENT if the kernel lists no Unix sockets
   */
  public static List<Unix> unix(NetlinkSocket netlink, int states) throws IOException {
    var header =
        Fields.of("unix_diag_req")
            .set("sdiag_family", AF.UNIX.number())
            .set("udiag_states", states)
            .set("udiag_show", SockDiagMessages.UNIX_SHOW);
    return list(netlink, request(header), SockDiag::unix);
  }

  /** A socket, of a message that begins with {@code struct unix_diag_msg}. */
  public static Unix unix(NetlinkMessage message) throws ProtocolException {
    return SockDiagMessages.unix(message);
  }

  // ---- packet

  /**
   * {@code struct packet_diag_msg}: a packet socket.
   *
   * @param type {@code pdiag_type}: {@code SOCK_RAW} or {@code SOCK_DGRAM}
   * @param protocol {@code pdiag_num}: the {@code ETH_P_*} that it receives, in host byte order
   * @param ifindex {@code pdi_index}: the interface that it is bound to; 0 for any
   * @param inode {@code pdiag_ino}: its number in {@code /proc/PID/fd}
   * @param cookie {@code pdiag_cookie}: what {@code SO_COOKIE} returns
   * @param uid {@code PACKET_DIAG_UID}: the user that owns it; -1 if it is not reported
   * @param memory {@code PACKET_DIAG_MEMINFO}: its memory; null if it is not reported
   */
  public record Packet(
      int type,
      int protocol,
      int ifindex,
      long inode,
      long cookie,
      long uid,
      @Nullable MemInfo memory) {}

  /**
   * {@code SOCK_DIAG_BY_FAMILY}: the packet sockets.
   *
   * @param netlink of {@code NETLINK_SOCK_DIAG}
   * @throws NetlinkException ENOENT if the kernel lists no packet sockets
   */
  public static List<Packet> packet(NetlinkSocket netlink) throws IOException {
    var header =
        Fields.of("packet_diag_req")
            .set("sdiag_family", AF.PACKET.number())
            .set("pdiag_show", SockDiagMessages.PACKET_SHOW);
    return list(netlink, request(header), SockDiag::packet);
  }

  /** A socket, of a message that begins with {@code struct packet_diag_msg}. */
  public static Packet packet(NetlinkMessage message) throws ProtocolException {
    return SockDiagMessages.packet(message);
  }

  // ---- netlink

  /**
   * {@code struct netlink_diag_msg}: a netlink socket; those of the kernel itself are listed too.
   *
   * @param type {@code ndiag_type}: {@code SOCK_RAW} or {@code SOCK_DGRAM}
   * @param protocol {@code ndiag_protocol}: {@code NETLINK_ROUTE} and so on
   * @param portid {@code ndiag_portid}: the port that it is bound to, often the number of a
   *     process, unsigned; 0 for the kernel, and before it is bound
   * @param dstPortid {@code ndiag_dst_portid}: the port that it is connected to
   * @param dstGroup {@code ndiag_dst_group}: the lowest group that it is connected to; 0 for none
   * @param inode {@code ndiag_ino}: its number in {@code /proc/PID/fd}, where the kernel's own are
   *     not
   * @param cookie {@code ndiag_cookie}: what {@code SO_COOKIE} returns
   * @param groups {@code NETLINK_DIAG_GROUPS}: the multicast groups that it has joined
   * @param memory {@code NETLINK_DIAG_MEMINFO}: its memory; null if it is not reported
   */
  public record Netlink(
      int type,
      int protocol,
      long portid,
      long dstPortid,
      long dstGroup,
      long inode,
      long cookie,
      List<Integer> groups,
      @Nullable MemInfo memory) {
    /** Copies the groups. */
    public Netlink {
      groups = List.copyOf(groups);
    }
  }

  /**
   * {@code SOCK_DIAG_BY_FAMILY}: the netlink sockets of all protocols.
   *
   * @param netlink of {@code NETLINK_SOCK_DIAG}
   * @throws NetlinkException ENOENT if the kernel lists no netlink sockets
   */
  public static List<Netlink> netlink(NetlinkSocket netlink) throws IOException {
    var header =
        Fields.of("netlink_diag_req")
            .set("sdiag_family", AF.NETLINK.number())
            .set("sdiag_protocol", MAX_BYTE) // NDIAG_PROTO_ALL
            .set("ndiag_show", SockDiagMessages.NETLINK_SHOW);
    List<Netlink> sockets = list(netlink, request(header), SockDiag::netlink);
    Set<Long> cookies = new HashSet<>();
    sockets.removeIf(each -> !cookies.add(each.cookie())); // those in groups are listed twice
    return sockets;
  }

  /** A socket, of a message that begins with {@code struct netlink_diag_msg}. */
  public static Netlink netlink(NetlinkMessage message) throws ProtocolException {
    return SockDiagMessages.netlink(message);
  }

  // ---- vsock

  /**
   * {@code struct vsock_diag_msg}: a socket between a virtual machine and its host.
   *
   * @param type {@code vdiag_type}: {@code SOCK_STREAM} and so on
   * @param state {@code vdiag_state}: {@code TCP_ESTABLISHED} and so on
   * @param local the address that it is bound to
   * @param remote the address that it is connected to; {@code VMADDR_CID_ANY} for none
   * @param inode {@code vdiag_ino}: its number in {@code /proc/PID/fd}
   * @param cookie {@code vdiag_cookie}: what {@code SO_COOKIE} returns
   * @param shutdown {@code vdiag_shutdown}: 1 for no more receives, 2 for no more sends, 3 for both
   */
  public record Vsock(
      int type,
      int state,
      SockAddr local,
      SockAddr remote,
      long inode,
      long cookie,
      int shutdown) {}

  /**
   * {@code SOCK_DIAG_BY_FAMILY}: the vsock sockets.
   *
   * @param netlink of {@code NETLINK_SOCK_DIAG}
   * @param states a bit for each state: {@code 1 << TCP.LISTEN}; {@link #ALL_STATES}
   * @throws NetlinkException ENOENT if the kernel lists no vsock sockets
   */
  public static List<Vsock> vsock(NetlinkSocket netlink, int states) throws IOException {
    var header =
        Fields.of("vsock_diag_req")
            .set("sdiag_family", AF.VSOCK.number())
            .set("vdiag_states", states);
    return list(netlink, request(header), SockDiag::vsock);
  }

  /** A socket, of a message that begins with {@code struct vsock_diag_msg}. */
  public static Vsock vsock(NetlinkMessage message) throws ProtocolException {
    return SockDiagMessages.vsock(message);
  }

  // ---- requests

  private static NetlinkRequest request(Fields header) {
    return new NetlinkRequest(BY_FAMILY, 0).header(header.memory().toArray(JAVA_BYTE));
  }

  @FunctionalInterface
  private interface Reader<T> {
    T read(NetlinkMessage message) throws ProtocolException;
  }

  private static <T> List<T> list(NetlinkSocket netlink, NetlinkRequest request, Reader<T> reader)
      throws IOException {
    List<T> sockets = new ArrayList<>();
    for (NetlinkMessage message : netlink.dump(request)) {
      sockets.add(reader.read(message));
    }
    return sockets;
  }
}
