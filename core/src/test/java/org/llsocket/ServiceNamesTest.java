package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceNamesTest {
  private static final AddrInfo.Hints TCP = AddrInfo.Hints.of().type(SOCK.STREAM);

  private static int port(String service) throws IOException {
    return AddrInfo.getaddrinfo("127.0.0.1", service, TCP).getFirst().addr().port();
  }

  @Property(tries = 200)
  void getaddrinfo_port_isThatPort(@ForAll @IntRange(max = 65535) int port) throws IOException {
    assertThat(port(Integer.toString(port))).isEqualTo(port);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "65536",
        "70000",
        "131152",
        "4294967376",
        "99999999999999999999999999999999",
        "080",
        "00",
        "-1",
        "-0",
        "+80",
        " 80",
        "80 ",
        "\t80",
        "80\n",
        "",
        " ",
        "0x50",
        "0X50",
        "0x",
        "\uff18\uff10",
        "\u0668\u0660",
        "80\0",
        "http\0evil",
        "\0",
        "http ",
        "-http",
        "ht tp",
        "h\u00fctp",
        "http%"
      })
  void getaddrinfo_hostileService_isRefused(String service) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddrInfo.getaddrinfo("127.0.0.1", service, TCP))
        .withMessageContaining("0–65535");
  }

  /** To be lenient with a host leaves the service what it is. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "80, 80",
    "65535, 65535",
    "65536, refused",
    "080, refused",
    "'80 ', refused",
    "+80, refused",
    "-1, refused",
    "0x50, refused",
    "'', refused",
    "'*', refused",
    "80a, EAI_SERVICE",
    "1-1, EAI_SERVICE",
    "no-such-service, EAI_SERVICE"
  })
  void getaddrinfo_service_isTheSameStrictlyAndLeniently(String service, String expected)
      throws IOException {
    for (AddrInfo.Hints hints : List.of(TCP, TCP.lenient(true))) {
      String outcome;
      try {
        outcome =
            String.valueOf(
                AddrInfo.getaddrinfo("127.0.0.1", service, hints).getFirst().addr().port());
      } catch (IllegalArgumentException e) {
        outcome = "refused";
      } catch (AddrInfoException e) {
        outcome = EAI.toString(e.code());
      }
      assertThat(outcome).as(hints.toString()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 1_000_000})
  void getaddrinfo_longService_isRefusedWithTheLimit(int length) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddrInfo.getaddrinfo("127.0.0.1", "a".repeat(length), TCP))
        .withMessageContaining("at most 255")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(250));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "z3950", "iso-tsap", "3com-tsmux", "whois++", "a_b.c/d*"})
  void check_name_passes(String service) {
    assertThat(ServiceNames.check(service)).isEqualTo(service);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings(), Arbitraries.strings().withChars("0123456789+- xX").ofMaxLength(8));
  }

  @Property
  void getaddrinfo_anyService_isFoundOrRefused(@ForAll("texts") String service) throws IOException {
    try {
      int port = port(service);
      if (ServiceNames.isNumber(service)) {
        assertThat(service).isEqualTo(Integer.toString(port));
      }
    } catch (IllegalArgumentException | AddrInfoException refused) {
      assertThat(refused).hasMessageContaining("\"");
    }
  }
}
