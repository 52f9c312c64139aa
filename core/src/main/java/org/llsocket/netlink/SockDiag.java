package org.llsocket.netlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.IPPROTO;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Fields;
import org.llsocket.option.TcpInfo;

/**
 * sock_diag(7): the sockets of this network namespace, of all processes, as ss(8) lists them.
 *
 * {@snippet :
 * try (var netlink = NetlinkSocket.open(NETLINK.SOCK_DIAG)) {
 *   for (SockDiag.Inet each : SockDiag.inet(netlink, AF.INET, IPPROTO.TCP, SockDiag.ALL_STATES)) {
 *     IO.println(each.local() + " " + each.remote() + " " + each.wqueue());
 *   }
 * }
 * }
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/sock_diag.7.html">sock_diag(7)</a>
 */
public final class SockDiag {
  /** Sockets in any state. */
  public static final int ALL_STATES = -1;

  private static final int SOCK_DIAG_BY_FAMILY = 20; // of <linux/sock_diag.h>, on every machine
  private static final int INFO = Platform.number("INET_DIAG_INFO");
  private static final int CONG = Platform.number("INET_DIAG_CONG");
  private static final String MESSAGE = "inet_diag_msg";
  private static final int TCP_INFO_LEAST =
      Platform.struct("tcp_info").offset("tcpi_pacing_rate"); // Linux before 3.15 ends here

  private SockDiag() {}

  /**
   * {@code struct inet_diag_msg}: a socket of IPv4 or IPv6.
   *
   * @param family {@code idiag_family}: AF_INET or AF_INET6
   * @param state {@code idiag_state}: {@code TCP_ESTABLISHED} and so on
   * @param local the address that it is bound to
   * @param remote the address that it is connected to; port 0 for none
   * @param ifindex {@code idiag_if}: the interface that it is bound to; 0 for any
   * @param cookie {@code idiag_cookie}: what {@code SO_COOKIE} returns
   * @param rqueue {@code idiag_rqueue}: bytes not yet received by the program; of a listener, the
   *     connections not yet accepted
   * @param wqueue {@code idiag_wqueue}: bytes not yet acknowledged; of a listener, the backlog
   * @param uid {@code idiag_uid}: the user that owns it
   * @param inode {@code idiag_inode}: its number in {@code /proc/PID/fd}; 0 if no process has it
   * @param congestion {@code INET_DIAG_CONG}: the congestion control of TCP; empty for none
   * @param info {@code INET_DIAG_INFO}: the state of a TCP connection; null for none
   */
  public record Inet(
      int family,
      int state,
      InetSocketAddress local,
      InetSocketAddress remote,
      int ifindex,
      long cookie,
      long rqueue,
      long wqueue,
      long uid,
      long inode,
      String congestion,
      @Nullable TcpInfo info) {}

  /**
   * {@code SOCK_DIAG_BY_FAMILY}: the sockets of a family and a protocol.
   *
   * @param netlink of {@code NETLINK_SOCK_DIAG}
   * @param family {@link AF#INET} or {@link AF#INET6}
   * @param protocol {@link IPPROTO#TCP}, {@link IPPROTO#UDP}, {@link IPPROTO#UDPLITE} and so on
   * @param states a bit for each state: {@code 1 << TCP.LISTEN}; {@link #ALL_STATES}
   * @throws IllegalArgumentException if {@code family} or {@code protocol} is outside 0–255
   * @throws NetlinkException ENOENT if the kernel lists no such sockets
   */
  public static List<Inet> inet(NetlinkSocket netlink, AF family, IPPROTO protocol, int states)
      throws IOException {
    check("family", family.number());
    check("protocol", protocol.number());
    byte[] header =
        Fields.of("inet_diag_req_v2")
            .set("sdiag_family", family.number())
            .set("sdiag_protocol", protocol.number())
            .set("idiag_ext", (1 << (INFO - 1)) | (1 << (CONG - 1)))
            .set("idiag_states", states)
            .memory()
            .toArray(JAVA_BYTE);
    List<Inet> sockets = new ArrayList<>();
    for (NetlinkMessage message :
        netlink.dump(new NetlinkRequest(SOCK_DIAG_BY_FAMILY, 0).header(header))) {
      sockets.add(inet(message));
    }
    return sockets;
  }

  private static void check(String what, int number) {
    if (number < 0 || number > 0xff) {
      throw new IllegalArgumentException(what + ": " + number + " is not 0–255");
    }
  }

  /** A socket, of a message that begins with {@code struct inet_diag_msg}. */
  public static Inet inet(NetlinkMessage message) throws ProtocolException {
    Fields header = message.family(MESSAGE);
    Fields id = new Fields("inet_diag_sockid", header.bytes("id"));
    Attributes attributes = message.attributes(Fields.size(MESSAGE));
    Attribute congestion = attributes.find(CONG);
    int family = header.getInt("idiag_family");
    return new Inet(
        family,
        header.getInt("idiag_state"),
        address(family, id, "idiag_src", "idiag_sport"),
        address(family, id, "idiag_dst", "idiag_dport"),
        id.getInt("idiag_if"),
        id.get("idiag_cookie"),
        header.get("idiag_rqueue"),
        header.get("idiag_wqueue"),
        header.get("idiag_uid"),
        header.get("idiag_inode"),
        congestion == null ? "" : congestion.string(),
        info(attributes.find(INFO)));
  }

  private static InetSocketAddress address(int family, Fields id, String host, String port)
      throws ProtocolException {
    byte[] bytes = id.bytes(host).toArray(JAVA_BYTE);
    if (family != AF.INET.number() && family != AF.INET6.number()) {
      throw new ProtocolException("family " + family + " of a socket of IPv4 or IPv6");
    }
    try {
      InetAddress address =
          InetAddress.getByAddress(
              family == AF.INET.number() ? Arrays.copyOf(bytes, Integer.BYTES) : bytes);
      int number = ByteBuffer.wrap(id.bytes(port).toArray(JAVA_BYTE)).getShort() & 0xffff;
      return new InetSocketAddress(address, number);
    } catch (UnknownHostException e) {
      throw new AssertionError("4 or 16 bytes are an address", e);
    }
  }

  /** Other protocols have information of their own under the same number. */
  private static @Nullable TcpInfo info(@Nullable Attribute attribute) {
    return attribute == null || attribute.data().byteSize() < TCP_INFO_LEAST
        ? null
        : TcpInfo.of(attribute.bytes());
  }
}
