package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.programs.InterfaceProgram;
import org.llsocket.programs.ScopesProgram;
import org.llsocket.testing.Capability;
import org.llsocket.testing.ChildJvm;

class InterfaceTest {
  private static final String SETUP =
      """
      ip link set lo mtu 12345 up
      ip address add 192.0.2.7/28 broadcast 192.0.2.15 label lo:alias dev lo
      ip tuntap add name point mode tun
      ip link set point mtu 1400
      ip address add 198.51.100.1 peer 198.51.100.2/32 dev point
      exec "$@"
      """;

  private static Interface loopback() throws IOException {
    return Interface.getifaddrs().stream()
        .filter(one -> one.has(IFF.LOOPBACK))
        .findFirst()
        .orElseThrow();
  }

  /** What the JDK knows, and only of interfaces that have addresses. */
  @Test
  void getifaddrs_interfacesWithAddresses_agreeWithTheJdk() throws IOException {
    List<String> jdk = new ArrayList<>();
    for (NetworkInterface one : NetworkInterface.networkInterfaces().toList()) {
      byte[] hardware = one.getHardwareAddress(); // null for a loopback
      one.getInterfaceAddresses().stream()
          .map(address -> describe(one.getName(), one.getIndex(), address))
          .forEach(jdk::add);
      jdk.add(
          one.getName()
              + " "
              + one.getIndex()
              + " mtu "
              + one.getMTU()
              + " up "
              + one.isUp()
              + " "
              + (hardware == null ? "" : HexFormat.ofDelimiter(":").formatHex(hardware)));
    }
    List<String> ours = new ArrayList<>();
    for (Interface one :
        Interface.getifaddrs().stream().filter(each -> !each.addresses().isEmpty()).toList()) {
      one.addresses().stream()
          .map(address -> describe(one.name(), one.index(), address))
          .forEach(ours::add);
      boolean none = one.hwaddr() == null || one.has(IFF.LOOPBACK);
      ours.add(
          one.name()
              + " "
              + one.index()
              + " mtu "
              + one.mtu()
              + " up "
              + (one.has(IFF.UP) && one.has(IFF.RUNNING))
              + " "
              + (none ? "" : one.hwaddr()));
    }
    assertThat(ours).containsExactlyInAnyOrderElementsOf(jdk);
  }

  private static String describe(String name, int index, InterfaceAddress address) {
    return name
        + " "
        + index
        + " "
        + host(address.getAddress())
        + "/"
        + address.getNetworkPrefixLength()
        + " "
        + (address.getBroadcast() == null ? "" : host(address.getBroadcast()));
  }

  private static String describe(String name, int index, Interface.Address address) {
    SockAddr broadcast = address.broadaddr();
    return name
        + " "
        + index
        + " "
        + host(address.addr().address())
        + "/"
        + address.prefixLength()
        + " "
        + (broadcast == null ? "" : host(broadcast.address()));
  }

  /** Without the scope, which the JDK prints as a name and we as a number. */
  private static String host(InetAddress address) {
    return address.getHostAddress().replaceFirst("%.*", "");
  }

  @Test
  void getifaddrs_everyInterface_agreesWithSysfs() throws IOException {
    Path sysfs = Path.of("/sys/class/net");
    Assumptions.assumeTrue(Files.isDirectory(sysfs), "no /sys/class/net");
    List<String> kernel = new ArrayList<>();
    try (Stream<Path> paths = Files.list(sysfs)) {
      for (Path path : paths.filter(Files::isDirectory).toList()) {
        var line = new StringJoiner(" ").add(path.getFileName().toString());
        for (String file : List.of("ifindex", "mtu", "address")) {
          line.add(Files.readString(path.resolve(file)).strip());
        }
        kernel.add(line.toString());
      }
    }
    assertThat(Interface.getifaddrs())
        .extracting(one ->
            one.name()
                + " "
                + one.index()
                + " "
                + one.mtu()
                + " "
                + Objects.requireNonNullElse(one.hwaddr(), ""))
        .containsExactlyInAnyOrderElementsOf(kernel);
  }

  @Test
  void getifaddrs_loopback_isComplete() throws IOException {
    Interface lo = loopback();
    assertThat(lo.name()).isEqualTo("lo");
    assertThat(lo.index()).isOne();
    assertThat(lo.has(IFF.UP | IFF.LOOPBACK)).isTrue();
    assertThat(lo.has(IFF.UP | IFF.POINTOPOINT)).isFalse();
    assertThat(lo.hwaddrBytes()).containsExactly(0, 0, 0, 0, 0, 0);
    assertThat(lo.addresses())
        .anySatisfy(address -> {
          assertThat(address).hasToString("127.0.0.1/8");
          assertThat(address.addr()).isEqualTo(SockAddr.inet("127.0.0.1", 0));
          assertThat(address.prefixLength()).isEqualTo(8);
          assertThat(address.netmask()).isEqualTo(SockAddr.inet("255.0.0.0", 0));
          assertThat(address.broadaddr()).isNull();
          assertThat(address.dstaddr()).isNull();
        });
  }

