package org.llsocket.netlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.IPPROTO;
import org.llsocket.SockAddr;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Fields;
import org.llsocket.internal.struct.SockaddrUn;
import org.llsocket.option.MemInfo;
import org.llsocket.option.TcpInfo;

/** Reads the messages of sock_diag(7), and has the attributes that a request asks for. */
final class SockDiagMessages {
  private static final int INFO = Platform.number("INET_DIAG_INFO");
  private static final int CONG = Platform.number("INET_DIAG_CONG");
  private static final int SKMEMINFO = Platform.number("INET_DIAG_SKMEMINFO");
  private static final int SHUTDOWN = Platform.number("INET_DIAG_SHUTDOWN");
  private static final int MARK = Platform.number("INET_DIAG_MARK");

  /** {@code idiag_ext}: the bit of an attribute is its number less one. */
  static final int INET_EXTENSIONS =
      1 << (INFO - 1) | 1 << (CONG - 1) | 1 << (SKMEMINFO - 1) | 1 << (SHUTDOWN - 1);

  /** {@code udiag_show}. */
  static final int UNIX_SHOW =
      Platform.number("UDIAG_SHOW_NAME")
          | Platform.number("UDIAG_SHOW_PEER")
          | Platform.number("UDIAG_SHOW_RQLEN")
          | Platform.number("UDIAG_SHOW_MEMINFO")
          | Platform.number("UDIAG_SHOW_UID");

  // Of <linux/packet_diag.h> and <linux/netlink_diag.h>; the same on every machine.

  /** {@code pdiag_show}: {@code PACKET_SHOW_INFO | PACKET_SHOW_MEMINFO}. */
  static final int PACKET_SHOW = 0x1 | 0x10;

  private static final int PACKET_DIAG_INFO = 0;
  private static final int PACKET_DIAG_UID = 5;
  private static final int PACKET_DIAG_MEMINFO = 6;

  /** {@code ndiag_show}: {@code NDIAG_SHOW_MEMINFO | NDIAG_SHOW_GROUPS}. */
  static final int NETLINK_SHOW = 0x1 | 0x2;

  private static final int NETLINK_DIAG_MEMINFO = 0;
  private static final int NETLINK_DIAG_GROUPS = 1;

  private static final int TCP_INFO_LEAST =
      Platform.struct("tcp_info").offset("tcpi_pacing_rate"); // Linux before 3.15 ends here
  private static final int MEM_INFO_LEAST =
      (Platform.number("SK_MEMINFO_DROPS") + 1) * Integer.BYTES; // Linux before 4.6 ends earlier

  private SockDiagMessages() {}

  // ---- families

  static SockDiag.Inet inet(NetlinkMessage message, IPPROTO protocol) throws ProtocolException {
    Fields header = message.family("inet_diag_msg");
    Fields id = new Fields("inet_diag_sockid", header.bytes("id"));
    Attributes attributes = attributes(message, "inet_diag_msg");
    Attribute congestion = attributes.find(CONG);
    Attribute mark = attributes.find(MARK);
    int family = header.getInt("idiag_family");
    int ifindex = id.getInt("idiag_if");
    return new SockDiag.Inet(
        family,
        protocol,
        header.getInt("idiag_state"),
        address(family, id.bytes("idiag_src"), id.bytes("idiag_sport"), ifindex),
        address(family, id.bytes("idiag_dst"), id.bytes("idiag_dport"), ifindex),
        ifindex,
        cookie(id.bytes("idiag_cookie")),
        header.getInt("idiag_timer"),
        header.getInt("idiag_retrans"),
        Duration.ofMillis(header.getInt("idiag_timer") == 0 ? 0 : header.get("idiag_expires")),
        header.get("idiag_rqueue"),
        header.get("idiag_wqueue"),
        header.get("idiag_uid"),
        header.get("idiag_inode"),
        shutdown(attributes.find(SHUTDOWN)),
        mark == null ? 0 : mark.u32(),
        congestion == null ? "" : congestion.string(),
        info(attributes.find(INFO), protocol),
        memory(attributes.find(SKMEMINFO)));
  }

  static SockDiag.Unix unix(NetlinkMessage message) throws ProtocolException {
    Fields header = message.family("unix_diag_msg");
    Attributes attributes = attributes(message, "unix_diag_msg");
    Attribute peer = attributes.find(Platform.number("UNIX_DIAG_PEER"));
    Fields queues = struct(attributes.find(Platform.number("UNIX_DIAG_RQLEN")), "unix_diag_rqlen");
    return new SockDiag.Unix(
        header.getInt("udiag_type"),
        header.getInt("udiag_state"),
        unixName(attributes.find(Platform.number("UNIX_DIAG_NAME"))),
        header.get("udiag_ino"),
        peer == null ? 0 : peer.u32(),
        cookie(header.bytes("udiag_cookie")),
        queues.get("udiag_rqueue"),
        queues.get("udiag_wqueue"),
        uid(attributes.find(Platform.number("UNIX_DIAG_UID"))),
        shutdown(attributes.find(Platform.number("UNIX_DIAG_SHUTDOWN"))),
        memory(attributes.find(Platform.number("UNIX_DIAG_MEMINFO"))));
  }

  static SockDiag.Packet packet(NetlinkMessage message) throws ProtocolException {
    Fields header = message.family("packet_diag_msg");
    Attributes attributes = attributes(message, "packet_diag_msg");
    return new SockDiag.Packet(
        header.getInt("pdiag_type"),
        header.getInt("pdiag_num"),
        struct(attributes.find(PACKET_DIAG_INFO), "packet_diag_info").getInt("pdi_index"),
        header.get("pdiag_ino"),
        cookie(header.bytes("pdiag_cookie")),
        uid(attributes.find(PACKET_DIAG_UID)),
        memory(attributes.find(PACKET_DIAG_MEMINFO)));
  }

