package org.llsocket.cli.probe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.llsocket.AF;
import org.llsocket.IPPROTO;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;

/** Sockets that only some kernels or users can open, and addresses they can bind. */
final class SocketProbes {
  private static final int NETLINK_ROUTE = 0;
  private static final int CAN_RAW = 1;

  private SocketProbes() {}

  static List<ProbeResult> results() {
    List<ProbeResult> all = new ArrayList<>(families());
    all.addAll(protocols());
    all.addAll(names());
    return all;
  }

  private static List<ProbeResult> families() {
    return List.of(
        family(AF.INET, SOCK.STREAM, 0, "IPv4"),
        family(AF.INET6, SOCK.STREAM, 0, "IPv6"),
        family(AF.UNIX, SOCK.STREAM, 0, "local communication"),
        family(AF.NETLINK, SOCK.RAW, NETLINK_ROUTE, "network configuration and events"),
        family(AF.PACKET, SOCK.RAW, 0, "link-layer frames"),
        family(AF.XDP, SOCK.RAW, 0, "link-layer frames that bypass the network stack"),
        family(AF.VSOCK, SOCK.STREAM, 0, "between virtual machines and their host"),
        family(AF.ALG, SOCK.SEQPACKET, 0, "the kernel's crypto API"),
        family(AF.TIPC, SOCK.RDM, 0, "cluster communication"),
        family(AF.CAN, SOCK.RAW, CAN_RAW, "CAN bus"),
        family(AF.BLUETOOTH, SOCK.SEQPACKET, 0, "Bluetooth"),
        family(AF.RDS, SOCK.SEQPACKET, 0, "reliable datagrams"),
        family(AF.SMC, SOCK.STREAM, 0, "TCP over shared memory"),
        family(AF.QIPCRTR, SOCK.DGRAM, 0, "Qualcomm IPC router"));
  }

  private static ProbeResult family(AF family, SOCK type, int protocol, String purpose) {
    return opened("Address families", family.toString(), purpose, family, type, protocol);
  }

  private static List<ProbeResult> protocols() {
    return List.of(
        inet("TCP", SOCK.STREAM, IPPROTO.TCP, "streams"),
        inet("UDP", SOCK.DGRAM, IPPROTO.UDP, "datagrams"),
        inet("MPTCP", SOCK.STREAM, IPPROTO.MPTCP, "multipath TCP"),
        inet("SCTP", SOCK.STREAM, IPPROTO.SCTP, "messages in several streams"),
        inet("DCCP", SOCK.DCCP, IPPROTO.DCCP, "datagrams with congestion control"),
        inet("UDP-Lite", SOCK.DGRAM, IPPROTO.UDPLITE, "datagrams with partial checksums"),
        inet(
            "ICMP datagrams",
            SOCK.DGRAM,
            IPPROTO.ICMP,
            "unprivileged ping (net.ipv4.ping_group_range)"),
        inet("ICMP raw", SOCK.RAW, IPPROTO.ICMP, "ping with CAP_NET_RAW"),
        inet("raw IP", SOCK.RAW, IPPROTO.RAW, "packets with their own IP header"));
  }

  private static ProbeResult inet(String name, SOCK type, IPPROTO protocol, String purpose) {
    return opened("Protocols", name, purpose, AF.INET, type, protocol.number());
  }

  private static ProbeResult opened(
      String section, String name, String purpose, AF family, SOCK type, int protocol) {
    return ProbeResult.attempt(
        section, name, purpose, () -> Socket.open(family, type, new IPPROTO(protocol)).close());
  }

  private static List<ProbeResult> names() {
    String section = "Addresses";
    return List.of(
        ProbeResult.attempt(
            section, "127.0.0.1", "IPv4 loopback", () -> bind(SockAddr.inet("127.0.0.1", 0))),
        ProbeResult.attempt(section, "::1", "IPv6 loopback", () -> bind(SockAddr.inet6("::1", 0))),
        ProbeResult.attempt(
            section, "abstract names", "Unix sockets without a file", () -> bind(abstractName())),
        ProbeResult.attempt(
            section,
            "port 1",
            "a port below net.ipv4.ip_unprivileged_port_start",
            () -> bind(SockAddr.inet("127.0.0.1", 1))),
        ProbeResult.attempt(
            section,
            "SOCK_SEQPACKET pair",
            "Unix packets with boundaries and an end of stream",
            () -> Socket.pair(SOCK.SEQPACKET).close()));
  }

  private static SockAddr abstractName() {
    return SockAddr.abstractName("llsocket-probe-" + ProcessHandle.current().pid());
  }

  private static void bind(SockAddr address) throws IOException {
    try (Socket socket = Socket.open(address.family(), SOCK.STREAM)) {
      socket.bind(address);
    }
  }
}
