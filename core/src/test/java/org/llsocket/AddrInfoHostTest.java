package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.testing.Capability;

class AddrInfoHostTest {
  private static final AddrInfo.Hints STRICT = AddrInfo.Hints.of();
  private static final AddrInfo.Hints LENIENT = STRICT.lenient(true);

  private static final String LABEL_63 = "a".repeat(63);
  private static final String NAME_253 =
      String.join(".", LABEL_63, LABEL_63, LABEL_63, "a".repeat(61));

  private static String check(String host, AddrInfo.Hints hints) {
    return AddrInfoHost.check(host, (hints.flags() & AI.IDN) != 0, hints.lenient());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost.",
        "a",
        "a-b.example",
        "under_score._tcp.example",
        "3com.example",
        "1.2.3.example",
        "0x7f.example",
        "0x7g",
        "192.0.2.1",
        "0.0.0.0",
        "255.255.255.255",
        "::",
        "::1",
        "2001:db8::1",
        "::ffff:192.0.2.1",
        "xn--mnchen-3ya.example"
      })
  void check_host_passesAsItIs(String host) {
    assertThat(check(host, STRICT)).isEqualTo(host);
  }

  @Test
  void check_longestName_passes() {
    assertThat(NAME_253).hasSize(253);
    assertThat(check(NAME_253, STRICT)).isEqualTo(NAME_253);
    assertThat(check(NAME_253 + ".", STRICT)).isEqualTo(NAME_253 + ".");
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("", "is empty"),
        Arguments.of("localhost\0evil", "\"localhost\\x00evil\" contains NUL"),
        Arguments.of("\0", "NUL"),
        Arguments.of("127.1", "IPv4"),
        Arguments.of("1.2.3", "IPv4"),
        Arguments.of("0x7f.1", "IPv4"),
        Arguments.of("0x7f000001", "IPv4"),
        Arguments.of("0X7F000001", "IPv4"),
        Arguments.of("0x", "IPv4"),
        Arguments.of("0177.0.0.1", "IPv4"),
        Arguments.of("127.0.0.01", "IPv4"),
        Arguments.of("127.0.0.0x1", "IPv4"),
        Arguments.of("2130706433", "IPv4"),
        Arguments.of("0", "IPv4"),
        Arguments.of("256.1.1.1", "IPv4"),
        Arguments.of("1.2.3.4.5", "IPv4"),
        Arguments.of("127.0.0.1.", "IPv4"),
        Arguments.of("example.1", "IPv4"),
        Arguments.of("127.0.0.1 ", "U+0020"),
        Arguments.of("127.0.0.1 x", "U+0020"),
        Arguments.of("127.0.0.1\n", "U+000A"),
        Arguments.of(" localhost", "U+0020"),
        Arguments.of("a b", "U+0020"),
        Arguments.of("user@host", "U+0040"),
        Arguments.of("host/path", "U+002F"),
        Arguments.of("1.2.3.4%lo", "U+0025"),
        Arguments.of("\uff11\uff12\uff17.1", "is the address"),
        Arguments.of("\uff11\uff12\uff17.0.0.1", "is the address \"127.0.0.1\""),
        Arguments.of("\uff1a\uff1a1", "is the address \"::1\""),
        Arguments.of("\u2100.example", "U+002F"),
        Arguments.of("[::1]", "brackets"),
        Arguments.of("[::1]:80", "brackets"),
        Arguments.of("[", "brackets"),
        Arguments.of("localhost:80", "IPv6"),
        Arguments.of(":", "IPv6"),
        Arguments.of(":::1", "IPv6"),
        Arguments.of("::1::", "IPv6"),
        Arguments.of("12345::", "IPv6"),
        Arguments.of("::1 ", "IPv6"),
        Arguments.of("::127.1", "IPv6"),
        Arguments.of("fe80::1%", "interface"),
        Arguments.of("fe80::1%nosuch", "interface"),
        Arguments.of("fe80::1%0", "interface"),
        Arguments.of("fe80::1%999999", "interface"),
        Arguments.of("fe80::1%4294967295", "interface"),
        Arguments.of("fe80::1%4294967296", "4294967295"),
        Arguments.of("fe80::1%+1", "interface"),
        Arguments.of("fe80::1%" + "x".repeat(1_000_000), "interface"),
        Arguments.of(".", "empty label"),
        Arguments.of("a..b", "empty label"),
        Arguments.of(".a", "empty label"),
        Arguments.of("a..", "empty label"),
        Arguments.of("a".repeat(64), "64 bytes; at most 63"),
        Arguments.of("a".repeat(64) + ".example", "64 bytes; at most 63"),
        Arguments.of("a" + NAME_253, "254 bytes; at most 253"),
        Arguments.of("a.".repeat(550), "1099 bytes; at most 253"),
        Arguments.of("\u00fc".repeat(70), "RFC 3490"),
        Arguments.of("\u00fc..example", "RFC 3490"),
        Arguments.of("\ud800", "RFC 3490"),
        Arguments.of("\u202e.example", "RFC 3490"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void check_hostile_isRefusedWithTheReason(String host, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddrInfo.getaddrinfo(host, "80", STRICT))
        .withMessageContaining(reason)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
  }

  @Test
  void check_idn_becomesAscii() {
    assertThat(check("M\u00fcnchen.example", STRICT)).isEqualTo("xn--mnchen-3ya.example");
    assertThat(check("\u2603_\uff0eexample", STRICT)).isEqualTo("xn--_-0xp.example");
  }

  @Test
  void check_aiIdn_leavesTheNameToTheCLibrary() {
    AddrInfo.Hints idn = STRICT.flags(AI.IDN);
    assertThat(check("m\u00fcnchen.example", idn)).isEqualTo("m\u00fcnchen.example");
    assertThat(check("m\u00fcnchen.example", idn.lenient(true))).isEqualTo("m\u00fcnchen.example");
    assertThatIllegalArgumentException().isThrownBy(() -> check("\uff11\uff12\uff17.1", idn));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fe80::1%lo", "::1%lo", "2001:db8::1%lo", "ff02::1%lo", "fe80::1%1"})
  void check_scope_becomesTheIndex(String host) {
    assertThat(check(host, STRICT)).endsWith("%1");
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, true",
    "::1, true",
    "fe80::1%1, true",
    "localhost, false",
    "127.1, false",
    "a:b, false",
    "a:b%1, false"
  })
  void isNumeric_host_isWhetherNoServerIsAsked(String host, boolean expected) {
    assertThat(AddrInfoHost.isNumeric(host)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.1",
        "0x7f.1",
        "0x7f000001",
        "0177.0.0.1",
        "2130706433",
        "017700000001",
        "127.0.0.01"
      })
  void getaddrinfo_lenient_takesEveryFormOfInetAton(String host) throws IOException {
    assertThat(AddrInfo.getaddrinfo(host, "80", LENIENT.flags(AI.NUMERICHOST)))
        .allSatisfy(ai -> assertThat(ai.addr()).isEqualTo(SockAddr.inet("127.0.0.1", 80)));
  }

  /** A host, and what becomes of it strictly and leniently: an address, a code, or a refusal. */
  static Stream<Arguments> outcomes() {
    return Stream.of(
        Arguments.of("192.0.2.1", "192.0.2.1", "192.0.2.1"),
        Arguments.of("2001:db8::1", "2001:db8::1", "2001:db8::1"),
        Arguments.of("::ffff:192.0.2.1", "::ffff:192.0.2.1", "::ffff:192.0.2.1"),
        Arguments.of("fe80::1%lo", "fe80::1%lo", "fe80::1%lo"),
        Arguments.of("name.example", "EAI_NONAME", "EAI_NONAME"),
        Arguments.of("127.1", "refused", "127.0.0.1"),
        Arguments.of("0x7f.0.0.01", "refused", "127.0.0.1"),
        Arguments.of("\uff11\uff12\uff17.\uff11", "refused", "127.0.0.1"),
        Arguments.of("256.1.1.1", "refused", "EAI_NONAME"),
        Arguments.of("1.2.3.4.5", "refused", "EAI_NONAME"),
        Arguments.of("[::1]", "refused", "EAI_NONAME"),
        Arguments.of(":::1", "refused", "EAI_NONAME"),
        Arguments.of("fe80::1%nosuch", "refused", "EAI_NONAME"),
        Arguments.of("a..b", "refused", "EAI_NONAME"),
        Arguments.of("a b", "refused", "EAI_NONAME"),
        Arguments.of("a".repeat(64), "refused", "EAI_NONAME"),
        Arguments.of("a.".repeat(2000), "refused", "EAI_NONAME"),
        Arguments.of("\u00fc".repeat(70), "refused", "EAI_NONAME"),
        Arguments.of("\u202e.example", "refused", "EAI_NONAME"),
        Arguments.of("", "refused", "EAI_NONAME"),
        Arguments.of("a\0b", "refused", "refused"),
        Arguments.of("127.0.0.1\0", "refused", "refused"),
        Arguments.of("\ud800.example", "refused", "refused"));
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void getaddrinfo_strictAndLenient_areAsDocumented(String host, String strict, String lenient)
      throws IOException {
    Capability.GLIBC.require();
    assertThat(outcome(host, STRICT)).isEqualTo(strict);
    assertThat(outcome(host, LENIENT)).isEqualTo(lenient);
    assertThat(outcome(host, STRICT.flags(AI.IDN))).isEqualTo(strict);
  }

  private static String outcome(String host, AddrInfo.Hints hints) throws IOException {
    var numeric = hints.flags(hints.flags() | AI.NUMERICHOST);
    try {
      return AddrInfo.getaddrinfo(host, "1", numeric).getFirst().addr().host();
    } catch (IllegalArgumentException e) {
      return "refused";
    } catch (AddrInfoException e) {
      return EAI.toString(e.code());
    }
  }

  @Test
  void check_lenientWithNul_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> check("localhost\0evil", LENIENT))
        .withMessageContaining("NUL");
  }

  // ---- any text

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings(),
        Arbitraries.strings().withChars("0123456789abcdefxX.:%[]").ofMaxLength(20),
        Arbitraries.strings().withChars("0123456789.x\uff10\uff0e\u3002").ofMaxLength(15));
  }

  @Property
  void check_anyText_passesOrIsRefused(@ForAll("texts") String host) {
    try {
      assertThat(check(host, STRICT)).isNotEmpty().doesNotContain("\0");
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageContaining("\"");
    }
  }

  @Property
  void getaddrinfo_anyTextThatIsAnIpv4Address_isItsUsualText(@ForAll("texts") String host)
      throws IOException {
    try {
      AddrInfo found = AddrInfo.getaddrinfo(host, "1", STRICT.flags(AI.NUMERICHOST)).getFirst();
      if (found.family().equals(AF.INET)) {
        assertThat(found.addr()).hasToString(host + ":1");
      }
    } catch (IllegalArgumentException | AddrInfoException refused) {
      assertThat(refused).hasMessageContaining("\"");
    }
  }

  @Property
  void getaddrinfo_anyTextLenient_isFoundOrNot(@ForAll("texts") String host) throws IOException {
    try {
      assertThat(AddrInfo.getaddrinfo(host, "1", LENIENT.flags(AI.NUMERICHOST))).isNotEmpty();
    } catch (IllegalArgumentException | AddrInfoException refused) {
      assertThat(refused).hasMessageContaining("\"");
    }
  }
}
