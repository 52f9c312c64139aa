package org.llsocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.llsocket.AddrInfo.Hints;
import org.llsocket.testing.Capability;

class AddrInfoTest {
  private static final Hints ANY = Hints.of();
  private static final Hints STREAM = ANY.type(SOCK.STREAM);

  private static List<SockAddr> addresses(List<AddrInfo> list) {
    return list.stream().map(AddrInfo::addr).toList();
  }

  // ---- what is found

  @Test
  void getaddrinfo_localhost_agreesWithTheJdk() throws IOException {
    List<SockAddr> jdk =
        Stream.of(InetAddress.getAllByName("localhost"))
            .map(address -> SockAddr.of(address, 80))
            .toList();
    assertThat(addresses(AddrInfo.getaddrinfo("localhost", "80", STREAM)))
        .containsExactlyInAnyOrderElementsOf(jdk);
  }

  @Test
  void getaddrinfo_withoutHints_givesEveryType() throws IOException {
    SockAddr addr = SockAddr.inet("192.0.2.1", 80);
    assertThat(AddrInfo.getaddrinfo("192.0.2.1", "80"))
        .containsExactly(
            new AddrInfo(AF.INET, SOCK.STREAM, IPPROTO.TCP, addr, null),
            new AddrInfo(AF.INET, SOCK.DGRAM, IPPROTO.UDP, addr, null),
            new AddrInfo(AF.INET, SOCK.RAW, IPPROTO.IP, addr, null));
  }

  @Test
  void getaddrinfo_protocol_narrowsTheType() throws IOException {
    assertThat(AddrInfo.getaddrinfo("::1", "53", ANY.protocol(IPPROTO.UDP)))
        .containsExactly(
            new AddrInfo(AF.INET6, SOCK.DGRAM, IPPROTO.UDP, SockAddr.inet6("::1", 53), null));
  }

  @Test
  void getaddrinfo_withoutHost_isLoopback() throws IOException {
    assertThat(addresses(AddrInfo.getaddrinfo(null, "80", STREAM)))
        .containsExactlyInAnyOrder(SockAddr.inet6("::1", 80), SockAddr.inet("127.0.0.1", 80));
  }

  @Test
  void getaddrinfo_passiveWithoutHost_isAnyAddress() throws IOException {
    assertThat(addresses(AddrInfo.getaddrinfo(null, "80", STREAM.flags(AI.PASSIVE))))
        .containsExactlyInAnyOrder(SockAddr.inet("0.0.0.0", 80), SockAddr.inet6("::", 80));
  }

  @Test
  void getaddrinfo_withoutService_isPort0() throws IOException {
    assertThat(addresses(AddrInfo.getaddrinfo("192.0.2.1", null, STREAM)))
        .containsExactly(SockAddr.inet("192.0.2.1", 0));
  }

  @Test
  void getaddrinfo_v4mapped_mapsForInet6() throws IOException {
    Hints hints = STREAM.family(AF.INET6).flags(AI.V4MAPPED | AI.NUMERICHOST);
    assertThat(addresses(AddrInfo.getaddrinfo("192.0.2.1", "80", hints)))
        .containsExactly(SockAddr.inet6("::ffff:192.0.2.1", 80));
  }

  @Test
  void getaddrinfo_canonname_isInTheFirstResultOnly() throws IOException {
    assertThat(AddrInfo.getaddrinfo("192.0.2.1", "80", ANY.flags(AI.CANONNAME)))
        .extracting(AddrInfo::canonname)
        .containsExactly("192.0.2.1", null, null);
  }

  @ParameterizedTest
  @CsvSource({"fe80::1%lo", "::1%lo", "::1%1"})
  void getaddrinfo_scope_isTheInterfacesIndex(String host) throws IOException {
    assertThat(AddrInfo.getaddrinfo(host, "80", STREAM).getFirst().addr().scopeId()).isOne();
  }

