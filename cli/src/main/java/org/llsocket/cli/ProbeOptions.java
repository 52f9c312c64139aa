package org.llsocket.cli;

import java.io.IOException;
import java.util.List;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.option.IP;
import org.llsocket.option.Option;
import org.llsocket.option.SO;
import org.llsocket.option.TCP;
import org.llsocket.option.UDP;

/** Which options that are not everywhere can be set. */
final class ProbeOptions {
  private static final String FEATURES = "Features";
  private static final String PRIVILEGES = "Privileged options";

  private ProbeOptions() {}

  static List<Finding> findings() {
    return List.of(
        udp(FEATURES, UDP.SEGMENT, 1000, "many datagrams in one send (GSO)"),
        udp(FEATURES, UDP.GRO, true, "many datagrams in one receive (GRO)"),
        tcp(FEATURES, SO.ZEROCOPY, true, "sends that do not copy"),
        tcp(FEATURES, TCP.FASTOPEN, 16, "data in the first packet, as a server"),
        tcp(FEATURES, TCP.FASTOPEN_CONNECT, true, "data in the first packet, as a client"),
        tcp(FEATURES, SO.REUSEPORT, true, "many listeners on a port"),
        tcp(FEATURES, IP.BIND_ADDRESS_NO_PORT, true, "a source address without a port yet"),
        tcp(
            FEATURES,
            TCP.USER_TIMEOUT,
            java.time.Duration.ofSeconds(1),
            "a limit for unacknowledged data"),
        unix(SO.PASSCRED, true, "who sent it, by the kernel's word"),
        unix(SO.PASSPIDFD, true, "who sent it, as a pidfd"),
        tcp(PRIVILEGES, SO.MARK, 1, "marks for routing and firewall"),
        tcp(PRIVILEGES, SO.PRIORITY, 7, "priorities above 6"),
        tcp(PRIVILEGES, SO.BINDTODEVICE, "lo", "one device only"),
        tcp(PRIVILEGES, SO.RCVBUFFORCE, 1 << 26, "buffers above net.core.rmem_max"),
        tcp(PRIVILEGES, SO.DEBUG, true, "a trace in the kernel"),
        tcp(PRIVILEGES, IP.TRANSPARENT, true, "connections to other hosts' addresses"),
        tcp(PRIVILEGES, TCP.REPAIR, 1, "moving connections between processes"));
  }

  private static <T> Finding tcp(String section, Option<T> option, T value, String purpose) {
    return set(section, AF.INET, SOCK.STREAM, option, value, purpose);
  }

  private static <T> Finding udp(String section, Option<T> option, T value, String purpose) {
    return set(section, AF.INET, SOCK.DGRAM, option, value, purpose);
  }

  private static <T> Finding unix(Option<T> option, T value, String purpose) {
    return set(FEATURES, AF.UNIX, SOCK.STREAM, option, value, purpose);
  }

  private static <T> Finding set(
      String section, AF family, SOCK type, Option<T> option, T value, String purpose) {
    return Finding.attempt(section, option.name(), purpose, () -> set(family, type, option, value));
  }

  private static <T> void set(AF family, SOCK type, Option<T> option, T value) throws IOException {
    try (Socket socket = Socket.open(family, type)) {
      socket.set(option, value);
    }
  }
}
