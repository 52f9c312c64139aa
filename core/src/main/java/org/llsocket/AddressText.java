package org.llsocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** Names of Unix sockets, which are bytes, as text that prints and reads back byte for byte. */
final class AddressText {
  private AddressText() {}

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
      bytes.writeBytes(text.substring(at, end).getBytes(UTF_8));
      at = end;
      if (next >= 0) {
        bytes.write(escapedByte(text, next));
        at = next + 4;
      }
    }
    return bytes.toByteArray();
  }

  private static int escapedByte(String text, int at) {
    try {
      if (text.startsWith("\\x", at) && at + 4 <= text.length()) {
        return Integer.parseInt(text, at + 2, at + 4, 16);
      }
    } catch (NumberFormatException e) {
      throw badEscape(text, e);
    }
    throw badEscape(text, null);
  }

  private static IllegalArgumentException badEscape(String text, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "a backslash in a name is followed by x and two hexadecimal digits: \"" + text + "\"",
        cause);
  }
}
