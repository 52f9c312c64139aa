package org.llsocket.cli.output;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Bytes as rows of an offset, 16 bytes in hexadecimal, and the same bytes in ASCII. */
public final class HexDump {
  private static final int ROW = 16;
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

  private HexDump() {}

  /**
   * The rows of some data.
   *
   * @param offset the offset of the first byte
   */
  public static List<String> rows(byte[] data, long offset) {
    List<String> rows = new ArrayList<>();
    for (int at = 0; at < data.length; at += ROW) {
      int end = Math.min(at + ROW, data.length);
      var ascii = new StringBuilder();
      for (int i = at; i < end; i++) {
        ascii.append(data[i] >= ' ' && data[i] <= '~' ? (char) data[i] : '.');
      }
      rows.add(String.format("%04x  %-47s  %s", offset + at, HEX.formatHex(data, at, end), ascii));
    }
    return rows;
  }
}
