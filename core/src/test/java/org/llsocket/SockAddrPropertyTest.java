package org.llsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What holds for all addresses. */
class SockAddrPropertyTest {
  @Property
  void ipv4_printed_readsBack(
      @ForAll @Size(4) byte[] host, @ForAll @IntRange(max = 65535) int port) {
    readsBack(SockAddr.inet(host, port));
  }

  @Property
  void ipv6_printed_readsBack(
      @ForAll @Size(16) byte[] host, @ForAll @IntRange(max = 65535) int port, @ForAll int scope) {
    SockAddr addr = SockAddr.inet6(host, port, 0, scope);
    readsBack(addr);
    assertThat(addr.addressBytes()).isEqualTo(host);
    assertThat(addr.scopeId()).isEqualTo(scope);
  }

  @Property
  void ipv6_manyZeros_readsBack(@ForAll("sparse") byte[] host) {
    readsBack(SockAddr.inet6(host, 1, 0, 0));
  }

  @Provide
  Arbitrary<byte[]> sparse() {
    return Arbitraries.frequency(Tuple.of(5, (byte) 0), Tuple.of(1, (byte) 0xff))
        .array(byte[].class)
        .ofSize(16);
  }

  @Property
  void path_anyBytes_printsAndReadsBack(@ForAll("path") byte[] path) {
    SockAddr addr = SockAddr.unix(path);
    readsBack(addr);
    assertThat(addr.pathBytes()).isEqualTo(path);
    assertThat(addr.abstractName()).isNull();
  }

  @Provide
  Arbitrary<byte[]> path() {
    return Arbitraries.bytes().filter(b -> b != 0).array(byte[].class).ofMinSize(1).ofMaxSize(108);
  }

  @Property
  void abstractName_anyBytes_printsAndReadsBack(@ForAll @Size(max = 107) byte[] name) {
    SockAddr addr = SockAddr.abstractName(name);
    readsBack(addr);
    assertThat(addr.abstractName()).isEqualTo(name);
    assertThat(addr.pathBytes()).isNull();
  }

  @Property
  void path_anyText_isTheSameTextOrRefused(@ForAll String path) {
    refusedOr(() -> assertThat(SockAddr.unix(path).path()).isEqualTo(path));
    refusedOr(() -> readsBack(SockAddr.unix(path)));
  }

  @Property
  void raw_anyBytes_areKept(
      @ForAll @IntRange(max = 65535) int family, @ForAll @Size(max = 126) byte[] data) {
    SockAddr addr = SockAddr.raw(new AF(family), data);
    assertThat(addr.family().number()).isEqualTo(family);
    assertThat(addr.saData()).isEqualTo(data);
    assertThat(addr.length()).isEqualTo(2 + data.length);
    readsAll(addr);
  }

  @Property
  void raw_ofKnownFamilies_isReadWithoutSurprise(
      @ForAll("known") AF family, @ForAll @Size(max = 126) byte[] data) {
    readsAll(SockAddr.raw(family, data));
  }

  @Provide
  Arbitrary<AF> known() {
    return Arbitraries.of(AF.UNSPEC, AF.UNIX, AF.INET, AF.INET6, AF.NETLINK, AF.PACKET, AF.VSOCK);
  }

  /** Text stands for bytes that zeros may follow; everything else comes back byte for byte. */
  @Property
  void raw_ofOtherFamilies_readsBack(
      @ForAll("other") AF family, @ForAll @Size(max = 126) byte[] data) {
    readsBackToZeros(SockAddr.raw(family, data));
  }

  @Property
  void raw_ofOtherFamiliesMostlyZeros_readsBack(
      @ForAll("other") AF family, @ForAll("sparseData") byte[] data) {
    readsBackToZeros(SockAddr.raw(family, data));
  }

  private static void readsBackToZeros(SockAddr addr) {
    SockAddr back = SockAddr.parse(addr.toString());
    int length = Math.max(addr.length(), back.length());
    assertThat(back.family()).isEqualTo(addr.family());
    assertThat(Arrays.copyOf(back.saData(), length))
        .isEqualTo(Arrays.copyOf(addr.saData(), length));
    assertThat(back).hasToString(addr.toString());
  }

