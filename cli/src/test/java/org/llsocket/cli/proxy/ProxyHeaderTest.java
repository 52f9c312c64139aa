package org.llsocket.cli.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llsocket.SHUT;
import org.llsocket.SOCK;
import org.llsocket.SockAddr;
import org.llsocket.Socket;

class ProxyHeaderTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

  private static final ProxyHeader INET =
      new ProxyHeader(SockAddr.inet("192.0.2.1", 5678), SockAddr.inet("198.51.100.1", 443));
  private static final ProxyHeader INET6 =
      new ProxyHeader(SockAddr.inet6("2001:db8::1", 5678), SockAddr.inet6("2001:db8::2", 443));

  @Test
  void encode_v1_isALine() {
    assertThat(new String(INET.encode(ProxyVersion.V1), ISO_8859_1))
        .isEqualTo("PROXY TCP4 192.0.2.1 198.51.100.1 5678 443\r\n");
    assertThat(new String(INET6.encode(ProxyVersion.V1), ISO_8859_1))
        .isEqualTo("PROXY TCP6 2001:db8::1 2001:db8::2 5678 443\r\n");
  }

  @Test
  void encode_v2_isTheFormOfTheSpecification() {
    assertThat(HexFormat.of().formatHex(INET.encode(ProxyVersion.V2)))
        .isEqualTo(SIGNATURE + "2111000cc0000201c6336401162e01bb");
    assertThat(HexFormat.of().formatHex(ProxyHeader.UNKNOWN.encode(ProxyVersion.V2)))
        .isEqualTo(SIGNATURE + "20000000");
  }

  @ParameterizedTest
  @EnumSource
  void read_everyKindOfAddress_isWhatWasEncoded(ProxyVersion version) throws Exception {
    for (ProxyHeader header : new ProxyHeader[] {INET, INET6, ProxyHeader.UNKNOWN}) {
      assertThat(read(header.encode(version))).isEqualTo(header);
    }
    var mapped =
        new ProxyHeader(SockAddr.inet6("::ffff:192.0.2.1", 1), SockAddr.inet("127.0.0.1", 2));
    assertThat(read(mapped.encode(version)).source()).isEqualTo(SockAddr.inet("192.0.2.1", 1));
    var mixed = new ProxyHeader(SockAddr.inet6("2001:db8::1", 1), SockAddr.inet("127.0.0.1", 2));
    assertThat(read(mixed.encode(version)).destination())
        .isEqualTo(SockAddr.inet6("::ffff:127.0.0.1", 2));
    var unix = new ProxyHeader(SockAddr.unix("/a"), SockAddr.unix("/b"));
    assertThat(read(unix.encode(version))).isEqualTo(ProxyHeader.UNKNOWN);
  }

  @Test
  void read_unixAddressesAndExtensions_areRead() throws Exception {
    byte[] addresses = new byte[216 + 5];
    addresses[0] = '/';
    addresses[1] = 'a';
    addresses[109] = 'b'; // behind a NUL byte: an abstract name
    byte[] bytes =
        HexFormat.of().parseHex(SIGNATURE + "213100dd" + HexFormat.of().formatHex(addresses));

    ProxyHeader header = read(bytes);

    assertThat(header.source()).isEqualTo(SockAddr.unix("/a"));
    assertThat(header.destination()).isEqualTo(SockAddr.abstractName("b"));
  }

  private static ProxyHeader read(byte[] bytes) throws Exception {
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      pair.first().send(ByteBuffer.wrap(bytes));
      pair.first().send(ByteBuffer.wrap("data".getBytes(ISO_8859_1)));
      ProxyHeader header = ProxyReader.read(pair.second(), LIMIT);
      ByteBuffer data = ByteBuffer.allocate(16);
      pair.second().recv(data);
      assertThat(new String(data.array(), 0, data.position(), ISO_8859_1)).isEqualTo("data");
      return header;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.0\r\n\r\n",
        "PROXY TCP4 192.0.2.1 198.51.100.1 5678\r\n",
        "PROXY TCP4 192.0.2.1 198.51.100.1 5678 65536\r\n",
        "PROXY TCP4 192.0.2.1 198.51.100.1 05678 443\r\n",
        "PROXY TCP4 192.0.2.256 198.51.100.1 5678 443\r\n",
        "PROXY TCP4 2001:db8::1 2001:db8::2 5678 443\r\n",
        "PROXY TCP6 fe80::1%lo fe80::1%lo 5678 443\r\n",
        "PROXY UDP4 192.0.2.1 198.51.100.1 5678 443\r\n",
        "PROXY  TCP4 192.0.2.1 198.51.100.1 5678 443\r\n",
        "PROXY TCP4 \u00e4 198.51.100.1 5678 443\r\n",
        "PROXY UNKNOWNX\r\n",
      })
  void read_malformedText_isRefused(String text) {
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> read(text.getBytes(ISO_8859_1)))
        .withMessageContaining("PROXY header");
  }

  @Test
  void read_textWithoutEnd_isRefusedAfter107Bytes() throws Exception {
    byte[] bytes = "PROXY UNKNOWN ".repeat(20).getBytes(ISO_8859_1);
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      pair.first().send(ByteBuffer.wrap(bytes));

      assertThatExceptionOfType(ProtocolException.class)
          .isThrownBy(() -> ProxyReader.read(pair.second(), LIMIT))
          .withMessageContaining("within the 107 bytes");
      assertThat(pair.second().siocinq()).isEqualTo(bytes.length - 107);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "22110000, unknown version and command 0x22",
    "3111000c, unknown version and command 0x31",
    "21410000, unknown address family 0x41",
    "21110004, 4 bytes for addresses of 12 bytes",
    "21210008, 8 bytes for addresses of 36 bytes",
    "21310008, 8 bytes for addresses of 216 bytes",
  })
  void read_malformedBinary_isRefused(String rest, String message) {
    byte[] bytes = HexFormat.of().parseHex(SIGNATURE + rest + "00".repeat(16));

    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> read(bytes))
        .withMessageContaining(message);
  }

  @Test
  void read_streamEndsOrStalls_failsInTime() throws Exception {
    byte[] half = Arrays.copyOf(INET.encode(ProxyVersion.V2), 20);
    try (Socket.Pair pair = Socket.pair(SOCK.STREAM)) {
      pair.first().send(ByteBuffer.wrap(half));
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> ProxyReader.read(pair.second(), Duration.ofMillis(100)))
          .withMessage("no whole PROXY header within 0.1 s");
      pair.first().send(ByteBuffer.wrap(half));
      pair.first().shutdown(SHUT.WR);
      assertThatExceptionOfType(EOFException.class)
          .isThrownBy(() -> ProxyReader.read(pair.second(), LIMIT))
          .withMessageContaining("before a whole PROXY header");
    }
  }

  /** A million headers, damaged in up to four places or not at all. */
  @Test
  void parse_anyBytes_isAHeaderOrRefused() {
    // On a thread of its own: with the short stack, the many exceptions are cheap.
    int headers = CompletableFuture.supplyAsync(() -> headersAmong(1_000_000)).join();

    assertThat(headers).isBetween(100_000, 900_000);
  }

  private static int headersAmong(int inputs) {
    var random = new SplittableRandom(1);
    byte[][] seeds = {
      INET.encode(ProxyVersion.V1),
      INET.encode(ProxyVersion.V2),
      INET6.encode(ProxyVersion.V1),
      INET6.encode(ProxyVersion.V2),
      ProxyHeader.UNKNOWN.encode(ProxyVersion.V1),
      HexFormat.of().parseHex(SIGNATURE + "213100d8" + "2f".repeat(216)),
    };
    byte[] bytes = new byte[512];
    random.nextBytes(bytes);
    int headers = 0;
    for (int i = 0; i < inputs; i++) {
      byte[] seed = seeds[random.nextInt(seeds.length)];
      System.arraycopy(seed, 0, bytes, 0, seed.length);
      for (int n = random.nextInt(5); n > 0; n--) {
        bytes[random.nextInt(seed.length)] = (byte) random.nextInt();
      }
      headers += isHeader(bytes) ? 1 : 0;
    }
    return headers;
  }

  /** Reads as {@link ProxyReader} does; false if the bytes are refused, or more are missing. */
  private static boolean isHeader(byte[] bytes) {
    try {
      int length = 0;
      for (int missing = ProxyHeader.missing(bytes, 0);
          missing > 0;
          missing = ProxyHeader.missing(bytes, length)) {
        length += missing;
        if (length > bytes.length) {
          assertThat(length).isLessThanOrEqualTo(ProxyHeader.MAX_LENGTH);
          return false;
        }
      }
      ProxyHeader header = ProxyHeader.parse(bytes, length);
      return header.source() == null || header.source().length() > 0;
    } catch (ProtocolException e) {
      return false;
    }
  }
}
