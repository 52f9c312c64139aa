package org.llsocket.cli.datagram;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Received bytes as lines of text without terminal control sequences. */
final class DataText {
  private static final int ROW = 16;
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

  private DataText() {}

  static List<String> lines(byte[] data, ReceiveOptions.DataFormat format) {
    return switch (format) {
      case NONE -> List.of();
      case TEXT -> text(data);
      case HEX -> hex(data);
      case AUTO -> isText(data) ? text(data) : hex(data);
    };
  }

  /** Whether the data is UTF-8 without control characters other than tab, CR and LF. */
  static boolean isText(byte[] data) {
    try {
      return UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(data))
          .codePoints()
          .allMatch(c -> isPrintable(c) || c == '\n' || c == '\r' || c == '\t');
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Decodes UTF-8; malformed input becomes U+FFFD. */
  static String decode(byte[] data) {
    return new String(data, UTF_8);
  }

  private static boolean isPrintable(int c) {
    return !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT;
  }

  private static List<String> text(byte[] data) {
    return data.length == 0 ? List.of() : decode(data).lines().map(DataText::escape).toList();
  }

  /** Replaces control and format characters by escapes such as {@code \x1b}. */
  static String escape(String text) {
    var escaped = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (isPrintable(c) || c == '\t') {
            escaped.appendCodePoint(c);
          } else {
            escaped.append(String.format(c < 0x100 ? "\\x%02x" : "\\u%04x", c));
          }
        });
    return escaped.toString();
  }

  /** Rows of an offset, 16 bytes in hexadecimal, and the same bytes in ASCII. */
  private static List<String> hex(byte[] data) {
    List<String> rows = new ArrayList<>();
    for (int at = 0; at < data.length; at += ROW) {
      int end = Math.min(at + ROW, data.length);
      var ascii = new StringBuilder();
      for (int i = at; i < end; i++) {
        ascii.append(data[i] >= ' ' && data[i] <= '~' ? (char) data[i] : '.');
      }
      String bytes = HEX.formatHex(data, at, end);
      rows.add(String.format("%04x  %-47s  %s", at, bytes, ascii));
    }
    return rows;
  }
}