  @Provide
  Arbitrary<AF> other() {
    return Arbitraries.of(
        AF.NETLINK, AF.PACKET, AF.VSOCK, AF.CAN, AF.TIPC, AF.ALG, AF.XDP, AF.BLUETOOTH, AF.PPPOX);
  }

  @Provide
  Arbitrary<byte[]> sparseData() {
    return Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.just((byte) 0)),
            Tuple.of(1, Arbitraries.bytes().between((byte) 0, (byte) 8)))
        .array(byte[].class)
        .ofMaxSize(40);
  }

  @Property
  void parse_anyText_isAnAddressOrRefused(@ForAll String text) {
    refusedOr(() -> SockAddr.parse(text));
    refusedOr(() -> SockAddr.parse("unix:" + text));
    refusedOr(() -> SockAddr.parse("[" + text + "]:1"));
  }

  @Property
  void parse_textLikeAddresses_isAnAddressOrRefused(@ForAll("likely") String text) {
    refusedOr(() -> readsBack(SockAddr.parse(text)));
  }

  @Provide
  Arbitrary<String> likely() {
    return Arbitraries.strings().withChars(":.[]%@\\x0189aflou/\0 ").ofMaxLength(24);
  }

  @Property
  void parse_textLikeOtherFamilies_isAnAddressOrRefused(
      @ForAll("prefix") String prefix, @ForAll("likelyFields") String fields) {
    refusedOr(() -> readsBack(SockAddr.parse(prefix + fields)));
  }

  @Provide
  Arbitrary<String> prefix() {
    return Arbitraries.of(
        "netlink:",
        "packet:lo:",
        "vsock:",
        "can:lo",
        "isotp:1:",
        "j1939:1,",
        "tipc-range:1:",
        "tipc-service:",
        "tipc-socket:",
        "alg:",
        "xdp:lo:",
        "l2cap:00:11:22:33:44:55:",
        "rfcomm:",
        "sco:00:11:22:33:44:",
        "hci:",
        "AF_TIPC:",
        "AF_");
  }

  @Provide
  Arbitrary<String> likelyFields() {
    return Arbitraries.oneOf(
            Arbitraries.strings().withChars("0123456789abcdefx").ofMinLength(1).ofMaxLength(11),
            Arbitraries.of(
                ":", ",", "=", ",groups=", ",addr=", ",pgn=0x", ",flags=", ",cid=", "host", "ip"),
            Arbitraries.strings().ofMaxLength(3))
        .list()
        .ofMaxSize(6)
        .map(parts -> String.join("", parts));
  }

  private static void readsBack(SockAddr addr) {
    SockAddr back = SockAddr.parse(addr.toString());
    assertThat(back).isEqualTo(addr).hasSameHashCodeAs(addr);
    assertThat(back.saData()).isEqualTo(addr.saData());
  }

  private static void refusedOr(Runnable parse) {
    try {
      parse.run();
    } catch (IllegalArgumentException expected) {
      assertThat(expected).hasMessageNotContaining("null");
    }
  }

  /** Every accessor returns a value or throws that there is none. */
  private static void readsAll(SockAddr addr) {
    assertThat(addr.toString()).isNotEmpty();
    assertThat(SockAddr.of(addr)).isSameAs(addr);
    for (ThrowingCallable reader :
        new ThrowingCallable[] {
          addr::port, addr::address, addr::toInetSocketAddress, addr::toUnixDomainSocketAddress
        }) {
      Throwable thrown = catchThrowable(reader);
      if (thrown != null) {
        assertThat(thrown)
            .isInstanceOfAny(UnsupportedOperationException.class, IllegalArgumentException.class);
      }
    }
    assertThatCode(addr::path).doesNotThrowAnyException();
    assertThatCode(addr::abstractName).doesNotThrowAnyException();
    assertThatCode(addr::isUnnamed).doesNotThrowAnyException();
    assertThatCode(addr::scopeId).doesNotThrowAnyException();
    assertThatCode(addr::flowinfo).doesNotThrowAnyException();
  }
}
