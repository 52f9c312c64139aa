package org.llsocket.cli.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.llsocket.AF;
import org.llsocket.SockAddr;

/**
 * A header of the PROXY protocol, version 1 (text) or 2 (binary), in front of the data of a
 * connection: the addresses of the connection that a proxy has accepted.
 *
 * @param source the address of the client; null if the header has none
 * @param destination the address to which the client has connected; null if the header has none
 * @see <a href="https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt">The PROXY protocol</a>
 */
public record ProxyHeader(@Nullable SockAddr source, @Nullable SockAddr destination) {
  /** The header of a connection about which nothing is known. */
  public static final ProxyHeader UNKNOWN = new ProxyHeader(null, null);

  /** The most bytes of a header, of version 2. */
  public static final int MAX_LENGTH = 16 + 0xffff;

  private static final byte[] SIGNATURE = {
    '\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'
  };
  private static final byte[] WORD = "PROXY ".getBytes(US_ASCII);
  private static final int TEXT_MIN = "PROXY UNKNOWN\r\n".length();
  private static final int TEXT_MAX = 107;
  private static final int BINARY_MIN = 16;
  private static final int COMMAND = 12;
  private static final int TRANSPORT = 13;
  private static final int LENGTH = 14;
  private static final int LOCAL = 0x20;
  private static final int PROXY = 0x21;
  private static final int TCP4 = 0x11;
  private static final int TCP6 = 0x21;
  private static final int UNIX_STREAM = 0x31;
  private static final int UNIX_PATH = 108;
  private static final Pattern TEXT =
      Pattern.compile(
          "PROXY (TCP4|TCP6) ([0-9a-fA-F:.]+) ([0-9a-fA-F:.]+) (0|[1-9]\\d{0,4}) (0|[1-9]\\d{0,4})");

  // ---- reading

  /**
   * How many bytes of a header are missing at least, after its first {@code length} ones; 0 if it
   * is complete. Reading no more than that never takes data behind the header.
   *
   * @throws ProtocolException if the bytes are not the beginning of a header
   */
  static int missing(byte[] bytes, int length) throws ProtocolException {
    if (begins(SIGNATURE, bytes, length)) {
      return missingBinary(bytes, length);
    }
    if (begins(WORD, bytes, length)) {
      return missingText(bytes, length);
    }
    throw new ProtocolException("the connection does not begin with a PROXY header");
  }

  private static boolean begins(byte[] prefix, byte[] bytes, int length) {
    int n = Math.min(prefix.length, length);
    return Arrays.equals(prefix, 0, n, bytes, 0, n);
  }

  private static int missingBinary(byte[] bytes, int length) {
    if (length == 0) {
      return TEXT_MIN; // which is less than BINARY_MIN
    }
    if (length < BINARY_MIN) {
      return BINARY_MIN - length;
    }
    return BINARY_MIN + unsignedShort(bytes, LENGTH) - length;
  }

  private static int missingText(byte[] bytes, int length) throws ProtocolException {
    if (length < TEXT_MIN) {
      return TEXT_MIN - length;
    }
    if (bytes[length - 2] == '\r' && bytes[length - 1] == '\n') {
      return 0;
    }
    if (length >= TEXT_MAX) {
      throw new ProtocolException(
          "the PROXY header has no end within the " + TEXT_MAX + " bytes of version 1");
    }
    return bytes[length - 1] == '\r' ? 1 : Math.min(2, TEXT_MAX - length);
  }

  /**
   * The value of a complete header.
   *
   * @throws ProtocolException if it is malformed
   */
  static ProxyHeader parse(byte[] bytes, int length) throws ProtocolException {
    return bytes[0] == SIGNATURE[0]
        ? parseBinary(ByteBuffer.wrap(bytes, 0, length))
        : parseText(new String(bytes, 0, length - 2, US_ASCII));
  }

  private static ProxyHeader parseText(String line) throws ProtocolException {
    if (line.equals("PROXY UNKNOWN") || line.startsWith("PROXY UNKNOWN ")) {
      return UNKNOWN;
    }
    Matcher matcher = TEXT.matcher(line);
    if (!matcher.matches()) {
      throw new ProtocolException("malformed PROXY header of version 1");
    }
    boolean inet = matcher.group(1).equals("TCP4");
    try {
      return new ProxyHeader(
          address(inet, matcher.group(2), matcher.group(4)),
          address(inet, matcher.group(3), matcher.group(5)));
    } catch (IllegalArgumentException e) {
      throw malformed("malformed address in a PROXY header of version 1", e);
    }
  }

  private static SockAddr address(boolean inet, String host, String port) {
    int number = Integer.parseInt(port);
    return inet ? SockAddr.inet(host, number) : SockAddr.inet6(host, number);
  }

