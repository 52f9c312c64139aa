package org.llsocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;

/** Bytes as printable text: UTF-8, with everything else written as {@code \xff}. */
final class Escapes {
  private static final int SHOWN_LIMIT = 80;

  private Escapes() {}

  /**
   * The bytes as UTF-8 text; invalid bytes, control characters and the backslash are written as
   * {@code \xff}.
   */
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

  /** The length in bytes of the printable character at {@code at}; 0 if there is none. */
  private static int characterLength(byte[] name, int at) {
    for (int length = 1; length <= 4 && at + length <= name.length; length++) {
      int c = character(name, at, length);
      if (c >= 0) {
        return c == '\\' || Character.isISOControl(c) ? 0 : length;
      }
    }
    return 0;
  }

  /** The code point that these bytes encode in UTF-8, or -1. */
  private static int character(byte[] name, int at, int length) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(name, at, length)).toString().codePointAt(0);
    } catch (CharacterCodingException e) {
      return -1;
    }
  }

  /**
   * The bytes that {@link #escape} printed.
   *
   * @throws IllegalArgumentException if a backslash is not followed by x and two hexadecimal digits
   */
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
   * Text in UTF-8.
   *
   * @throws IllegalArgumentException if it contains half a surrogate pair, which has no encoding
   *     and which {@link String#getBytes} would replace with a question mark
   */
  static byte[] utf8(String text) {
    try {
      ByteBuffer encoded = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      var bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("half a surrogate pair in \"" + text + "\"", e);
    }
  }

  /** Text for an exception's message: without control characters, and cut if it is long. */
  static String shown(String text) {
    String start = text.length() <= SHOWN_LIMIT ? text : text.substring(0, SHOWN_LIMIT) + "…";
    return escape(start.getBytes(UTF_8));
  }
}