  static SockDiag.Netlink netlink(NetlinkMessage message) throws ProtocolException {
    Fields header = message.family("netlink_diag_msg");
    Attributes attributes = attributes(message, "netlink_diag_msg");
    return new SockDiag.Netlink(
        header.getInt("ndiag_type"),
        header.getInt("ndiag_protocol"),
        header.get("ndiag_portid"),
        header.get("ndiag_dst_portid"),
        header.get("ndiag_dst_group"),
        header.get("ndiag_ino"),
        cookie(header.bytes("ndiag_cookie")),
        groups(attributes.find(NETLINK_DIAG_GROUPS)),
        memory(attributes.find(NETLINK_DIAG_MEMINFO)));
  }

  static SockDiag.Vsock vsock(NetlinkMessage message) throws ProtocolException {
    Fields header = message.family("vsock_diag_msg");
    return new SockDiag.Vsock(
        header.getInt("vdiag_type"),
        header.getInt("vdiag_state"),
        SockAddr.vsock(header.getInt("vdiag_src_cid"), header.getInt("vdiag_src_port")),
        SockAddr.vsock(header.getInt("vdiag_dst_cid"), header.getInt("vdiag_dst_port")),
        header.get("vdiag_ino"),
        cookie(header.bytes("vdiag_cookie")),
        header.getInt("vdiag_shutdown"));
  }

  // ---- fields and attributes

  private static Attributes attributes(NetlinkMessage message, String header)
      throws ProtocolException {
    return message.attributes(Fields.size(header));
  }

  /** A link-local address gets the interface of its socket as its scope. */
  private static SockAddr address(int family, MemorySegment host, MemorySegment port, int ifindex)
      throws ProtocolException {
    byte[] bytes = host.toArray(JAVA_BYTE);
    int number = Short.toUnsignedInt(ByteBuffer.wrap(port.toArray(JAVA_BYTE)).getShort());
    if (family == AF.INET.number()) {
      return SockAddr.inet(Arrays.copyOf(bytes, Integer.BYTES), number);
    }
    if (family != AF.INET6.number()) {
      throw new ProtocolException("family " + family + " of a socket of IPv4 or IPv6");
    }
    boolean isLinkLocal = bytes[0] == (byte) 0xfe && (bytes[1] & 0xc0) == 0x80;
    return SockAddr.inet6(bytes, number, 0, isLinkLocal ? ifindex : 0);
  }

  /** Two ints, of which the first is the low one on machines of either byte order. */
  private static long cookie(MemorySegment ints) {
    long low = Integer.toUnsignedLong(ints.get(JAVA_INT_UNALIGNED, 0));
    return low | (long) ints.get(JAVA_INT_UNALIGNED, Integer.BYTES) << Integer.SIZE;
  }

  private static SockAddr unixName(@Nullable Attribute attribute) throws ProtocolException {
    byte[] name = attribute == null ? new byte[0] : attribute.bytes();
    if (name.length > SockaddrUn.PATH_SIZE + 1) { // a path that fills sun_path has a NUL behind it
      throw new ProtocolException("a Unix name of " + name.length + " bytes");
    }
    if (name.length == 0) {
      return SockAddr.unnamed();
    }
    if (name[0] == 0) {
      int most = Math.min(name.length, SockaddrUn.PATH_SIZE);
      return SockAddr.abstractName(Arrays.copyOfRange(name, 1, most));
    }
    int length = 0;
    while (length < Math.min(name.length, SockaddrUn.PATH_SIZE) && name[length] != 0) {
      length++;
    }
    return SockAddr.unix(Arrays.copyOf(name, length));
  }

  /** The struct in an attribute; one of zeroes if the attribute is absent. */
  private static Fields struct(@Nullable Attribute attribute, String tag) throws ProtocolException {
    if (attribute == null) {
      return Fields.of(tag);
    }
    if (attribute.data().byteSize() < Fields.size(tag)) {
      throw new ProtocolException(
          "struct " + tag + " of " + Fields.size(tag) + " bytes in attribute " + attribute);
    }
    return new Fields(tag, attribute.data());
  }

  private static long uid(@Nullable Attribute attribute) throws ProtocolException {
    return attribute == null ? -1 : attribute.u32();
  }

  private static int shutdown(@Nullable Attribute attribute) throws ProtocolException {
    return attribute == null ? 0 : attribute.u8();
  }

  /** The numbers of the set bits, the first of which is group 1. */
  private static List<Integer> groups(@Nullable Attribute attribute) {
    List<Integer> groups = new ArrayList<>();
    MemorySegment longs = attribute == null ? MemorySegment.NULL : attribute.data();
    for (int i = 0; i < longs.byteSize() / Long.BYTES; i++) {
      long word = longs.get(JAVA_LONG_UNALIGNED, (long) i * Long.BYTES);
      for (int bit = 0; bit < Long.SIZE; bit++) {
        if ((word >>> bit & 1) != 0) {
          groups.add(i * Long.SIZE + bit + 1);
        }
      }
    }
    return groups;
  }

  private static @Nullable MemInfo memory(@Nullable Attribute attribute) {
    return attribute == null || attribute.data().byteSize() < MEM_INFO_LEAST
        ? null
        : MemInfo.of(attribute.bytes());
  }

  /** Other protocols have information of their own under the same number. */
  private static @Nullable TcpInfo info(@Nullable Attribute attribute, IPPROTO protocol) {
    return attribute == null
            || !protocol.equals(IPPROTO.TCP)
            || attribute.data().byteSize() < TCP_INFO_LEAST
        ? null
        : TcpInfo.of(attribute.bytes());
  }
}
