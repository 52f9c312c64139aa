package org.llsocket.cli.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.SockAddr;

class AddressArgumentTest {
  @ParameterizedTest
  @CsvSource({
    "localhost:80, localhost, 80",
    "127.0.0.1:http, 127.0.0.1, http",
    "[::1]:0, ::1, 0",
    "[fe80::1%lo]:65535, fe80::1%lo, 65535",
    ":7000, '', 7000",
    "7000, '', 7000",
  })
  void parse_hostAndPort_areSeparated(String text, String host, String service) {
    AddressArgument address = AddressArgument.parse(text);

    assertThat(address.host()).isEqualTo(host);
    assertThat(address.service()).isEqualTo(service);
    assertThat(address.isUnix()).isFalse();
  }

  @Test
  void parse_unixAddress_isUnix() {
    AddressArgument address = AddressArgument.parse("unix:/run/s:1");

    assertThat(address.isUnix()).isTrue();
    assertThat(address.literal()).containsExactly(SockAddr.unix("/run/s:1"));
  }

  @ParameterizedTest
  @CsvSource({
    "[::1, [::1]:80",
    "::1, [::1]:80",
    "[::1], [::1]:80",
    "[::1]80, [::1]:80",
    "::1:7000, [::1]:7000",
    "[::1:7000, [::1]:7000",
    "2001:db8::1, [2001:db8::1]:80",
    "[2001:db8::1]7000, [2001:db8::1]:7000",
    "fe80::1%lo:7000, [fe80::1%lo]:7000",
    "a:b:80, '[ADDRESS]:PORT, for example [::1]:80'",
    "[, '[ADDRESS]:PORT, for example [::1]:80'",
    "[]:80:80, '[ADDRESS]:PORT, for example [::1]:80'",
  })
  void parse_ipv6WithoutBracketsOrPort_printsTheFormToUse(String text, String hint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressArgument.parse(text))
        .withMessage("\"%s\": write an IPv6 address and its port as %s", text, hint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost:", "[::1]:", ":"})
  void parse_noPort_isRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressArgument.parse(text))
        .withMessageStartingWith("\"" + text + "\" has no port; expected: host:port, [v6]:port");
  }

  @ParameterizedTest
  @ValueSource(strings = {"65536", "100000", "99999999999"})
  void parse_portOutOfRange_isRefused(String port) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressArgument.parse("localhost:" + port))
        .withMessage("port %s is not in 0–65535", port);
  }
}
