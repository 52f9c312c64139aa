package org.llsocket.family;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.util.HexFormat;
import org.llsocket.internal.struct.Fields;

/**
 * A hardware address of any length, which may be longer than the array that C declares for it.
 *
 * @param field the C name of the array, the last field of the struct
 * @param size the C name of the field with its length
 */
record HardwareField(String label, String field, String size) implements TextField {
  /** {@code MAX_ADDR_LEN}: the longest address that the kernel has. */
  static final int MAX = 32;

  private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

  byte[] get(Fields struct) {
    int length = Math.min(struct.getInt(size), MAX);
    return struct.memory().asSlice(start(struct), length).toArray(JAVA_BYTE);
  }

  void set(Fields struct, byte[] address) {
    struct.set(size, address.length);
    for (int i = 0; i < address.length; i++) {
      struct.memory().set(JAVA_BYTE, start(struct) + i, address[i]);
    }
  }

  private long start(Fields struct) {
    return struct.bytes(field).address() - struct.memory().address();
  }

  @Override
  public String pattern() {
    return "\\p{XDigit}{2}(?::\\p{XDigit}{2})*";
  }

  @Override
  public String print(Fields struct) {
    return COLONS.formatHex(get(struct));
  }

  @Override
  public void parse(String text, Fields struct) {
    byte[] address;
    try {
      address = COLONS.parseHex(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("pairs of hexadecimal digits with colons between", e);
    }
    if (address.length > MAX) {
      throw new IllegalArgumentException("at most " + MAX + " bytes");
    }
    set(struct, address);
  }

  @Override
  public boolean isUnset(Fields struct) {
    return struct.getInt(size) == 0;
  }

  @Override
  public void unset(Fields struct) {
    struct.set(size, 0);
  }
}
