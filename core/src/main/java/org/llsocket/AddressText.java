package org.llsocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import org.llsocket.internal.sys.NameCalls;

/** Addresses as text that prints and reads back byte for byte. */
final class AddressText {
  private static final String ABSTRACT_PREFIX = "unix:@";
  private static final String PATH_PREFIX = "unix:";

  private AddressText() {}

  static SockAddr parse(String text) {
    if (text.startsWith(ABSTRACT_PREFIX)) {
      return SockAddr.abstractName(unescape(text.substring(ABSTRACT_PREFIX.length())));
    }
    if (text.startsWith(PATH_PREFIX)) {
      String path = text.substring(PATH_PREFIX.length());
      return path.isEmpty() ? SockAddr.unnamed() : SockAddr.unix(unescape(path));
    }
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("no port in \"" + text + "\": host:port or [host]:port");
    }
    String host = text.substring(0, colon);
    int port = Ports.parse(text.substring(colon + 1));
    return host.startsWith("[") && host.endsWith("]")
        ? SockAddr.inet6(host.substring(1, host.length() - 1), port)
        : SockAddr.inet(host, port);
  }

  static String print(SockAddr addr) {
    if (addr.isInet()) {
      return host(addr) + ":" + addr.port();
    }
    if (addr.isInet6()) {
      return "[" + host(addr) + "]:" + addr.port();
    }
    if (addr.isUnix()) {
      byte[] name = addr.abstractName();
      if (name != null) {
        return ABSTRACT_PREFIX + escape(name);
      }
      byte[] path = addr.pathBytes();
      return PATH_PREFIX + (path == null ? "" : escapePath(path));
    }
    return addr.length() == 0
        ? "none"
        : addr.family() + ":" + HexFormat.of().formatHex(addr.saData());
  }

  static String host(SockAddr addr) {
    MemorySegment ip = MemorySegment.ofArray(addr.addressBytes());
    String text = NameCalls.inet_ntop(addr.family().number(), ip);
    return addr.scopeId() == 0 ? text : text + "%" + scope(addr.scopeId(), addr.addressBytes());
  }

  /** What {@link #scope(String, byte[], String)} reads as this index, a name where it can be. */
  private static String scope(int index, byte[] ip) {
    String name = NameCalls.if_indextoname(index);
    boolean linkLocal = isLinkLocal(ip);
    if (!name.isEmpty() && (linkLocal || !Ports.isNumber(name))) {
      return name;
    }
    String number = Integer.toUnsignedString(index);
    while (linkLocal && NameCalls.if_nametoindex(number) > 0) {
      number = "0" + number; // for as it is it names another interface
    }
    return number;
  }

  /** Whether the C library looks for a name behind this IPv6 address first. */
  private static boolean isLinkLocal(byte[] ip) {
    return (ip[0] == (byte) 0xfe && (ip[1] & 0xc0) == 0x80)
        || (ip[0] == (byte) 0xff && (ip[1] & 0x0f) == 2);
  }

  /** UTF-8 text; bytes that are not, control characters and the backslash as {@code \xff}. */
  static String escape(byte[] name) {
    var text = new StringBuilder(name.length);
    for (int i = 0; i < name.length; ) {
      int length = characterLength(name, i);
      if (length > 0) {
        text.append(new String(name, i, length, UTF_8));
        i += length;
      } else {
        text.append(String.format("\\x%02x", name[i]));
        i++;
      }
    }
    return text.toString();
  }

  /**
   * {@link #escape}, and an {@code @} at the start escaped too, for there it would say "abstract".
   */
  static String escapePath(byte[] path) {
    String text = escape(path);
    return text.startsWith("@") ? "\\x40" + text.substring(1) : text;
  }

  /** Bytes of the printable character at {@code at}; 0 where there is none. */
  private static int characterLength(byte[] name, int at) {
    for (int length = 1; length <= 4 && at + length <= name.length; length++) {
      int c = character(name, at, length);
      if (c >= 0) {
        return c == '\\' || Character.isISOControl(c) ? 0 : length;
      }
    }
    return 0;
  }

  /** The code point that these bytes are in UTF-8, or -1. */
  private static int character(byte[] name, int at, int length) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(name, at, length)).toString().codePointAt(0);
    } catch (CharacterCodingException e) {
      return -1;
    }
  }

  /** The bytes that {@link #escape} printed. */
  static byte[] unescape(String text) {
    var bytes = new ByteArrayOutputStream(text.length());
    int at = 0;
    while (at < text.length()) {
      int next = text.indexOf('\\', at);
      int end = next < 0 ? text.length() : next;
      bytes.writeBytes(utf8(text.substring(at, end)));
      at = end;
      if (next >= 0) {
        bytes.write(escapedByte(text, next));
        at = next + 4;
      }
    }
    return bytes.toByteArray();
  }

  private static int escapedByte(String text, int at) {
    if (text.startsWith("\\x", at)
        && at + 4 <= text.length()
        && HexFormat.isHexDigit(text.charAt(at + 2))
        && HexFormat.isHexDigit(text.charAt(at + 3))) {
      return HexFormat.fromHexDigits(text, at + 2, at + 4);
    }
    throw new IllegalArgumentException(
        "a backslash in a name is followed by x and two hexadecimal digits: \"" + text + "\"");
  }

  /**
   * The length of a name in bytes.
   *
   * @throws IllegalArgumentException if it is over the limit
   */
  static int checkFits(byte[] name, int limit, String what) {
    if (name.length > limit) {
      throw new IllegalArgumentException(
          what
              + " is "
              + name.length
              + " bytes; at most "
              + limit
              + " fit sun_path: \""
              + escape(name)
              + "\"");
    }
    return name.length;
  }

  /** The bytes of a name; half a surrogate pair has none, and would pass for a question mark. */
  static byte[] utf8(String name) {
    try {
      ByteBuffer encoded = UTF_8.newEncoder().encode(CharBuffer.wrap(name));
      var bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("half a surrogate pair in \"" + name + "\"", e);
    }
  }

  /**
   * The index that a scope in the text of an address means: an interface's name, or a number. All
   * digits are a name first behind a link-local address, as glibc reads and prints them, and a
   * number behind others.
   *
   * @param ip the bytes of the address
   */
  static int scope(String scope, byte[] ip, String address) {
    boolean isNumber = Ports.isNumber(scope);
    int index =
        scope.isEmpty() || (isNumber && !isLinkLocal(ip)) ? 0 : NameCalls.if_nametoindex(scope);
    if (index > 0) {
      return index;
    }
    if (!isNumber) {
      throw new IllegalArgumentException(
          "no interface \"" + HostText.shown(scope) + "\" for the scope of \"" + address + "\"");
    }
    try {
      return Integer.parseUnsignedInt(scope);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("scope of \"" + address + "\" is over 4294967295", e);
    }
  }
}
