package org.llsocket.cli.probe;

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

/** Options that only some kernels or users can set. */
final class OptionProbes {
  private static final String FEATURES = "Features";
  private static final String PRIVILEGES = "Privileged options";

  private OptionProbes() {}

  static List<ProbeResult> results() {
    return List.of(
        udp(FEATURES, UDP.SEGMENT, 1000, "segmentation of a large send into datagrams (GSO)")
            .orElse("DatagramSender sends datagrams one by one"),
        udp(FEATURES, UDP.GRO, true, "coalescing of received datagrams (GRO)")
            .orElse("DatagramReceiver receives datagrams one by one"),
        tcp(FEATURES, SO.ZEROCOPY, true, "sends without copying (MSG_ZEROCOPY)")
            .orElse("new ZeroCopy fails"),
        tcp(FEATURES, TCP.FASTOPEN, 16, "data in the SYN, as a server"),
        tcp(FEATURES, TCP.FASTOPEN_CONNECT, true, "data in the SYN, as a client"),
        tcp(FEATURES, SO.REUSEPORT, true, "several sockets bound to one port"),
        tcp(
            FEATURES,
            IP.BIND_ADDRESS_NO_PORT,
            true,
            "bind to an address, choose the port on connect"),
        tcp(
            FEATURES,
            TCP.USER_TIMEOUT,
            java.time.Duration.ofSeconds(1),
            "a timeout for unacknowledged data"),
        unix(SO.PASSCRED, true, "the sender's credentials, checked by the kernel"),
        unix(SO.PASSPIDFD, true, "the sender as a pidfd")
            .orElse("PidFd is not received, and credentials have only the process ID"),
        tcp(PRIVILEGES, SO.MARK, 1, "marks for routing and firewall"),
        tcp(PRIVILEGES, SO.PRIORITY, 7, "priorities above 6"),
        tcp(PRIVILEGES, SO.BINDTODEVICE, "lo", "binding to an interface"),
        tcp(PRIVILEGES, SO.RCVBUFFORCE, 1 << 26, "buffers above net.core.rmem_max"),
        tcp(PRIVILEGES, SO.DEBUG, true, "debugging in the kernel"),
        tcp(PRIVILEGES, IP.TRANSPARENT, true, "binding to non-local addresses (transparent proxy)"),
        tcp(PRIVILEGES, TCP.REPAIR, 1, "checkpoint and restore of connections"));
  }

  private static <T> ProbeResult tcp(String section, Option<T> option, T value, String purpose) {
    return set(section, AF.INET, SOCK.STREAM, option, value, purpose);
  }

  private static <T> ProbeResult udp(String section, Option<T> option, T value, String purpose) {
    return set(section, AF.INET, SOCK.DGRAM, option, value, purpose);
  }

  private static <T> ProbeResult unix(Option<T> option, T value, String purpose) {
    return set(FEATURES, AF.UNIX, SOCK.STREAM, option, value, purpose);
  }

  private static <T> ProbeResult set(
      String section, AF family, SOCK type, Option<T> option, T value, String purpose) {
    return ProbeResult.attempt(
        section, option.name(), purpose, () -> set(family, type, option, value));
  }

  private static <T> void set(AF family, SOCK type, Option<T> option, T value) throws IOException {
    try (Socket socket = Socket.open(family, type)) {
      socket.set(option, value);
    }
  }
}
