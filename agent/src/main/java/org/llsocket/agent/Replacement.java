package org.llsocket.agent;

import java.io.IOException;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llsocket.nio.LlsocketProvider;
import org.llsocket.nio.LlsocketSockets;

/** Puts this library's channels and sockets in the place of the JDK's. */
final class Replacement {
  private static final String PROVIDER = "java.nio.channels.spi.SelectorProvider";
  private static final String NIO = "channels (java.nio)";
  private static final String NET = "sockets (java.net)";

  private final List<String> replaced = new ArrayList<>();
  private final List<String> kept = new ArrayList<>();

  Replacement(AgentArguments arguments) {
    add(NIO, arguments.has(AgentArguments.NO_NIO) ? AgentArguments.NO_NIO : nio());
    add(NET, arguments.has(AgentArguments.NO_NET) ? AgentArguments.NO_NET : net());
  }

  private void add(String what, @Nullable String obstacle) {
    if (obstacle == null) {
      replaced.add(what);
    } else {
      kept.add(what + ": " + obstacle);
    }
  }

  /** Replaces the provider of channels; returns what is in the way, or null. */
  private static @Nullable String nio() {
    String ours = LlsocketProvider.class.getName();
    String named = System.getProperty(PROVIDER, ours);
    if (!named.equals(ours)) {
      return "-D" + PROVIDER + "=" + named;
    }
    System.setProperty(PROVIDER, ours);
    SelectorProvider provider = SelectorProvider.provider();
    return provider instanceof LlsocketProvider
        ? null
        : provider.getClass().getName() + " is in use already";
  }

  /** Replaces the factories of sockets; returns what is in the way, or null. */
  private static @Nullable String net() {
    try {
      LlsocketSockets.install();
      return null;
    } catch (IOException e) {
      return String.valueOf(e.getMessage()); // factory already defined
    }
  }

  /** What is whose, on one line. */
  @Override
  public String toString() {
    String ours = replaced.isEmpty() ? "nothing" : String.join(" and ", replaced);
    return kept.isEmpty() ? ours : ours + "; not " + String.join("; not ", kept);
  }
}
