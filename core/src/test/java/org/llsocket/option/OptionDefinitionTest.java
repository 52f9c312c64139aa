package org.llsocket.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llsocket.Socket;
import org.llsocket.internal.access.OptionAccess;
import org.llsocket.internal.platform.Platform;

/** Options that users define, and what all options report of themselves. */
class OptionDefinitionTest {
  private static final int SOL_SOCKET = Platform.number("SOL_SOCKET");

  private enum Switch {
    OFF,
    ON
  }

  @Test
  void define_flag_worksOnASocket() throws IOException {
    Option<Boolean> keepalive =
        Option.define("SO_MINE", SOL_SOCKET, Platform.number("SO_KEEPALIVE")).flag();
    try (Socket socket = Sockets.open(SocketKind.TCP)) {
      assertThat(socket.set(keepalive, true).get(keepalive)).isTrue();
      assertThat(socket.get(SO.KEEPALIVE)).isTrue();
    }
    assertThat(Options.all()).doesNotContain(keepalive);
  }

  @Test
  void define_typeOfOnesOwn_worksOnASocket() throws IOException {
    Option<Switch> keepalive =
        Option.define("SO_MINE", SOL_SOCKET, Platform.number("SO_KEEPALIVE"))
            .ints(Switch.class, "OFF, ON", value -> Switch.values()[value], Switch::ordinal);
    try (Socket socket = Sockets.open(SocketKind.TCP)) {
      assertThat(socket.get(keepalive)).isEqualTo(Switch.OFF);
      assertThat(socket.set(keepalive, Switch.ON).get(keepalive)).isEqualTo(Switch.ON);
    }
  }

  @Test
  void define_codecThatUsesSocketsItself_worksOnASocket() throws IOException {
    try (Socket other = Sockets.open(SocketKind.UDP);
        Socket socket = Sockets.open(SocketKind.TCP)) {
      Option<Linger> nested =
          SO.LINGER.as(
              Linger.class,
              linger -> linger.onoff() == uncheckedGet(other, SO.REUSEADDR) ? linger : Linger.OFF,
              linger -> uncheckedGet(other, SO.TYPE) > 0 ? linger : Linger.OFF);
      other.set(SO.REUSEADDR, true);
      Linger three = Linger.of(Duration.ofSeconds(3));
      assertThat(socket.set(nested, three).get(nested)).isEqualTo(three);
    }
  }