  @Test
  void getaddrinfo_everyTcpService_hasItsPort() throws IOException {
    Path services = Path.of("/etc/services");
    Assumptions.assumeTrue(Files.exists(services), "no /etc/services");
    Map<String, Integer> ports = new HashMap<>(); // the first line with a name or alias counts
    for (String line : Files.readAllLines(services, UTF_8)) {
      List<String> words = List.of(line.replaceFirst("#.*", "").split("[\\s/]+", -1));
      if (words.size() > 2 && words.get(2).equals("tcp")) {
        int port = Integer.parseInt(words.get(1));
        ports.putIfAbsent(words.get(0), port);
        words.stream()
            .skip(3)
            .filter(alias -> !alias.isEmpty())
            .forEach(alias -> ports.putIfAbsent(alias, port));
      }
    }
    assertThat(ports).isNotEmpty();
    for (Map.Entry<String, Integer> service : ports.entrySet()) {
      assertThat(addresses(AddrInfo.getaddrinfo("127.0.0.1", service.getKey(), STREAM)))
          .as(service.getKey())
          .containsExactly(SockAddr.inet("127.0.0.1", service.getValue()));
    }
  }

  @Test
  void getaddrinfo_result_opensAndConnects() throws IOException {
    try (var server = Socket.open(AF.INET, SOCK.STREAM)) {
      server.bind(SockAddr.inet("127.0.0.1", 0));
      server.listen(1);
      String port = Integer.toString(server.getsockname().port());
      AddrInfo ai = AddrInfo.getaddrinfo("127.0.0.1", port, STREAM).getFirst();
      try (var client = Socket.open(ai.family(), ai.type(), ai.protocol())) {
        client.connect(ai.addr());
        assertThat(client.getpeername()).isEqualTo(server.getsockname());
      }
    }
  }

  @Test
  void getaddrinfo_onAVirtualThread_isTheSame() throws Exception {
    List<AddrInfo> expected = AddrInfo.getaddrinfo("localhost", "http", STREAM);
    var task = new FutureTask<>(() -> AddrInfo.getaddrinfo("localhost", "http", STREAM));
    Thread.startVirtualThread(task);
    assertThat(task.get()).isEqualTo(expected);
  }

