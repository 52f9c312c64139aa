package org.llsocket.agent.programs;

import java.io.IOException;
import java.net.SocketOption;
import java.nio.channels.NetworkChannel;
import java.util.List;
import java.util.Set;

/** Options of a socket as text, by their names: also those that only this library has. */
final class Shown {
  private static final List<String> NAMES =
      List.of("SO_KEEPALIVE", "TCP_KEEPIDLE", "TCP_USER_TIMEOUT", "SO_RCVBUF");

  private Shown() {}

  private interface Getter {
    Object get(SocketOption<?> option) throws IOException;
  }

  static String of(NetworkChannel channel) throws IOException {
    return text(channel.supportedOptions(), channel::getOption);
  }

  static String of(java.net.Socket socket) throws IOException {
    return text(socket.supportedOptions(), socket::getOption);
  }

  static String of(java.net.ServerSocket socket) throws IOException {
    return text(socket.supportedOptions(), socket::getOption);
  }

  static String of(java.net.DatagramSocket socket) throws IOException {
    return text(socket.supportedOptions(), socket::getOption);
  }

  /** Those that are not the kernel's defaults; this library's own option if there are two. */
  private static String text(Set<SocketOption<?>> supported, Getter getter) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String name : NAMES) {
      for (SocketOption<?> option : supported) {
        if (option.name().equals(name) && isShown(option, supported)) {
          text.append(' ').append(name).append('=').append(getter.get(option));
        }
      }
    }
    return text.toString();
  }

  private static boolean isShown(SocketOption<?> option, Set<SocketOption<?>> supported) {
    boolean ours = option.getClass().getName().startsWith("org.llsocket.");
    return ours
        || supported.stream()
            .noneMatch(other ->
                other.name().equals(option.name())
                    && other.getClass().getName().startsWith("org.llsocket."));
  }
}
