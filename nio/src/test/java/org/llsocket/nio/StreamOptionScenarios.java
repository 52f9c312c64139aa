package org.llsocket.nio;

import static org.llsocket.nio.Scenario.outcome;
import static org.llsocket.nio.StreamSetups.connected;
import static org.llsocket.nio.StreamSetups.listener;
import static org.llsocket.nio.StreamSetups.unconnected;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Options of connections and listeners. */
final class StreamOptionScenarios {
  private StreamOptionScenarios() {}

  static List<Scenario> options() {
    return List.of(
        unconnected("options, defaults", socket -> optionValues(socket::getOption, jdk(socket))),
        connected(
            "options, defaults of an accepted connection",
            c -> optionValues(c.server()::getOption, jdk(c.server()))),
        listener("options, defaults of a listener", l -> optionValues(l::getOption, jdk(l))),
        unconnected("options, by methods", StreamOptionScenarios::byMethods),
        unconnected("options, bad values", StreamOptionScenarios::badValues),
        unconnected(
            "options, closed",
            socket -> {
              socket.close();
              return outcome(socket::getTcpNoDelay)
                  + outcome(() -> socket.setSoTimeout(1))
                  + outcome(() -> socket.getOption(StandardSocketOptions.SO_RCVBUF))
                  + outcome(socket::getTrafficClass)
                  + socket.supportedOptions();
            }));
  }

  /** Reads an option. */
  private interface Getter {
    Object get(SocketOption<?> option) throws Exception;
  }

  private static String optionValues(Getter getter, Set<String> names) {
    var text = new StringBuilder();
    for (SocketOption<?> option : StandardOptions.ALL) {
      if (names.contains(option.name())) {
        text.append(option).append('=').append(outcome(() -> getter.get(option))).append(' ');
      }
    }
    return text.toString();
  }

  private static Set<String> jdk(Socket socket) {
    return names(socket.supportedOptions());
  }

  private static Set<String> jdk(ServerSocket socket) {
    return names(socket.supportedOptions());
  }

  private static Set<String> names(Set<SocketOption<?>> options) {
    Set<String> names = new TreeSet<>();
    for (SocketOption<?> option : options) {
      if (StandardOptions.ALL.contains(option)) {
        names.add(option.name());
      }
    }
    return names;
  }

  private static Object byMethods(Socket socket) throws Exception {
    socket.setTcpNoDelay(true);
    socket.setKeepAlive(true);
    socket.setReuseAddress(true);
    socket.setSendBufferSize(10_000);
    socket.setReceiveBufferSize(20_000);
    socket.setSoTimeout(1234);
    socket.setTrafficClass(0x10);
    socket.setOOBInline(true);
    socket.setSoLinger(true, 70_000);
    String on = socket.getSoLinger() + " ";
    socket.setSoLinger(false, 5);
    return List.of(
        socket.getTcpNoDelay(),
        socket.getKeepAlive(),
        socket.getReuseAddress(),
        socket.getSendBufferSize(),
        socket.getReceiveBufferSize(),
        socket.getSoTimeout(),
        socket.getTrafficClass(),
        socket.getOOBInline(),
        on + socket.getSoLinger());
  }

  private static Object badValues(Socket socket) {
    List<String> outcomes =
        List.of(
            outcome(() -> socket.setSoLinger(true, -1)),
            outcome(() -> socket.setSoTimeout(-1)),
            outcome(() -> socket.setSendBufferSize(0)),
            outcome(() -> socket.setReceiveBufferSize(-1)),
            outcome(() -> socket.setTrafficClass(256)),
            outcome(() -> socket.setOption(StandardSocketOptions.SO_RCVBUF, -1)),
            outcome(() -> socket.setOption(StandardSocketOptions.SO_SNDBUF, 0)),
            outcome(() -> socket.setOption(StandardSocketOptions.IP_TOS, 256)),
            outcome(() -> socket.setOption(StandardSocketOptions.SO_LINGER, -5)),
            outcome(() -> socket.setOption(StandardSocketOptions.SO_LINGER, 100_000)),
            outcome(() -> socket.getOption(StandardSocketOptions.SO_LINGER)),
            outcome(() -> socket.setOption(StandardSocketOptions.TCP_NODELAY, null)),
            outcome(() -> socket.setOption(null, null)),
            outcome(() -> setText(socket)),
            outcome(() -> socket.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 1)),
            outcome(() -> socket.getOption(StandardSocketOptions.SO_BROADCAST)));
    return String.join(" ", outcomes.stream().map(StreamOptionScenarios::classOnly).toList());
  }

  /** A value of another class than the option's. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static void setText(Socket socket) throws IOException {
    SocketOption raw = StandardSocketOptions.SO_LINGER;
    socket.setOption(raw, "x");
  }

  /** Texts of refused arguments differ: ours have the value and its limits. */
  private static String classOnly(String outcome) {
    return outcome.toLowerCase(Locale.ROOT).contains("exception")
        ? outcome.split(":", 2)[0]
        : outcome.startsWith("Socket[") ? "Socket" : outcome;
  }
}
