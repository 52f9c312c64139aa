package org.llsocket.option;

import static java.util.Map.entry;

import java.io.UncheckedIOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.SocketOption;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Maps the JDK's socket options to {@link Option}s. Those of {@code jdk.net} are matched by name,
 * because its module may be missing.
 */
final class JdkOptions {
  private static final Map<String, Option<?>> BY_NAME =
      Map.ofEntries(
          entry("SO_BROADCAST", SO.BROADCAST),
          entry("SO_KEEPALIVE", SO.KEEPALIVE),
          entry("SO_SNDBUF", SO.SNDBUF),
          entry("SO_RCVBUF", SO.RCVBUF),
          entry("SO_REUSEADDR", SO.REUSEADDR),
          entry("SO_REUSEPORT", SO.REUSEPORT),
          entry("SO_LINGER", linger()),
          entry("IP_TOS", trafficClass()),
          entry("IP_MULTICAST_IF", multicastIf()),
          entry("IP_MULTICAST_TTL", MCAST.HOPS),
          entry("IP_MULTICAST_LOOP", MCAST.LOOP),
          entry("TCP_NODELAY", TCP.NODELAY),
          entry("TCP_QUICKACK", TCP.QUICKACK),
          entry("TCP_KEEPIDLE", seconds(TCP.KEEPIDLE)),
          entry("TCP_KEEPINTERVAL", seconds(TCP.KEEPINTVL)),
          entry("TCP_KEEPCOUNT", TCP.KEEPCNT),
          entry("SO_INCOMING_NAPI_ID", SO.INCOMING_NAPI_ID),
          entry("IP_DONTFRAGMENT", dontFragment()));

  private JdkOptions() {}

  static Option<?> find(SocketOption<?> option) {
    Option<?> known = BY_NAME.get(option.name());
    if (known == null || known.type() != option.type()) {
      throw new UnsupportedOperationException(
          option.name() + " of type " + option.type().getName() + " has no counterpart here");
    }
    return known;
  }

  /** Seconds, or a negative number for off. */
  private static Option<Integer> linger() {
    return SO.LINGER.as(
        Integer.class,
        linger -> linger.onoff() ? (int) linger.linger().toSeconds() : -1,
        seconds -> seconds < 0 ? Linger.OFF : Linger.of(Duration.ofSeconds(seconds)));
  }

  private static Option<Integer> seconds(Option<Duration> option) {
    return option.as(Integer.class, time -> (int) time.toSeconds(), Duration::ofSeconds);
  }

  private static Option<Integer> trafficClass() {
    return byFamily("IP_TOS", "IPV6_TCLASS").number(0, 255);
  }

  private static Option<Boolean> dontFragment() {
    return byFamily("IP_MTU_DISCOVER", "IPV6_MTU_DISCOVER")
        .ints(
            Boolean.class,
            "",
            value -> value == IP.PMTUDISC_DO,
            value -> value ? IP.PMTUDISC_DO : IP.PMTUDISC_DONT);
  }

  private static OptionDefinition byFamily(String inet, String inet6) {
    return new Table("IPPROTO_IP", "", SocketKind.IP).inetOption(inet, inet, inet6);
  }

  /** A {@code NetworkInterface}, or null for none. */
  @SuppressWarnings("NullAway") // SocketOption<T> has no null, but the JDK's documentation does
  private static Option<NetworkInterface> multicastIf() {
    return MCAST.IF.as(
        NetworkInterface.class,
        JdkOptions::networkInterface,
        found -> found == null ? InterfaceIndex.ANY : found.getIndex());
  }

  private static @Nullable NetworkInterface networkInterface(int index) {
    try {
      return index == InterfaceIndex.ANY ? null : NetworkInterface.getByIndex(index);
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }
}
