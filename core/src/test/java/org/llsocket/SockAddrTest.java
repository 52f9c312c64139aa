package org.llsocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SockAddrTest {
  private static final int LOOPBACK_INDEX = 1;

  // ---- IP

  @Test
  void inet_textAndPort_hasTheFieldsOfTheStruct() throws Exception {
    SockAddr addr = SockAddr.inet("192.0.2.1", 0x1234);
    assertThat(addr.family()).isEqualTo(AF.INET);
    assertThat(addr.length()).isEqualTo(16);
    assertThat(addr.port()).isEqualTo(0x1234);
    assertThat(addr.address()).isEqualTo(InetAddress.getByName("192.0.2.1"));
    assertThat(addr.scopeId()).isZero();
    assertThat(addr.flowinfo()).isZero();
    assertThat(addr.saData()).startsWith(0x12, 0x34, 192, 0, 2, 1).endsWith(0, 0, 0, 0, 0, 0, 0, 0);
    assertThat(addr).hasToString("192.0.2.1:4660");
  }

  @Test
  void inet6_fields_haveTheFieldsOfTheStruct() {
    byte[] host = new byte[16];
    host[0] = (byte) 0xfe;
    host[1] = (byte) 0x80;
    host[15] = 1;
    SockAddr addr = SockAddr.inet6(host, 65535, 0x000a_bcde, LOOPBACK_INDEX);
    assertThat(addr.family()).isEqualTo(AF.INET6);
    assertThat(addr.length()).isEqualTo(28);
    assertThat(addr.port()).isEqualTo(65535);
    assertThat(addr.address().getAddress()).isEqualTo(host);
    assertThat(((Inet6Address) addr.address()).getScopeId()).isEqualTo(LOOPBACK_INDEX);
    assertThat(addr.scopeId()).isEqualTo(LOOPBACK_INDEX);
    assertThat(addr.flowinfo()).isEqualTo(0x000a_bcde);
    assertThat(addr).hasToString("[fe80::1%lo]:65535");
  }

  @Test
  void inet6_scope_isAnInterfacesNameOrIndex() {
    assertThat(SockAddr.inet6("fe80::1%lo", 1)).isEqualTo(SockAddr.inet6("fe80::1%1", 1));
    assertThat(SockAddr.inet6("fe80::1%4294967295", 1).scopeId()).isEqualTo(-1);
    assertThat(SockAddr.inet6("fe80::1%4294967295", 1)).hasToString("[fe80::1%4294967295]:1");
  }

  /** What accept and recvfrom of a socket for both families give, as the JDK's channels give it. */
  @Test
  void inet6_mappedAddress_isAnIpv4AddressToTheJdk() {
    SockAddr mapped = SockAddr.inet6("::ffff:127.0.0.1", 80);
    assertThat(mapped.isV4Mapped()).isTrue();
    assertThat(mapped.address())
        .isInstanceOf(Inet4Address.class)
        .isEqualTo(InetAddress.ofLiteral("127.0.0.1"))
        .matches(InetAddress::isLoopbackAddress);
    assertThat(mapped.toInetSocketAddress())
        .isEqualTo(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 80));
    assertThat(SockAddr.inet6("::ffff:224.0.0.1", 0).address().isMulticastAddress()).isTrue();
    assertThat(SockAddr.inet6("::ffff:10.1.2.3", 0).address().isSiteLocalAddress()).isTrue();
    assertThat(SockAddr.inet6("::ffff:0.0.0.0", 0).address().isAnyLocalAddress()).isTrue();
    assertThat(SockAddr.inet6("::ffff:169.254.1.1%lo", 0).address().isLinkLocalAddress()).isTrue();
  }

  @Test
  void inet6_mappedAddress_staysWhatItIs() {
    SockAddr mapped = SockAddr.inet6("::ffff:127.0.0.1", 80);
    assertThat(mapped).isNotEqualTo(SockAddr.inet("127.0.0.1", 80));
    assertThat(mapped).hasToString("[::ffff:127.0.0.1]:80");
    assertThat(mapped.addressBytes())
        .containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 127, 0, 0, 1);
    assertThat(SockAddr.of(mapped.toInetSocketAddress()).toInet6()).isEqualTo(mapped);
  }

  @ParameterizedTest
  @CsvSource({
    "::1, false",
    "::127.0.0.1, false",
    "::fffe:127.0.0.1, false",
    "1::ffff:127.0.0.1, false",
    "64:ff9b::127.0.0.1, false",
    "::ffff:0:0, true"
  })
  void isV4Mapped_ipv6Address_isByItsFirstTwelveBytes(String text, boolean expected) {
    SockAddr addr = SockAddr.inet6(text, 1);
    assertThat(addr.isV4Mapped()).isEqualTo(expected);
    assertThat(addr.address() instanceof Inet4Address).isEqualTo(expected);
    assertThat(addr.toInet6()).isSameAs(addr);
  }

  @Test
  void toInet6_otherFamilies_haveNoAddress() {
    assertThat(SockAddr.unix("x").isV4Mapped()).isFalse();
    assertThat(SockAddr.inet("127.0.0.1", 1).isV4Mapped()).isFalse();
    assertThatThrownBy(SockAddr.unix("x")::toInet6)
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "127.1",
        "0x7f.1",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "2130706433",
        "0",
        "127.0.0.1 ",
        " 127.0.0.1",
        "127.0.0.256",
        "127.0.0.01",
        "127.0.0.1.",
        "localhost",
        "1.2.3",
        "1.2.3.4.5",
        "127.0.0.1\0",
        "127.0.0.1\0evil",
        "::1",
        "１２７.0.0.1",
        "127.0.0.1%lo",
        "\ud800",
        "+1.2.3.4"
      })
  void inet_noFourDecimals_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> SockAddr.inet(text, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "1",
        ":::",
        "::1::",
        "[::1]",
        "::1%",
        "::1%nonesuch",
        "fe80::1%lo\0",
        "::1\0",
        "::1 ",
        "12345::",
        "1:2:3:4:5:6:7:8:9",
        "127.0.0.1",
        "%lo",
        "::1%4294967296",
        "::1%lo%lo",
        "fe80::1%-1",
        "fe80::1%１",
        "::g",
        "\ud800",
        "fe80::1%\udfff",
        "localhost"
      })
  void inet6_noAddress_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> SockAddr.inet6(text, 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65536, 70000, 131152, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void port_outside_isRefusedEverywhere(int port) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SockAddr.inet("127.0.0.1", port))
        .withMessageContaining(Integer.toString(port));
    assertThatIllegalArgumentException().isThrownBy(() -> SockAddr.inet6("::1", port));
    assertThatIllegalArgumentException().isThrownBy(() -> SockAddr.inet(new byte[4], port));
    assertThatIllegalArgumentException().isThrownBy(() -> SockAddr.inet6(new byte[16], port, 0, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SockAddr.of(InetAddress.getLoopbackAddress(), port));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 5, 15, 16, 17})
  void hostBytes_ofAnotherLength_areRefused(int length) {
    assertThatIllegalArgumentException().isThrownBy(() -> SockAddr.inet(new byte[length], 1));
    if (length != 16) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SockAddr.inet6(new byte[length], 1, 0, 0));
    }
  }

  // ---- Unix

  @Test
  void unix_path_isItsBytesAndANul() {
    SockAddr addr = SockAddr.unix("/tmp/ä");
    assertThat(addr.family()).isEqualTo(AF.UNIX);
    assertThat(addr.length()).isEqualTo(2 + 7 + 1);
    assertThat(addr.path()).isEqualTo("/tmp/ä");
    assertThat(addr.pathBytes()).isEqualTo("/tmp/ä".getBytes(UTF_8));
    assertThat(addr.abstractName()).isNull();
    assertThat(addr.isUnnamed()).isFalse();
    assertThat(addr).hasToString("unix:/tmp/ä").isEqualTo(SockAddr.unix(Path.of("/tmp/ä")));
  }

  @Test
  void unix_longestPath_fits() {
    assertThat(SockAddr.unix("x".repeat(107)).length()).isEqualTo(110);
    assertThat(SockAddr.unix("x".repeat(108)).length()).isEqualTo(110);
    assertThat(SockAddr.unix("ä".repeat(54)).path()).isEqualTo("ä".repeat(54));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SockAddr.unix("x".repeat(109)))
        .withMessageContaining("109 bytes; at most 108");
    assertThatIllegalArgumentException().isThrownBy(() -> SockAddr.unix("ä".repeat(55)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "dd\0ee", "\0", "a\0", "\ud800", "x\udc00"})
  void unix_noPath_isRefused(String path) {
    assertThatIllegalArgumentException().isThrownBy(() -> SockAddr.unix(path));
  }

  @Test
  void unix_pathOfAnotherFileSystem_isRefused(@TempDir Path directory) throws Exception {
    URI zip = URI.create("jar:" + directory.resolve("x.zip").toUri());
    try (FileSystem other = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SockAddr.unix(other.getPath("/tmp/x")))
          .withMessageContaining("not a path of the default file system");
    }
  }

  @Test
  void abstractName_everyByteCounts() {
    byte[] withNuls = "a\0b\0".getBytes(ISO_8859_1);
    SockAddr addr = SockAddr.abstractName(withNuls);
    assertThat(addr.length()).isEqualTo(2 + 1 + 4);
    assertThat(addr.abstractName()).isEqualTo(withNuls);
    assertThat(addr.path()).isNull();
    assertThat(addr.pathBytes()).isNull();
    assertThat(addr).hasToString("unix:@a\\x00b\\x00");
    assertThat(addr).isNotEqualTo(SockAddr.abstractName("a\0b"));
    assertThat(SockAddr.abstractName(new byte[0]).length()).isEqualTo(3);
    assertThat(SockAddr.abstractName(new byte[107]).length()).isEqualTo(110);
    assertThatIllegalArgumentException().isThrownBy(() -> SockAddr.abstractName(new byte[108]));
    assertThatIllegalArgumentException().isThrownBy(() -> SockAddr.abstractName("\ud800"));
  }

  @Test
  void unnamed_hasNoName() {
    SockAddr addr = SockAddr.unnamed();
    assertThat(addr.length()).isEqualTo(2);
    assertThat(addr.isUnnamed()).isTrue();
    assertThat(addr.path()).isNull();
    assertThat(addr.abstractName()).isNull();
    assertThat(addr).hasToString("unix:");
  }

  @Test
  void toString_unprintableBytes_areEscaped() {
    byte[] path = {'@', '\\', (byte) 0xff, '\n', (byte) 0xc2, (byte) 0x85, 'x'};
    assertThat(SockAddr.unix(path)).hasToString("unix:\\x40\\x5c\\xff\\x0a\\xc2\\x85x");
  }

  // ---- any

  @Test
  void raw_anyFamily_isKeptByteForByte() {
    byte[] data = {1, 2, 3, (byte) 0xff};
    SockAddr addr = SockAddr.raw(AF.PACKET, data);
    assertThat(addr.family()).isEqualTo(AF.PACKET);
    assertThat(addr.length()).isEqualTo(6);
    assertThat(addr.saData()).isEqualTo(data);
    assertThat(addr).hasToString("AF_PACKET:010203ff");
    assertThat(SockAddr.raw(AF.INET, SockAddr.inet("1.2.3.4", 5).saData()))
        .isEqualTo(SockAddr.inet("1.2.3.4", 5));
    assertThat(SockAddr.raw(new AF(65535), new byte[126]).length()).isEqualTo(128);
  }

  @Test
  void raw_tooLongOrNoFamily_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SockAddr.raw(AF.INET, new byte[127]))
        .withMessageContaining("127 bytes; at most 126");
    assertThatIllegalArgumentException().isThrownBy(() -> SockAddr.raw(new AF(65536), new byte[0]));
    assertThatIllegalArgumentException().isThrownBy(() -> SockAddr.raw(new AF(-1), new byte[0]));
  }

  @Test
  void raw_shortIpAddress_isNoIpAddress() {
    SockAddr addr = SockAddr.raw(AF.INET, new byte[13]);
    assertThatThrownBy(addr::port).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(addr::address).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(SockAddr.raw(AF.INET6, new byte[25])::toInetSocketAddress)
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(addr).hasToString("AF_INET:" + "00".repeat(13));
  }

  @Test
  void raw_unixPathWithoutNul_endsWithTheAddress() {
    SockAddr addr = SockAddr.raw(AF.UNIX, "x".repeat(108).getBytes(UTF_8));
    assertThat(addr.path()).isEqualTo("x".repeat(108));
    assertThat(SockAddr.raw(AF.UNIX, "y".repeat(126).getBytes(UTF_8)).path())
        .isEqualTo("y".repeat(108));
    assertThat(SockAddr.raw(AF.UNIX, "dd\0ee".getBytes(UTF_8)).path()).isEqualTo("dd");
  }

  @Test
  void empty_untilFilled_isNoAddress() {
    var addr = new SockAddrBuffer();
    assertThat(addr.length()).isZero();
    assertThat(addr.family()).isEqualTo(AF.UNSPEC);
    assertThat(addr.saData()).isEmpty();
    assertThat(addr.path()).isNull();
    assertThat(addr.isUnnamed()).isFalse();
    assertThat(addr).hasToString("none");
    SockAddr none = addr.toSockAddr();
    assertThat(none.length()).isZero();
    assertThat(none).hasToString("none").isEqualTo(new SockAddrBuffer().toSockAddr());
    assertThatThrownBy(addr::port).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(addr::toUnixDomainSocketAddress)
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void factoriesArguments_changedLater_changeNoAddress() {
    byte[] host = {1, 2, 3, 4};
    byte[] path = {'a', 'b'};
    SockAddr inet = SockAddr.inet(host, 1);
    SockAddr unix = SockAddr.unix(path);
    host[0] = 99;
    path[0] = 'x';
    inet.saData()[2] = 99;
    assertThat(inet).hasToString("1.2.3.4:1").isSameAs(SockAddr.of(inet));
    assertThat(unix).hasToString("unix:ab");
  }

  // ---- the JDK's classes

  @Test
  void of_jdkAddress_isTheSameAndBack() throws Exception {
    var inet = new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 80);
    var inet6 = new InetSocketAddress(Inet6Address.getByAddress(null, new byte[16], 1), 80);
    assertThat(SockAddr.of(inet)).isEqualTo(SockAddr.inet("192.0.2.1", 80));
    assertThat(SockAddr.of(inet).toInetSocketAddress()).isEqualTo(inet);
    assertThat(SockAddr.of(inet6)).isEqualTo(SockAddr.inet6("::%1", 80));
    assertThat(SockAddr.of(inet6).toInetSocketAddress()).isEqualTo(inet6);
    for (String path : new String[] {"/tmp/x", ""}) {
      SocketAddress unix = UnixDomainSocketAddress.of(path);
      assertThat(SockAddr.of(unix).toUnixDomainSocketAddress()).isEqualTo(unix);
    }
    SockAddr own = SockAddr.unnamed();
    assertThat(SockAddr.of(own)).isSameAs(own);
  }

  @Test
  void of_unresolvedOrUnknown_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SockAddr.of(InetSocketAddress.createUnresolved("host", 1)));
    assertThatIllegalArgumentException().isThrownBy(() -> SockAddr.of(new SocketAddress() {}));
    assertThatThrownBy(SockAddr.abstractName("x")::toUnixDomainSocketAddress)
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(SockAddr.unix("x")::toInetSocketAddress)
        .isInstanceOf(UnsupportedOperationException.class);
  }

  // ---- text

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:80",
        "[::1]:80",
        "[fe80::1%lo]:65535",
        "unix:/run/x.sock",
        "unix:@name",
        "unix:@",
        "unix:",
        "unix:\\x40x",
        "0.0.0.0:0",
        "unix:@\\x00\\xff",
        "unix: ",
        "[::ffff:1.2.3.4]:1"
      })
  void parse_whatIsPrinted_readsBack(String text) {
    assertThat(SockAddr.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "x",
        "127.0.0.1",
        "127.0.0.1:",
        "127.0.0.1:65536",
        "127.0.0.1:+80",
        "127.0.0.1: 80",
        "127.0.0.1:80 ",
        "127.0.0.1:000080",
        "127.0.0.1:-1",
        "127.0.0.1:８０",
        "127.0.0.1:http",
        "127.0.0.1:0x50",
        "127.1:80",
        "::1:80",
        "[::1]",
        "[::1]:",
        "[]:80",
        "[:80",
        "]:80",
        "[127.0.0.1]:80",
        "[::1%]:80",
        "none",
        "AF_PACKET",
        "AF_PACKET:010",
        "AF_PACKET:01 2",
        "AF_NONE:0102",
        "AF_70000:0102",
        "AF_:0102",
        "vsock:2",
        "vsock:2:4294967296",
        "netlink:0,groups=",
        "packet:lo:none",
        "packet:none-such:ip",
        "unix:a\0b",
        "unix:\\",
        "unix:\\x",
        "unix:\\x4",
        "unix:\\x4g",
        "unix:\\x+f",
        "unix:\\x-1",
        "unix:\\x０f",
        "unix:\\n",
        "unix:\\x00",
        "unix:\ud800",
        "unix:@\udc00",
        "UNIX:/x",
        "127.0.0.1:4294967376"
      })
  void parse_anythingElse_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> SockAddr.parse(text));
  }

  @Test
  void host_ofEachFamily_isTheNumericText() {
    assertThat(SockAddr.inet("127.0.0.1", 80).host()).isEqualTo("127.0.0.1");
    assertThat(SockAddr.inet6("0:0::1", 80).host()).isEqualTo("::1");
    assertThat(SockAddr.inet6("fe80::1%lo", 80).host()).isEqualTo("fe80::1%lo");
    assertThatThrownBy(() -> SockAddr.unnamed().host())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
