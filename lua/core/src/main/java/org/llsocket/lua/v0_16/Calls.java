package org.llsocket.lua.v0_16;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.llsocket.lua.socket.SocketOption;

/** The names of calls in errors, as in the C module. */
final class Calls {
  /** The call of each function that makes another one here, or that has another name in C. */
  private static final Map<String, String> OF_FUNCTION =
      Map.ofEntries(
          Map.entry("accept", "acceptfd"),
          Map.entry("acceptfd", "acceptfd"),
          Map.entry("atmark", "sockatmark"),
          Map.entry("cloexec", "fcntl"),
          Map.entry("close", "close"),
          Map.entry("nonblock", "fcntl"),
          Map.entry("read", "read"),
          Map.entry("recvable", "select"),
          Map.entry("recvfd", "recvmsg"),
          Map.entry("sendable", "select"),
          Map.entry("sendfd", "sendmsg"),
          Map.entry("shutdown", "shutdown"),
          Map.entry("wrap", "getsockname"),
          Map.entry("write", "write"));

  private static final Set<String> OPTIONS =
      Stream.concat(
              SocketOption.ALL.stream().map(SocketOption::method),
              Stream.of("error", "linger", "mcastif"))
          .collect(Collectors.toUnmodifiableSet());

  private Calls() {}

  /**
   * The call that an error names.
   *
   * @param function the function that failed
   * @param failed the call that failed; null if the socket was closed before it
   */
  static String of(String function, @Nullable String failed) {
    String named = OF_FUNCTION.get(function);
    boolean exact = failed != null && (failed.endsWith("_lua") || failed.equals("shutdown"));
    if (named != null && !exact) {
      return named;
    }
    if (failed != null) {
      return failed;
    }
    if (OPTIONS.contains(function)) {
      return "getsockopt";
    }
    return function.startsWith("mcast") ? "setsockopt" : function;
  }
}
