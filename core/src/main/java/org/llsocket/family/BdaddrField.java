package org.llsocket.family;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import org.llsocket.internal.struct.Fields;

/**
 * {@code bdaddr_t}: a Bluetooth address, six bytes in reverse order: {@code 00:1A:7D:DA:71:13}.
 *
 * @param field the C name of the field
 */
record BdaddrField(String label, String field) implements TextField {
  private static final int SIZE = 6;
  private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();
  private static final String WHAT = "six pairs of hexadecimal digits with colons between";

  /** The bytes of a text in the order of the struct. */
  private static byte[] bytes(String text) {
    byte[] bytes;
    try {
      bytes = COLONS.parseHex(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(WHAT, e);
    }
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException(WHAT);
    }
    return reversed(bytes);
  }

  private static byte[] reversed(byte[] bytes) {
    var reversed = new byte[SIZE];
    for (int i = 0; i < SIZE; i++) {
      reversed[i] = bytes[SIZE - 1 - i];
    }
    return reversed;
  }

  /** The text of a Bluetooth address, as the struct's fields print it. */
  static String check(String bdaddr) {
    try {
      return COLONS.formatHex(reversed(bytes(bdaddr)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("bdaddr \"" + bdaddr + "\" is not " + WHAT, e);
    }
  }

  @Override
  public String pattern() {
    return "\\p{XDigit}{2}(?::\\p{XDigit}{2}){5}";
  }

  @Override
  public String print(Fields struct) {
    return COLONS.formatHex(reversed(struct.bytes(field).toArray(JAVA_BYTE)));
  }

  @Override
  public void parse(String text, Fields struct) {
    struct.bytes(field).copyFrom(MemorySegment.ofArray(bytes(text)));
  }

  @Override
  public boolean isUnset(Fields struct) {
    return false; // every address has one
  }

  @Override
  public void unset(Fields struct) {
    struct.bytes(field).fill((byte) 0);
  }
}