  @Test
  void equals_sameInterfaceReadTwice_isEqualAndOthersAreNot() throws IOException {
    Interface lo = loopback();
    assertThat(lo).isEqualTo(loopback()).hasSameHashCodeAs(loopback());
    assertThat(lo).hasToString(loopback().toString()).isNotEqualTo("lo");
    assertThat(lo.toString()).startsWith("Interface[lo, 1, IFF_UP|IFF_LOOPBACK");
    Interface.Address first = lo.addresses().getFirst();
    assertThat(first).isEqualTo(loopback().addresses().getFirst()).isNotEqualTo("127.0.0.1/8");
    assertThat(first).hasSameHashCodeAs(loopback().addresses().getFirst());
    lo.hwaddrBytes()[0] = 99;
    assertThat(lo.hwaddr()).isEqualTo("00:00:00:00:00:00");
  }

  /** An alias is an address of its interface; a tunnel has another end and no hardware address. */
  @Test
  void getifaddrs_aliasAndPointToPoint_areReported() {
    assertThat(ChildJvm.of(InterfaceProgram.class).inNetwork(SETUP).lines())
        .containsExactly(
            "lo 1 12345 IFF_UP|IFF_LOOPBACK|IFF_RUNNING|IFF_LOWER_UP 00:00:00:00:00:00",
            "127.0.0.1:0/8 null null",
            "192.0.2.7:0/28 null null",
            "[::1]:0/128 null null",
            "point 2 1400 IFF_POINTOPOINT|IFF_NOARP|IFF_MULTICAST null",
            "198.51.100.1:0/32 null 198.51.100.2:0");
  }

  /** An IPv4 address may have any label, another interface's name too. */
  @Test
  void getifaddrs_labelsOfAnyKind_areNotInterfaces() {
    String setup =
        """
        ip link add eth0 type veth peer name eth00
        ip link set eth0 addrgenmode none
        ip address add 10.1.0.1/24 broadcast 10.1.0.255 dev eth0
        ip address add 10.3.0.1/24 label eth0_ospf dev eth0
        ip address add 10.4.0.1/24 label eth00 dev eth0
        ip address add 10.5.0.1/32 broadcast 10.5.0.1 label eth0: dev eth0
        exec "$@"
        """;
    assertThat(ChildJvm.of(InterfaceProgram.class).inNetwork(setup).lines())
        .map(line -> line.replaceFirst("1500 .*", "1500"))
        .containsExactly(
            "lo 1 65536 IFF_LOOPBACK 00:00:00:00:00:00",
            "eth00 2 1500",
            "eth0 3 1500",
            "10.1.0.1:0/24 10.1.0.255:0 null",
            "10.3.0.1:0/24 null null",
            "10.4.0.1:0/24 null null",
            "10.5.0.1:0/32 10.5.0.1:0 null");
  }

  /** As the C library reads and prints them. */
  @Test
  void scopes_interfacesWhoseNamesAreDigits_areWhatTheyAreToTheCLibrary() {
    Capability.GLIBC.require();
    String setup =
        """
        ip link set lo up
        ip link add 2 type veth peer name 3
        ip link add 7 type veth peer name 8
        for name in 2 3 7 8; do
          ip link set $name addrgenmode none
        done
        exec "$@"
        """;
    assertThat(ChildJvm.of(ScopesProgram.class).inNetwork(setup).lines())
        .containsExactly(
            "2 is 3, 3 is 2",
            "fe80::1%2: inet6 3, getaddrinfo 3, lenient 3, getnameinfo fe80::1%2, [fe80::1%2]:1",
            "fe80::1%3: inet6 2, getaddrinfo 2, lenient 2, getnameinfo fe80::1%3, [fe80::1%3]:1",
            "fe80::1%1: inet6 1, getaddrinfo 1, lenient 1, getnameinfo fe80::1%lo, [fe80::1%lo]:1",
            "ff02::1%2: inet6 3, getaddrinfo 3, lenient 3, getnameinfo ff02::1%2, [ff02::1%2]:1",
            "fd00::1%2: inet6 2, getaddrinfo 2, lenient 2, getnameinfo fd00::1%2, [fd00::1%2]:1",
            "fd00::1%lo: inet6 1, getaddrinfo 1, lenient EAI_NONAME, getnameinfo fd00::1%1,"
                + " [fd00::1%lo]:1",
            "index 7, which no interface has: [fe80::1%07]:1, read back true");
  }

  @Test
  void indextoname_everyInterface_isTheInverseOfNametoindex() throws IOException {
    for (Interface one : Interface.getifaddrs()) {
      assertThat(Interface.nametoindex(one.name())).isEqualTo(one.index());
      assertThat(Interface.indextoname(one.index())).isEqualTo(one.name());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nosuch", "", "fifteen--bytes-", "1"})
  void nametoindex_unknown_isNoDevice(String name) {
    assertThatExceptionOfType(ErrnoException.class)
        .isThrownBy(() -> Interface.nametoindex(name))
        .withMessageStartingWith("if_nametoindex(\"" + name + "\"): ENODEV")
        .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ENODEV));
  }

  @ParameterizedTest
  @CsvSource({"sixteen---bytes-, at most 15", "eight-\u00e4\u00e4\u00e4\u00e4\u00e4, at most 15"})
  void nametoindex_tooLong_isRefusedWithTheLimit(String name, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Interface.nametoindex(name))
        .withMessageContaining("16 bytes; " + reason);
  }

  @Test
  void nametoindex_nul_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Interface.nametoindex("lo\0x"))
        .withMessageContaining("NUL");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MAX_VALUE})
  void indextoname_unknown_isNoSuchDevice(int index) {
    assertThatExceptionOfType(ErrnoException.class)
        .isThrownBy(() -> Interface.indextoname(index))
        .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ENXIO))
        .satisfies(e -> assertThat(e.call()).isEqualTo("if_indextoname"));
  }
}
