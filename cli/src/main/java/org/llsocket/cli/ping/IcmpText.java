package org.llsocket.cli.ping;

import java.util.Map;
import org.llsocket.Errno;
import org.llsocket.message.ExtendedErr;

/** ICMP (RFC 792, 1812) and ICMPv6 (RFC 4443) errors in the words of ping(8). */
final class IcmpText {
  private static final int CODES = 256;

  private static final Map<Integer, String> INET =
      Map.ofEntries(
          entry(3, 0, "Destination Net Unreachable"),
          entry(3, 1, "Destination Host Unreachable"),
          entry(3, 2, "Destination Protocol Unreachable"),
          entry(3, 3, "Destination Port Unreachable"),
          entry(3, 4, "Frag needed and DF set"),
          entry(3, 5, "Source Route Failed"),
          entry(3, 6, "Destination Net Unknown"),
          entry(3, 7, "Destination Host Unknown"),
          entry(3, 9, "Destination Net Prohibited"),
          entry(3, 10, "Destination Host Prohibited"),
          entry(3, 13, "Packet filtered"),
          entry(4, 0, "Source Quench"),
          entry(5, 0, "Redirect Network"),
          entry(5, 1, "Redirect Host"),
          entry(11, 0, "Time to live exceeded"),
          entry(11, 1, "Frag reassembly time exceeded"),
          entry(12, 0, "Parameter problem"));

  private static final Map<Integer, String> INET6 =
      Map.ofEntries(
          entry(1, 0, "Destination unreachable: No route"),
          entry(1, 1, "Destination unreachable: Administratively prohibited"),
          entry(1, 2, "Destination unreachable: Beyond scope of source address"),
          entry(1, 3, "Destination unreachable: Address unreachable"),
          entry(1, 4, "Destination unreachable: Port unreachable"),
          entry(2, 0, "Packet too big"),
          entry(3, 0, "Time exceeded: Hop limit"),
          entry(3, 1, "Time exceeded: Defragmentation failure"),
          entry(4, 0, "Parameter problem: Wrong header field"),
          entry(4, 1, "Parameter problem: Unknown header"),
          entry(4, 2, "Parameter problem: Unknown option"));

  private IcmpText() {}

  private static Map.Entry<Integer, String> entry(int type, int code, String text) {
    return Map.entry(type * CODES + code, text);
  }

  static String of(ExtendedErr error, boolean inet6) {
    String mtu = error.errno().equals(Errno.EMSGSIZE) ? " (mtu = " + error.info() + ")" : "";
    if (error.origin() != (inet6 ? ExtendedErr.ORIGIN_ICMP6 : ExtendedErr.ORIGIN_ICMP)) {
      return "local error: " + error.errno().strerror() + mtu;
    }
    String known = (inet6 ? INET6 : INET).get(error.type() * CODES + error.code());
    return known != null ? known + mtu : "ICMP type " + error.type() + " code " + error.code();
  }
}
