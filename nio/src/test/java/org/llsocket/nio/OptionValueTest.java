package org.llsocket.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llsocket.AF;
import org.llsocket.SOCK;
import org.llsocket.Socket;
import org.llsocket.option.GroupReq;
import org.llsocket.option.GroupSourceReq;
import org.llsocket.option.IP;
import org.llsocket.option.Linger;
import org.llsocket.option.MCAST;
import org.llsocket.option.Option;
import org.llsocket.option.PortRange;
import org.llsocket.option.SO;
import org.llsocket.option.TCP;

class OptionValueTest {
  private static Object value(String text) {
    return OptionValue.parse(text).value();
  }

  @ParameterizedTest
  @CsvSource({
    "TCP_USER_TIMEOUT=30s, PT30S",
    "TCP_USER_TIMEOUT=30000, PT30S",
    "TCP_USER_TIMEOUT=200ms, PT0.2S",
    "TCP_USER_TIMEOUT=1.5m, PT1M30S",
    "TCP_USER_TIMEOUT=0, PT0S",
    "TCP_KEEPIDLE=60, PT1M",
    "TCP_KEEPIDLE=2h, PT2H",
    "SO_RCVTIMEO=500us, PT0.0005S",
    "SO_RCVTIMEO=1000000, PT1S",
  })
  void parse_time_hasAUnitOrTheOptionsOwn(String text, Duration time) {
    assertThat(value(text)).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource({
    "SO_RCVBUF=65536, 65536",
    "SO_RCVBUF=64k, 65536",
    "SO_RCVBUF=2M, 2097152",
    "SO_RCVBUF=1G, 1073741824",
    "SO.RCVBUF=0x10, 16",
    "SO_PRIORITY=-1, -1",
    "TCP_KEEPCNT=5, 5",
  })
  void parse_number_mayHaveAUnitOfBytes(String text, int number) {
    assertThat(((Number) value(text)).intValue()).isEqualTo(number);
  }

  @Test
  void parse_otherTypes_returnTheirValues() {
    assertThat(value("SO_KEEPALIVE=on")).isEqualTo(true);
    assertThat(value("SO_KEEPALIVE=no")).isEqualTo(false);
    assertThat(value("TCP_CONGESTION=bbr")).isEqualTo("bbr");
    assertThat(value("SO_LINGER=off")).isEqualTo(Linger.OFF);
    assertThat(value("SO_LINGER=5")).isEqualTo(Linger.of(Duration.ofSeconds(5)));
    assertThat(value("SO_LINGER=5s")).isEqualTo(Linger.of(Duration.ofSeconds(5)));
    assertThat(value("IP_LOCAL_PORT_RANGE=5000-5999")).isEqualTo(new PortRange(5000, 5999));
    assertThat(value("TCP_FASTOPEN_KEY=00ff")).isInstanceOf(byte[].class);
    var group = InetAddress.ofLiteral("239.1.2.3");
    assertThat(value("MCAST_JOIN_GROUP=239.1.2.3")).isEqualTo(GroupReq.of(group));
    assertThat(value("MCAST_JOIN_SOURCE_GROUP=10.0.0.1@239.1.2.3%lo"))
        .isEqualTo(GroupSourceReq.of(group, InetAddress.ofLiteral("10.0.0.1"), "lo"));
    assertThat(MCAST.JOIN_GROUP.type()).isEqualTo(GroupReq.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TCP_USER_TIMEOUT=30x | \"30x\" is not a time, such as 30s or 200ms",
        "TCP_USER_TIMEOUT=-1s | \"-1s\" is not a time, such as 30s or 200ms",
        "TCP_USER_TIMEOUT=99999999999h | is out of range or finer than 1 ns",
        "SO_RCVBUF=64K | \"64K\" is not a number of bytes, such as 65536 or 64k",
        "SO_RCVBUF=4G | of at most 31 bits",
        "TCP_KEEPCNT=5k | \"5k\" is not a number",
        "TCP_KEEPCNT= | \"\" is not a number",
        "SO_LINGER=x | \"x\" is not a time",
        "IP_LOCAL_PORT_RANGE=a-b | \"a-b\" is not a range of ports, such as 5000-5999",
        "TCP_FASTOPEN_KEY=0g | \"0g\" is not bytes in hexadecimal",
        "MCAST_JOIN_GROUP=x | Invalid IP address literal: x",
        "MCAST_JOIN_SOURCE_GROUP=x | \"x\" is not of the form SOURCE@GROUP",
        "SO_ATTACH_FILTER=x | values of type List have no text form",
      })
  void parse_badValue_isRefused(String text, String message) {
    String name = text.substring(0, text.indexOf('='));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OptionValue.parse(text))
        .withMessageStartingWith(name + " (")
        .withMessageContaining(message);
  }

  @Test
  void apply_socket_setsTheOption() throws Exception {
    try (Socket socket = Socket.open(AF.INET, SOCK.STREAM)) {
      OptionValue<?> keepIdle = OptionValue.parse("TCP.KEEPIDLE=60s");
      keepIdle.apply(socket);
      assertThat(socket.get(TCP.KEEPIDLE)).isEqualTo(Duration.ofMinutes(1));
      assertThat(keepIdle).hasToString("TCP_KEEPIDLE=60s");
      assertThat(keepIdle.option()).isSameAs((Option<?>) TCP.KEEPIDLE);
    }
  }

  @Test
  void domain_options_describeTheirValues() {
    assertThat(OptionValue.domain(TCP.KEEPCNT)).isEqualTo("1–127 probes");
    assertThat(OptionValue.domain(SO.KEEPALIVE)).isEqualTo("boolean");
    assertThat(OptionValue.domain(IP.TOS)).isEqualTo("0–255");
  }
}
