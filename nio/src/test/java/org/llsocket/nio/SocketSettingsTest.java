package org.llsocket.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;
import org.llsocket.nio.SocketDefaults.Role;
import org.llsocket.option.Option;
import org.llsocket.option.Options;
import org.llsocket.option.SO;
import org.llsocket.option.TCP;

class SocketSettingsTest {
  private static final SockAddr DATABASE = SockAddr.inet("10.1.2.3", 5432);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** The user timeout of a new socket to which settings were applied: once made, then named. */
  private static Duration timeout(String settings, Role role, AF family, SockAddr address)
      throws IOException {
    SocketSettings parsed = SocketSettings.parse(settings);
    try (Socket socket = Socket.open(family, SOCK.STREAM)) {
      if (role != Role.ACCEPT) {
        parsed.apply(role, socket, null);
      }
      parsed.apply(role, socket, address);
      return socket.get(TCP.USER_TIMEOUT);
    }
  }

  private static boolean applies(String where, SockAddr address) throws IOException {
    AF family = address.family();
    return !timeout(where + "TCP_USER_TIMEOUT=30s", Role.CONNECT, family, address).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5432:",
        "5000-5999:",
        "10.1.2.3:",
        "10.1.2.3:5432:",
        "10.0.0.0/8:",
        "10.1.2.2/31:5432-5433:",
        "0.0.0.0/0:",
        "connect:",
        "connect:5432:",
        "connect:10.0.0.0/15:5432:"
      })
  void apply_addressesThatContainIt_set(String where) throws IOException {
    assertThat(applies(where, DATABASE)).isTrue();
    assertThat(applies(where, DATABASE.toInet6())).as("IPv4-mapped").isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5433:",
        "5433-5999:",
        "10.1.2.4:",
        "10.1.2.3:5431:",
        "11.0.0.0/8:",
        "10.1.2.4/31:",
        "[::]/0:",
        "listen:",
        "accept:",
        "listen:5432:"
      })
  void apply_others_doNotSet(String where) throws IOException {
    assertThat(applies(where, DATABASE)).isFalse();
    assertThat(applies(where, DATABASE.toInet6())).as("IPv4-mapped").isFalse();
  }

  @Test
  void apply_inet6Network_setsItsAddresses() throws IOException {
    SockAddr server = SockAddr.inet6("2001:db8:1::7", 443);
    assertThat(applies("[2001:db8::]/32:", server)).isTrue();
    assertThat(applies("[2001:db8::]/32:443:", server)).isTrue();
    assertThat(applies("[2001:db8:1::7]:", server)).isTrue();
    assertThat(applies("[2001:db8:1::6]/127:", server)).isTrue();
    assertThat(applies("[2001:db9::]/32:", server)).isFalse();
    assertThat(applies("[2001:db8:1::8]/126:", server)).isFalse();
    assertThat(applies("0.0.0.0/0:", server)).isFalse();
  }

  @Test
  void apply_unix_setsUnixSocketsOnly() throws IOException {
    SocketSettings settings = SocketSettings.parse("unix:SO_SNDBUF=64k,TCP_NODELAY=true");
    try (Socket unix = Socket.open(AF.UNIX, SOCK.STREAM);
        Socket inet = Socket.open(AF.INET, SOCK.STREAM)) {
      int before = inet.get(SO.SNDBUF);
      settings.apply(Role.CONNECT, unix, SockAddr.unix("/s"));
      settings.apply(Role.CONNECT, inet, DATABASE);
      settings.apply(Role.CONNECT, inet, null);
      assertThat(unix.get(SO.SNDBUF)).isEqualTo(2 * 65_536);
      assertThat(inet.get(SO.SNDBUF)).isEqualTo(before);
      assertThat(inet.get(TCP.NODELAY)).isTrue();
    }
  }

  @Test
  void apply_withoutAddress_setsWhatHasNoAddresses() throws IOException {
    SocketSettings settings = SocketSettings.parse("SO_KEEPALIVE=true,5432:TCP_NODELAY=true");
    try (Socket socket = Socket.open(AF.INET, SOCK.STREAM)) {
      settings.apply(Role.CONNECT, socket, null);
      assertThat(socket.get(SO.KEEPALIVE)).isTrue();
      assertThat(socket.get(TCP.NODELAY)).isFalse();
      socket.set(SO.KEEPALIVE, false); // the program's own setting prevails
      settings.apply(Role.CONNECT, socket, DATABASE);
      assertThat(socket.get(SO.KEEPALIVE)).isFalse();
      assertThat(socket.get(TCP.NODELAY)).isTrue();
    }
  }

  @Test
  void apply_accepted_setsBothAndNotWhatTheListenerHas() throws IOException {
    String set = "TCP_USER_TIMEOUT=30s";
    assertThat(timeout("accept:" + set, Role.ACCEPT, AF.INET, DATABASE)).isEqualTo(TIMEOUT);
    assertThat(timeout("accept:5432:" + set, Role.ACCEPT, AF.INET, DATABASE)).isEqualTo(TIMEOUT);
    assertThat(timeout(set, Role.ACCEPT, AF.INET, DATABASE)).isZero();
    try (Socket unix = Socket.open(AF.UNIX, SOCK.STREAM)) { // inherits nothing
      SocketSettings.parse("SO_SNDBUF=64k").apply(Role.ACCEPT, unix, SockAddr.unnamed());
      assertThat(unix.get(SO.SNDBUF)).isEqualTo(2 * 65_536);
    }
  }

  @Test
  void apply_twice_laterReplacesEarlier() throws IOException {
    String settings = "TCP_USER_TIMEOUT=1s, TCP.USER_TIMEOUT=30000,";
    assertThat(timeout(settings, Role.CONNECT, AF.INET6, DATABASE.toInet6())).isEqualTo(TIMEOUT);
    SocketSettings both =
        SocketSettings.parse("SO_RCVBUF=1k").and(SocketSettings.parse("SO_RCVBUF=0x2000"));
    assertThat(both).hasToString("SO_RCVBUF=1k, SO_RCVBUF=0x2000");
    assertThat(SocketSettings.NONE.isEmpty()).isTrue();
    assertThat(both.isEmpty()).isFalse();
  }

  @Test
  void apply_optionOfIpv4_isSetOnIpv6Too() throws IOException {
    try (Socket socket = Socket.open(AF.INET6, SOCK.DGRAM)) {
      SocketSettings.parse("IP_TTL=7").apply(Role.DATAGRAM, socket, null);
      assertThat(socket.get(org.llsocket.option.IP.TTL)).isEqualTo(7);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TCP_USER_TIMOUT=30s | unknown option \"TCP_USER_TIMOUT\"; did you mean TCP_USER_TIMEOUT?",
        "USER_TIMEOUT=30s | unknown option \"USER_TIMEOUT\"; did you mean TCP_USER_TIMEOUT?",
        "tcp_nodely=1 | unknown option \"tcp_nodely\"; did you mean TCP_NODELAY?",
        "NONSENSE=1 | unknown option \"NONSENSE\"",
        "TCP_INFO=1 | TCP_INFO is read-only",
        "SO_KEEPALIVE | \"SO_KEEPALIVE\" is not of the form NAME=VALUE",
        "SO_KEEPALIVE=maybe | SO_KEEPALIVE (boolean): \"maybe\" is neither true nor false",
        "conect:SO_KEEPALIVE=1 | unknown role \"conect\"; did you mean connect?",
        "server:SO_KEEPALIVE=1 "
            + "| unknown role \"server\"; the roles are [connect, listen, accept, datagram]",
        "66000:SO_KEEPALIVE=1 | \"66000\" in \"66000\" is not a port in 0–65535",
        "90-80:SO_KEEPALIVE=1 | ports 90-80: 90 is over 80",
        "10.0.0.0/33:SO_KEEPALIVE=1 | \"33\" in \"10.0.0.0/33\" is not a prefix length in 0–32",
        "10.0.0.256:SO_KEEPALIVE=1 | \"10.0.0.256\" in \"10.0.0.256\" is not an address: "
            + "10.0.0.1 or [2001:db8::1]",
        "[::g]:SO_KEEPALIVE=1 | \"[::g]\" in \"[::g]\" is not an address: "
            + "10.0.0.1 or [2001:db8::1]",
        ":SO_KEEPALIVE=1 | \"\" in \"\" is not a port in 0–65535",
        "connect::SO_KEEPALIVE=1 | \"\" in \"\" is not a port in 0–65535",
      })
  void parse_badItem_isRefused(String item, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SocketSettings.parse("SO_KEEPALIVE=true," + item))
        .withMessage(message);
  }

  @Test
  void parse_optionOfNoSuchSocket_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SocketSettings.parse("datagram:TCP_NODELAY=true"))
        .withMessageStartingWith("\"datagram:TCP_NODELAY=true\": no such socket has TCP_NODELAY");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SocketSettings.parse("unix:TCP_NODELAY=true"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SocketSettings.parse("connect:UDP_SEGMENT=100"));
  }

  @Test
  void check_whatTheKernelAccepts_passes() {
    assertThatCode(
            SocketSettings.parse("SO_KEEPALIVE=true,TCP_KEEPCNT=5,IP_TOS=16,accept:TCP_CORK=1")
                ::check)
        .doesNotThrowAnyException();
  }

  @Test
  void check_valueOutOfRange_isRefused() {
    SocketSettings settings = SocketSettings.parse("SO_KEEPALIVE=true,listen:TCP_KEEPCNT=500");
    assertThatIllegalArgumentException()
        .isThrownBy(settings::check)
        .withMessageStartingWith("\"listen:TCP_KEEPCNT=500\": ")
        .withMessageContaining("1–127");
  }

  @Test
  void check_valueThatTheKernelRefuses_isReported() {
    SocketSettings settings = SocketSettings.parse("connect:TCP_CONGESTION=nonesuch");
    assertThatThrownBy(settings::check)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("\"connect:TCP_CONGESTION=nonesuch\" on a new TCP socket: ")
        .hasMessageContaining("ENOENT");
  }

  // ---- any text

  @Provide
  static Arbitrary<String> items() {
    List<String> names =
        Options.all().stream()
            .filter(SocketSettingsTest::isSettable)
            .map(Option::name)
            .collect(Collectors.toList());
    Arbitrary<String> role = Arbitraries.of("", "connect:", "listen:", "accept:");
    Arbitrary<Integer> octet = Arbitraries.integers().between(0, 255);
    Arbitrary<String> host =
        Combinators.combine(octet, octet, octet).as((a, b, c) -> a + "." + b + "." + c + ".0");
    Arbitrary<String> host6 = octet.map(a -> "[2001:db8::" + Integer.toHexString(a + 1) + "]");
    Arbitrary<String> prefix = Arbitraries.integers().between(0, 31).map(bits -> "/" + bits);
    Arbitrary<String> ports =
        Combinators.combine(
                Arbitraries.integers().between(1, 30_000), Arbitraries.integers().between(1, 500))
            .as((low, more) -> low + "-" + (low + more));
    Arbitrary<String> network =
        Combinators.combine(Arbitraries.oneOf(host, host6), Arbitraries.oneOf(prefix))
            .as((address, bits) -> address + bits);
    Arbitrary<String> hostPort =
        Combinators.combine(network, ports).as((address, numbers) -> address + ":" + numbers);
    Arbitrary<String> where =
        Arbitraries.oneOf(
            Arbitraries.just(""),
            Arbitraries.oneOf(ports, host, host6, network, hostPort).map(each -> each + ":"));
    return Combinators.combine(role, where, Arbitraries.of(names), Arbitraries.of("1", "0"))
        .as((of, at, name, value) -> of + at + name + "=" + value);
  }

  private static boolean isSettable(Option<?> option) {
    boolean plain = option.type() == Boolean.class || option.type() == Integer.class;
    return plain
        && option.isWritable()
        && option.kinds().contains(org.llsocket.option.SocketKind.TCP);
  }

  @Property
  void toString_anySettings_isParsedToTheSame(@ForAll("items") String item) {
    SocketSettings once = SocketSettings.parse(item);
    assertThat(once).hasToString(item);
    assertThat(SocketSettings.parse(once.toString())).hasToString(item);
  }

  @Property
  void parse_anyText_isReadOrRefused(@ForAll String text) {
    try {
      SocketSettings settings = SocketSettings.parse(text);
      assertThat(SocketSettings.parse(settings.toString())).hasToString(settings.toString());
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageNotContaining("Exception");
    }
  }

  /** Near to what is right, so that most errors are deep inside. */
  @Property
  void parse_damagedItem_isReadOrRefused(
      @ForAll("items") String item, @ForAll int at, @ForAll char with) {
    int place = Math.floorMod(at, item.length());
    parse_anyText_isReadOrRefused(item.substring(0, place) + with + item.substring(place + 1));
  }
}