  private static ProxyHeader parseBinary(ByteBuffer bytes) throws ProtocolException {
    int command = bytes.get(COMMAND) & 0xff;
    int transport = bytes.get(TRANSPORT) & 0xff;
    if (command == LOCAL) {
      return UNKNOWN;
    }
    if (command != PROXY) {
      throw new ProtocolException(
          "unknown version and command 0x%02x in a PROXY header".formatted(command));
    }
    ByteBuffer addresses = bytes.slice(BINARY_MIN, bytes.limit() - BINARY_MIN);
    return switch (transport >> 4) {
      case TCP4 >> 4 -> ips(addresses, 4);
      case TCP6 >> 4 -> ips(addresses, 16);
      case UNIX_STREAM >> 4 -> {
        require(addresses, 2 * UNIX_PATH);
        yield new ProxyHeader(unix(addresses), unix(addresses));
      }
      case 0 -> UNKNOWN;
      default ->
          throw new ProtocolException(
              "unknown address family 0x%02x in a PROXY header".formatted(transport));
    };
  }

  private static ProxyHeader ips(ByteBuffer addresses, int size) throws ProtocolException {
    require(addresses, 2 * (size + Short.BYTES));
    byte[] source = next(addresses, size);
    byte[] destination = next(addresses, size);
    int sourcePort = addresses.getShort() & 0xffff;
    int destinationPort = addresses.getShort() & 0xffff;
    return size == 4
        ? new ProxyHeader(
            SockAddr.inet(source, sourcePort), SockAddr.inet(destination, destinationPort))
        : new ProxyHeader(
            SockAddr.inet6(source, sourcePort, 0, 0),
            SockAddr.inet6(destination, destinationPort, 0, 0));
  }

  private static void require(ByteBuffer addresses, int length) throws ProtocolException {
    if (addresses.remaining() < length) {
      throw new ProtocolException(
          "a PROXY header has "
              + addresses.remaining()
              + " bytes for addresses of "
              + length
              + " bytes");
    }
  }

  private static byte[] next(ByteBuffer addresses, int size) {
    byte[] bytes = new byte[size];
    addresses.get(bytes);
    return bytes;
  }

  /** A path up to its first NUL byte, or an abstract name, which begins with one. */
  private static SockAddr unix(ByteBuffer addresses) {
    byte[] bytes = next(addresses, UNIX_PATH);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    if (end == 0) {
      return SockAddr.unnamed();
    }
    if (bytes[0] == 0) {
      return SockAddr.abstractName(Arrays.copyOfRange(bytes, 1, end));
    }
    int length = 0;
    while (length < end && bytes[length] != 0) {
      length++;
    }
    return SockAddr.unix(Arrays.copyOf(bytes, length));
  }

  private static ProtocolException malformed(String message, Exception cause) {
    var e = new ProtocolException(message);
    e.initCause(cause);
    return e;
  }

  private static int unsignedShort(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }

  // ---- writing

  /** The header in a version of the protocol; with addresses other than IP it is unknown. */
  public byte[] encode(ProxyVersion version) {
    SockAddr from = source;
    SockAddr to = destination;
    if (from == null || to == null || !isIp(from) || !isIp(to)) {
      return version == ProxyVersion.V1
          ? "PROXY UNKNOWN\r\n".getBytes(US_ASCII)
          : binary(LOCAL, 0, new byte[0]);
    }
    boolean inet = isIpv4(from) && isIpv4(to);
    return version == ProxyVersion.V1 ? text(inet, from, to) : binary(inet, from, to);
  }

  private static boolean isIp(SockAddr address) {
    return address.family().equals(AF.INET) || address.family().equals(AF.INET6);
  }

  private static boolean isIpv4(SockAddr address) {
    return address.family().equals(AF.INET) || address.isV4Mapped();
  }

  private static byte[] text(boolean inet, SockAddr from, SockAddr to) {
    String line =
        String.join(
            " ",
            inet ? "PROXY TCP4" : "PROXY TCP6",
            host(inet, from),
            host(inet, to),
            Integer.toString(from.port()),
            Integer.toString(to.port()));
    return (line + "\r\n").getBytes(US_ASCII);
  }

  /** The address without a scope, which has no meaning on another machine. */
  private static String host(boolean inet, SockAddr address) {
    SockAddr written = inet ? SockAddr.of(address.address(), address.port()) : address.toInet6();
    return written.host().replaceFirst("%.*", "");
  }

  private static byte[] binary(boolean inet, SockAddr from, SockAddr to) {
    ByteBuffer addresses = ByteBuffer.allocate(2 * ((inet ? 4 : 16) + Short.BYTES));
    addresses.put(bytes(inet, from)).put(bytes(inet, to));
    addresses.putShort((short) from.port()).putShort((short) to.port());
    return binary(PROXY, inet ? TCP4 : TCP6, addresses.array());
  }

  private static byte[] bytes(boolean inet, SockAddr address) {
    byte[] bytes = address.address().getAddress();
    if (inet || bytes.length == 16) {
      return bytes;
    }
    ByteBuffer mapped = ByteBuffer.allocate(16).putShort(10, (short) 0xffff);
    return mapped.put(12, bytes).array();
  }

  private static byte[] binary(int command, int transport, byte[] addresses) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    out.write(command);
    out.write(transport);
    out.write(addresses.length >> 8);
    out.write(addresses.length);
    out.writeBytes(addresses);
    return out.toByteArray();
  }

  /** {@code 192.0.2.1:4711 to 198.51.100.1:443}. */
  @Override
  public String toString() {
    return source == null ? "no addresses" : source + " to " + destination;
  }
}
