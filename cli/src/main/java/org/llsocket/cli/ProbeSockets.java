package org.llsocket.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.llsocket.AF;
import org.llsocket.IPPROTO;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;

/** Which sockets can be had: families, types, protocols, names. */
final class ProbeSockets {
  private static final int NETLINK_ROUTE = 0;
  private static final int CAN_RAW = 1;

  private ProbeSockets() {}

  static List<Finding> findings() {
    List<Finding> all = new ArrayList<>(families());
    all.addAll(protocols());
    all.addAll(names());
    return all;
  }

  private static List<Finding> families() {
    return List.of(
        family(AF.INET, SOCK.STREAM, 0, "IPv4"),
        family(AF.INET6, SOCK.STREAM, 0, "IPv6"),
        family(AF.UNIX, SOCK.STREAM, 0, "between processes of this machine"),
        family(AF.NETLINK, SOCK.RAW, NETLINK_ROUTE, "the kernel's network configuration"),
        family(AF.PACKET, SOCK.RAW, 0, "frames of a network device"),
        family(AF.XDP, SOCK.RAW, 0, "frames, past the kernel's stack"),
        family(AF.VSOCK, SOCK.STREAM, 0, "virtual machines and their host"),
        family(AF.ALG, SOCK.SEQPACKET, 0, "the kernel's cryptography"),
        family(AF.TIPC, SOCK.RDM, 0, "clusters"),
        family(AF.CAN, SOCK.RAW, CAN_RAW, "cars and machines"),
        family(AF.BLUETOOTH, SOCK.SEQPACKET, 0, "Bluetooth"),
        family(AF.RDS, SOCK.SEQPACKET, 0, "reliable datagrams"),
        family(AF.SMC, SOCK.STREAM, 0, "TCP over shared memory"),
        family(AF.QIPCRTR, SOCK.DGRAM, 0, "Qualcomm's processors"));
  }

  private static Finding family(AF family, SOCK type, int protocol, String purpose) {
    return opened("Address families", family.toString(), purpose, family, type, protocol);
  }

  private static List<Finding> protocols() {
    return List.of(
        inet("TCP", SOCK.STREAM, IPPROTO.TCP, "streams"),
        inet("UDP", SOCK.DGRAM, IPPROTO.UDP, "datagrams"),
        inet("MPTCP", SOCK.STREAM, IPPROTO.MPTCP, "TCP over several paths"),
        inet("SCTP", SOCK.STREAM, IPPROTO.SCTP, "streams of messages"),
        inet("DCCP", SOCK.DCCP, IPPROTO.DCCP, "datagrams with congestion control"),
        inet("UDP-Lite", SOCK.DGRAM, IPPROTO.UDPLITE, "datagrams that may be damaged"),
        inet("ICMP datagrams", SOCK.DGRAM, IPPROTO.ICMP, "ping by net.ipv4.ping_group_range"),
        inet("ICMP raw", SOCK.RAW, IPPROTO.ICMP, "ping by CAP_NET_RAW"),
        inet("raw IP", SOCK.RAW, IPPROTO.RAW, "packets with a header of one's own"));
  }

  private static Finding inet(String name, SOCK type, IPPROTO protocol, String purpose) {
    return opened("Protocols", name, purpose, AF.INET, type, protocol.number());
  }

  private static Finding opened(
      String section, String name, String purpose, AF family, SOCK type, int protocol) {
    return Finding.attempt(
        section, name, purpose, () -> Socket.open(family, type, new IPPROTO(protocol)).close());
  }

  private static List<Finding> names() {
    String section = "Names";
    return List.of(
        Finding.attempt(
            section, "127.0.0.1", "IPv4 loopback", () -> bind(SockAddr.inet("127.0.0.1", 0))),
        Finding.attempt(section, "::1", "IPv6 loopback", () -> bind(SockAddr.inet6("::1", 0))),
        Finding.attempt(
            section,
            "abstract names",
            "Unix sockets without a file",
            () -> bind(DemoStreams.abstractName("probe"))),
        Finding.attempt(
            section,
            "port 1",
            "a port below net.ipv4.ip_unprivileged_port_start",
            () -> bind(SockAddr.inet("127.0.0.1", 1))),
        Finding.attempt(
            section,
            "SOCK_SEQPACKET pair",
            "Unix packets with bounds and an end",
            () -> Socket.pair(SOCK.SEQPACKET).close()));
  }

  private static void bind(SockAddr address) throws IOException {
    try (Socket socket = Socket.open(address.family(), SOCK.STREAM)) {
      socket.bind(address);
    }
  }
}
