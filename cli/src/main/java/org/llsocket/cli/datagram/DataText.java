package org.llsocket.cli.datagram;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import org.llsocket.cli.output.HexDump;

/** Received bytes as lines of text without terminal control sequences. */
final class DataText {
  private DataText() {}

  static List<String> lines(byte[] data, ReceiveOptions.DataFormat format) {
    return switch (format) {
      case NONE -> List.of();
      case TEXT -> text(data);
      case HEX -> HexDump.rows(data, 0);
      case AUTO -> isText(data) ? text(data) : HexDump.rows(data, 0);
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
}