  private static <T> T uncheckedGet(Socket socket, Option<T> option) {
    try {
      return socket.get(option);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void define_bytes_areLeftAlone() throws IOException {
    Option<byte[]> raw =
        Option.define("SO_MINE", SOL_SOCKET, Platform.number("SO_LINGER")).bytes(8);
    try (Socket socket = Sockets.open(SocketKind.TCP)) {
      socket.set(raw, new byte[] {1, 0, 0, 0, 5, 0, 0, 0});
      assertThat(socket.get(SO.LINGER)).isEqualTo(Linger.of(Duration.ofSeconds(5)));
      assertThat(socket.get(raw)).containsExactly(1, 0, 0, 0, 5, 0, 0, 0);
    }
  }

  @Test
  void define_facts_areReported() {
    OptionDefinition definition =
        Option.define("SO_MINE", 1, 99).since("7.1").manual("socket(7)").unit("hops");
    Option<Integer> option = definition.on(SocketKind.TCP).readOnly().number(0, 7);
    definition.since("8.0").unit("").number();
    assertThat(option.name()).hasToString("SO_MINE").isEqualTo(option.toString());
    assertThat(option.javaName()).isEqualTo("SO.MINE");
    assertThat(option.cName()).isEqualTo("SO_MINE");
    assertThat(option.since()).isEqualTo("7.1");
    assertThat(option.manual()).isEqualTo("socket(7)");
    assertThat(option.unit()).isEqualTo("hops");
    assertThat(option.range()).isEqualTo("0–7");
    assertThat(option.kinds()).containsExactly(SocketKind.TCP);
    assertThat(option.isReadable()).isTrue();
    assertThat(option.isWritable()).isFalse();
    assertThat(option.isSupported()).isTrue();
    assertThat(option.level(SocketKind.TCP)).isEqualTo(1);
    assertThat(option.number(SocketKind.TCP6)).isEqualTo(99);
    assertThat(option.type()).isEqualTo(Integer.class);
  }

  @Test
  void toInt_noInt_isRefused() {
    OptionAccess<Linger> linger = OptionAccess.of(SO.LINGER);
    assertThat(linger.isInt()).isFalse();
    assertThatIllegalStateException().isThrownBy(() -> linger.toInt(Linger.OFF));
    assertThatIllegalStateException().isThrownBy(() -> linger.fromInt(1));
  }

  @Test
  void levelAndNumber_optionsOfBothFamilies_dependOnTheKind() {
    assertThat(MCAST.LOOP.level(SocketKind.UDP)).isEqualTo(Platform.number("IPPROTO_IP"));
    assertThat(MCAST.LOOP.number(SocketKind.UDP)).isEqualTo(Platform.number("IP_MULTICAST_LOOP"));
    assertThat(MCAST.LOOP.level(SocketKind.UDP6)).isEqualTo(Platform.number("IPPROTO_IPV6"));
    assertThat(MCAST.LOOP.number(SocketKind.UDP6))
        .isEqualTo(Platform.number("IPV6_MULTICAST_LOOP"));
  }

  /** The kernel answers with no bytes if a socket has no IP options. */
  @Test
  void get_answerShorterThanTheValue_isAnIoException() throws IOException {
    OptionDefinition noBytes =
        Option.define("IP_OPTIONS", Platform.number("IPPROTO_IP"), Platform.number("IP_OPTIONS"));
    OptionDefinition fourBytes =
        Option.define("SO_RCVBUF", SOL_SOCKET, Platform.number("SO_RCVBUF"));
    try (Socket socket = Sockets.open(SocketKind.UDP)) {
      assertThatIOException()
          .isThrownBy(() -> socket.get(noBytes.number()))
          .withMessage("IP_OPTIONS: getsockopt returned 0 bytes, not an int");
      assertThatIOException()
          .isThrownBy(() -> socket.get(noBytes.timeval()))
          .withMessage("IP_OPTIONS: getsockopt returned 0 bytes, fewer than the 16 of the value");
      assertThatIOException()
          .isThrownBy(() -> socket.get(fourBytes.unsignedLong()))
          .withMessage("SO_RCVBUF: getsockopt returned 4 bytes, fewer than the 8 of the value");
      assertThatIOException()
          .isThrownBy(() -> socket.get(noBytes.value(Codecs.INET_ADDRESS)))
          .withMessageContaining("returned 0 bytes, fewer than the 16");
      assertThat(socket.get(noBytes.bytes(40))).isEmpty();
      assertThat(socket.get(noBytes.text(40))).isEmpty();
    }
  }

  @Test
  void find_nameInC_isTheOption() {
    assertThat(Options.find("TCP_NODELAY")).contains(TCP.NODELAY);
    assertThat(Options.find("MCAST_IF")).contains(MCAST.IF);
    assertThat(Options.find("TCP.NODELAY")).isEmpty();
  }

  @Test
  void all_everyOption_isSupportedAndKnowsItsPlace() {
    assertThat(Options.all()).allMatch(Option::isSupported);
    assertThat(Options.all()).allMatch(option -> !option.kinds().isEmpty());
    assertThat(Options.all()).extracting(Option::javaName).doesNotHaveDuplicates();
  }

  // ---- times

  @ParameterizedTest
  @CsvSource({
    "PT0S, s, 0", "PT0.000000001S, s, 1", "PT1S, s, 1", "PT1.000000001S, s, 2",
    "PT0S, ms, 0", "PT0.000000001S, ms, 1", "PT0.001S, ms, 1", "PT2.0010001S, ms, 2002",
    "PT0S, µs, 0", "PT0.000000001S, µs, 1", "PT0.000001S, µs, 1", "PT35M47.483647S, µs, 2147483647"
  })
  void time_fraction_isRoundedUp(Duration time, String unit, int count) {
    assertThat(Times.count("X", time, unit, 0, Integer.MAX_VALUE)).isEqualTo(count);
  }

  @Property
  void time_anyCount_comesBack(@ForAll @LongRange(min = 0, max = Integer.MAX_VALUE) long count) {
    for (String unit : List.of("s", "ms", "µs")) {
      Duration time = Times.duration(count, unit);
      assertThat(Times.count("X", time, unit, 0, Integer.MAX_VALUE)).isEqualTo((int) count);
    }
  }

  @Test
  void timeval_fraction_isRoundedUp() throws IOException {
    OptionAccess<Duration> timeout = OptionAccess.of(SO.RCVTIMEO);
    MemorySegment bytes = timeout.encode(Duration.ofNanos(1_999_999_001), 2);
    assertThat(timeout.decode(bytes, 2)).isEqualTo(Duration.ofSeconds(2));
    assertThat(timeout.decode(timeout.encode(Duration.ofNanos(1), 2), 2))
        .isEqualTo(Duration.ofNanos(1000));
  }

  @Test
  void linger_fraction_isRoundedUp() {
    assertThat(Linger.of(Duration.ofMillis(1))).isEqualTo(Linger.of(Duration.ofSeconds(1)));
  }
}
