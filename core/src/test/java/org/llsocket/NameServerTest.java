package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llsocket.programs.NameServerProgram;
import org.llsocket.testing.Capability;
import org.llsocket.testing.ChildJvm;

/**
 * Lookups that ask a name server. {@link NameServerProgram} makes them, with its own network, its
 * own name server and a single carrier thread.
 */
class NameServerTest {
  private static final String SETUP =
      """
      ip link set lo up
      mount --bind "$1" /etc/resolv.conf
      if [ -e /etc/nsswitch.conf ]; then mount --bind "$2" /etc/nsswitch.conf; fi
      shift 2
      exec "$@"
      """;

  private static Map<String, String> facts;

  @BeforeAll
  static void runProgram(@TempDir Path directory) throws IOException {
    Capability.NAMESPACES.require();
    Path resolv = directory.resolve("resolv.conf");
    Files.writeString(resolv, "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n");
    Path nsswitch = directory.resolve("nsswitch.conf");
    Files.writeString(nsswitch, "hosts: files dns\nservices: files\n");
    List<String> launcher =
        new ArrayList<>(List.of("unshare", "-m", "-n", "sh", "-e", "-c", SETUP, "sh"));
    launcher.addAll(List.of(resolv.toString(), nsswitch.toString()));
    ChildJvm program = ChildJvm.of(NameServerProgram.class).onOneCarrier().under(launcher);
    facts =
        program.lines().stream()
            .map(line -> line.split("=", 2))
            .collect(Collectors.toMap(fact -> fact[0], fact -> fact[1]));
  }

  @ParameterizedTest
  @CsvSource({
    "one, 192.0.2.10:80",
    "both, 192.0.2.11:80 [2001:db8::11]:80",
    "inet6, [2001:db8::11]:80",
    "mapped, [::ffff:192.0.2.10]:80",
    "mapped-all, [2001:db8::11]:80 [::ffff:192.0.2.11]:80",
    "dot, 192.0.2.10:80",
    "underscore, 192.0.2.13:80",
    "alias, 192.0.2.14:80",
    "virtual, 192.0.2.10:80",
  })
  void getaddrinfo_knownHost_givesItsAddresses(String fact, String expected) {
    assertThat(facts).containsEntry(fact, expected);
  }

  @ParameterizedTest
  @CsvSource({"idn", "idn-dots", "idn-lenient"})
  void getaddrinfo_idnHost_asksForItsAsciiForm(String fact) {
    assertThat(facts).containsEntry(fact, "192.0.2.12:80");
  }

  @ParameterizedTest
  @CsvSource({
    "nodata, EAI_NODATA",
    "unknown, EAI_NONAME",
    "broken, EAI_AGAIN",
    "numerichost, EAI_NONAME",
    "namereqd, EAI_NONAME",
  })
  void lookup_failing_carriesItsCode(String fact, String code) {
    assertThat(facts).containsEntry(fact, code);
  }

  @Test
  void getaddrinfo_canonname_isTheNameBehindTheAlias() {
    assertThat(facts).containsEntry("canonname", "target.example");
  }

  @Test
  void getnameinfo_addressWithAName_givesIt() {
    assertThat(facts).containsEntry("pointer", "NameInfo[host=v4.example, service=80]");
  }

  @Test
  void getnameinfo_addressWithoutAName_givesTheAddress() {
    assertThat(facts).containsEntry("no-pointer", "NameInfo[host=192.0.2.99, service=http]");
  }

  @ParameterizedTest
  @CsvSource({
    "getaddrinfo with hints, other-thread-sees",
    "getaddrinfo, silent2.example",
    "getnameinfo, 20.2.0.192.in-addr.arpa",
    "nameinfo, 21.2.0.192.in-addr.arpa",
  })
  void lookup_waitingOnAVirtualThread_leavesTheCarrierToOthers(String call, String fact) {
    assertThat(facts).as(call).containsEntry(fact, "waiting");
  }

  @Test
  void getaddrinfo_virtualThreadInterrupted_throwsAndKeepsTheFlag() {
    assertThat(facts)
        .containsEntry("interrupted", "InterruptedIOException, flag true")
        .containsEntry("interrupted-before", "InterruptedIOException, flag true");
  }
}