  // ---- what is not

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of("127.0.0.1", "80", ANY.flags(0x4000_0000), EAI.BADFLAGS),
        Arguments.of(null, "80", ANY.flags(AI.CANONNAME), EAI.BADFLAGS),
        Arguments.of("127.0.0.1", "80", ANY.family(AF.VSOCK), EAI.FAMILY),
        Arguments.of("127.0.0.1", "80", ANY.type(new SOCK(14)), EAI.SOCKTYPE),
        Arguments.of("127.0.0.1", "80", STREAM.protocol(IPPROTO.UDP), EAI.SOCKTYPE),
        Arguments.of("::1", "80", ANY.family(AF.INET), EAI.ADDRFAMILY),
        Arguments.of("127.0.0.1", "no-such-service", STREAM, EAI.SERVICE),
        Arguments.of("127.0.0.1", "HTTP", STREAM, EAI.SERVICE),
        Arguments.of("127.0.0.1", "http", ANY.flags(AI.NUMERICSERV), EAI.NONAME),
        Arguments.of("localhost", "80", ANY.flags(AI.NUMERICHOST), EAI.NONAME),
        Arguments.of(null, null, ANY, EAI.NONAME));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void getaddrinfo_failing_carriesItsCode(String host, String service, Hints hints, int code) {
    Capability.GLIBC.require();
    assertThatExceptionOfType(AddrInfoException.class)
        .isThrownBy(() -> AddrInfo.getaddrinfo(host, service, hints))
        .satisfies(e -> assertThat(EAI.toString(e.code())).isEqualTo(EAI.toString(code)))
        .satisfies(e -> assertThat(e.errno()).isNull())
        .satisfies(e -> assertThat(e.call()).isEqualTo("getaddrinfo"))
        .satisfies(e -> assertThat(e.getMessage()).contains(e.gai_strerror()));
  }

  @Test
  void getaddrinfo_failing_saysWhatAndWhy() {
    assertThatExceptionOfType(AddrInfoException.class)
        .isThrownBy(() -> AddrInfo.getaddrinfo(null, null))
        .withMessageStartingWith("getaddrinfo(NULL, NULL): EAI_NONAME (");
  }

  // ---- Unix paths

  @Test
  void getaddrinfo_unix_isThePath() throws IOException {
    Hints hints = ANY.family(AF.UNIX).type(SOCK.SEQPACKET);
    assertThat(AddrInfo.getaddrinfo("/run/x.sock", null, hints))
        .containsExactly(
            new AddrInfo(AF.UNIX, SOCK.SEQPACKET, IPPROTO.IP, SockAddr.unix("/run/x.sock"), null));
  }

  @Test
  void getaddrinfo_unixWithoutType_isStream() throws IOException {
    assertThat(AddrInfo.getaddrinfo("x", null, ANY.family(AF.UNIX)).getFirst().type())
        .isEqualTo(SOCK.STREAM);
  }

  @ParameterizedTest
  @MethodSource("abstractNames")
  void getaddrinfo_unixBehindNul_isTheAbstractName(String name) throws IOException {
    AddrInfo ai = AddrInfo.getaddrinfo("\0" + name, null, ANY.family(AF.UNIX)).getFirst();
    assertThat(ai.addr().abstractName()).isEqualTo(name.getBytes(UTF_8));
  }

  static Stream<String> abstractNames() {
    return Stream.of("name", "", "a\0b", "trailing\0", "x".repeat(107));
  }

  @Test
  void getaddrinfo_unixPath_isBoundedByTheField() throws IOException {
    Hints hints = ANY.family(AF.UNIX);
    String longest = "x".repeat(108);
    assertThat(AddrInfo.getaddrinfo(longest, null, hints).getFirst().addr().path())
        .isEqualTo(longest);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddrInfo.getaddrinfo(longest + "x", null, hints))
        .withMessageContaining("108");
  }

  @ParameterizedTest
  @MethodSource("badUnix")
  void getaddrinfo_badUnixArguments_areRefused(String path, String service, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddrInfo.getaddrinfo(path, service, ANY.family(AF.UNIX)))
        .withMessageContaining(reason);
  }

  static Stream<Arguments> badUnix() {
    return Stream.of(
        Arguments.of(null, null, "path"),
        Arguments.of("/run/x.sock", "80", "no services"),
        Arguments.of("", null, "empty"),
        Arguments.of("/run/x\0y", null, "NUL"));
  }

  // ---- the records

  @Test
  void hints_typeWithFlags_isRefused() {
    for (SOCK flagged : Arrays.asList(SOCK.STREAM.nonblock(), SOCK.STREAM.cloexec())) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ANY.type(flagged))
          .withMessageContaining(flagged.toString());
    }
  }

  @Test
  void hints_setters_changeOneFieldEach() {
    Hints hints =
        ANY.flags(AI.PASSIVE).family(AF.INET6).type(SOCK.DGRAM).protocol(IPPROTO.UDP).lenient(true);
    assertThat(hints.flags()).isEqualTo(AI.PASSIVE);
    assertThat(hints.family()).isEqualTo(AF.INET6);
    assertThat(hints.type()).isEqualTo(SOCK.DGRAM);
    assertThat(hints.protocol()).isEqualTo(IPPROTO.UDP);
    assertThat(hints.lenient()).isTrue();
    assertThat(hints)
        .hasToString(
            "Hints[flags=0x1, family=AF_INET6, type=SOCK_DGRAM, protocol=IPPROTO_UDP,"
                + " lenient=true]");
    assertThat(ANY.flags()).isZero();
    assertThat(ANY.lenient()).isFalse();
  }

  @Test
  void hints_equals_comparesEveryField() {
    Hints base = ANY.lenient(false);
    assertThat(base).isNotSameAs(ANY).isEqualTo(ANY).hasSameHashCodeAs(ANY);
    assertThat(ANY)
        .isNotEqualTo(ANY.flags(1))
        .isNotEqualTo(ANY.family(AF.INET))
        .isNotEqualTo(STREAM)
        .isNotEqualTo(ANY.protocol(IPPROTO.TCP))
        .isNotEqualTo(ANY.lenient(true))
        .isNotEqualTo("Hints");
  }

  @Test
  void nameinfo_numeric_isTheAddress() throws IOException {
    AddrInfo ai = AddrInfo.of(SockAddr.inet("192.0.2.1", 80), SOCK.STREAM, IPPROTO.TCP);
    assertThat(ai.nameinfo(NI.NUMERICHOST | NI.NUMERICSERV))
        .isEqualTo(new NameInfo("192.0.2.1", "80"));
  }
}
