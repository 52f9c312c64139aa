package org.llsocket.examples;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.llsocket.AF;
import org.llsocket.Errno;
import org.llsocket.IPPROTO;
import org.llsocket.netlink.NetlinkException;
import org.llsocket.netlink.NetlinkSocket;
import org.llsocket.netlink.SockDiag;
import org.llsocket.option.NETLINK;
import org.llsocket.option.TcpInfo;

/** Every socket of this machine, of all processes: those of TCP with their TCP_INFO. */
public final class SocketList {
  private SocketList() {}

  /** A line for each socket. */
  static List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    try (var netlink = NetlinkSocket.open(NETLINK.SOCK_DIAG)) {
      for (AF family : List.of(AF.INET, AF.INET6)) {
        for (IPPROTO protocol : List.of(IPPROTO.TCP, IPPROTO.UDP, IPPROTO.RAW)) {
          addIfListed(lines, () -> inet(netlink, family, protocol));
        }
      }
      addIfListed(
          lines,
          () ->
              SockDiag.unix(netlink, SockDiag.ALL_STATES).stream()
                  .map(each ->
                      "%s inode %d, peer %d".formatted(each.local(), each.inode(), each.peer()))
                  .toList());
      addIfListed(lines, () -> SockDiag.packet(netlink).stream().map(Record::toString).toList());
      addIfListed(lines, () -> SockDiag.netlink(netlink).stream().map(Record::toString).toList());
    }
    return lines;
  }

  private static List<String> inet(NetlinkSocket netlink, AF family, IPPROTO protocol)
      throws IOException {
    List<String> lines = new ArrayList<>();
    for (SockDiag.Inet each : SockDiag.inet(netlink, family, protocol, SockDiag.ALL_STATES)) {
      String line =
          "%s %s -> %s, %d bytes to receive, %d to acknowledge"
              .formatted(protocol, each.local(), each.remote(), each.rqueue(), each.wqueue());
      TcpInfo info = each.info();
      lines.add(
          info == null
              ? line
              : "%s, round trip %d µs, %d segments in flight, %d retransmitted, %s"
                  .formatted(
                      line,
                      info.rtt().toNanos() / 1000,
                      info.unacked(),
                      info.total_retrans(),
                      each.congestion()));
    }
    return lines;
  }

  private interface Listing {
    List<String> lines() throws IOException;
  }

  /** A kernel lists those families only that it was built to list. */
  private static void addIfListed(List<String> lines, Listing listing) throws IOException {
    try {
      lines.addAll(listing.lines());
    } catch (NetlinkException e) {
      if (!e.errno().equals(Errno.ENOENT)) {
        throw e;
      }
    }
  }

  public static void main(String[] args) throws IOException {
    lines().forEach(System.out::println);
  }
}
