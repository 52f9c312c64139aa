package org.llsocket.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.llsocket.Socket;

/** Options of the JDK on our sockets. */
class JdkOptionsTest {
  /** An option as {@code jdk.net} has it, whose module may be missing. */
  private record Named<T>(String name, Class<T> type) implements SocketOption<T> {}

  private static <T> void check(
      SocketKind kind, SocketOption<T> option, T value, Option<?> ours, Object read)
      throws IOException {
    try (Socket socket = Sockets.open(kind)) {
      assertThat(socket.get(option)).isNotEqualTo(value);
      assertThat(socket.set(option, value).get(option)).isEqualTo(value);
      assertThat(socket.get(ours)).isEqualTo(read);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "TCP6"})
  void standardOptions_streams_areOurs(SocketKind kind) throws IOException {
    check(kind, StandardSocketOptions.SO_KEEPALIVE, true, SO.KEEPALIVE, true);
    check(kind, StandardSocketOptions.SO_REUSEADDR, true, SO.REUSEADDR, true);
    check(kind, StandardSocketOptions.SO_REUSEPORT, true, SO.REUSEPORT, true);
    check(kind, StandardSocketOptions.TCP_NODELAY, true, TCP.NODELAY, true);
    check(kind, StandardSocketOptions.SO_LINGER, 5, SO.LINGER, Linger.of(Duration.ofSeconds(5)));
  }

  @ParameterizedTest
  @EnumSource(names = {"UDP", "UDP6"})
  void standardOptions_datagrams_areOurs(SocketKind kind) throws IOException {
    NetworkInterface lo = NetworkInterface.getByName("lo");
    check(kind, StandardSocketOptions.SO_BROADCAST, true, SO.BROADCAST, true);
    check(kind, StandardSocketOptions.IP_MULTICAST_LOOP, false, MCAST.LOOP, false);
    check(kind, StandardSocketOptions.IP_MULTICAST_TTL, 9, MCAST.HOPS, 9);
    check(kind, StandardSocketOptions.IP_MULTICAST_IF, lo, MCAST.IF, lo.getIndex());
    Option<Integer> trafficClass = kind == SocketKind.UDP ? IP.TOS : IPV6.TCLASS;
    check(kind, StandardSocketOptions.IP_TOS, 0x10, trafficClass, 0x10);
  }

  @Test
  void bufferSizes_set_areWhatTheKernelMakesOfThem() throws IOException {
    try (Socket socket = Sockets.open(SocketKind.UDP)) {
      socket.set(StandardSocketOptions.SO_RCVBUF, 20_000);
      socket.set(StandardSocketOptions.SO_SNDBUF, 20_000);
      assertThat(socket.get(StandardSocketOptions.SO_RCVBUF)).isEqualTo(socket.get(SO.RCVBUF));
      assertThat(socket.get(SO.SNDBUF)).isEqualTo(40_000);
    }
  }

  @Test
  void linger_negative_isOff() throws IOException {
    try (Socket socket = Sockets.open(SocketKind.TCP)) {
      assertThat(socket.get(StandardSocketOptions.SO_LINGER)).isEqualTo(-1);
      socket.set(SO.LINGER, Linger.of(Duration.ZERO)).set(StandardSocketOptions.SO_LINGER, -1);
      assertThat(socket.get(SO.LINGER)).isEqualTo(Linger.OFF);
    }
  }

  @Test
  @SuppressWarnings("NullAway") // the JDK's documentation says null
  void multicastInterface_null_isNone() throws IOException {
    try (Socket socket = Sockets.open(SocketKind.UDP)) {
      socket.set(MCAST.IF, 1).set(StandardSocketOptions.IP_MULTICAST_IF, null);
      assertThat(socket.get(StandardSocketOptions.IP_MULTICAST_IF)).isNull();
    }
  }

  @Test
  void extendedOptions_byName_areOurs() throws IOException {
    var kind = SocketKind.TCP;
    check(
        kind, new Named<>("TCP_KEEPIDLE", Integer.class), 60, TCP.KEEPIDLE, Duration.ofMinutes(1));
    check(
        kind,
        new Named<>("TCP_KEEPINTERVAL", Integer.class),
        7,
        TCP.KEEPINTVL,
        Duration.ofSeconds(7));
    check(kind, new Named<>("TCP_KEEPCOUNT", Integer.class), 3, TCP.KEEPCNT, 3);
    check(kind, new Named<>("TCP_QUICKACK", Boolean.class), false, TCP.QUICKACK, false);
    var dontFragment = new Named<>("IP_DONTFRAGMENT", Boolean.class);
    check(kind, dontFragment, true, IP.MTU_DISCOVER, IP.PMTUDISC_DO);
    check(SocketKind.UDP6, dontFragment, true, IPV6.MTU_DISCOVER, IPV6.PMTUDISC_DO);
    try (Socket socket = Sockets.open(kind)) {
      assertThat(socket.get(new Named<>("SO_INCOMING_NAPI_ID", Integer.class))).isZero();
    }
  }

  @Test
  void unknownOption_use_isUnsupported() throws IOException {
    try (Socket socket = Sockets.open(SocketKind.TCP)) {
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(() -> socket.get(new Named<>("SO_FLOW_SLA", String.class)))
          .withMessageContaining("SO_FLOW_SLA");
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .as("a known name of another type")
          .isThrownBy(() -> socket.get(new Named<>("TCP_NODELAY", Integer.class)));
    }
  }

  @Test
  void standardOption_valueOutside_isRefused() throws IOException {
    try (Socket socket = Sockets.open(SocketKind.UDP)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> socket.set(StandardSocketOptions.IP_TOS, 256))
          .withMessageContaining("256");
    }
  }
}
