package org.llsocket.family;

import java.nio.ByteOrder;
import java.util.Locale;
import java.util.regex.Pattern;
import org.llsocket.internal.platform.Platform;
import org.llsocket.internal.struct.Fields;

/**
 * An unsigned number of 1 to 8 bytes.
 *
 * @param field the C name of the field
 * @param order the byte order of the field
 * @param isHex whether it is printed in hexadecimal
 * @param names the prefix of its names in C; empty if it has none
 * @param unset its default
 */
record NumberField(
    String label, String field, ByteOrder order, boolean isHex, String names, long unset)
    implements TextField {
  private static final Pattern SHORT_NAME = Pattern.compile("[a-z][a-z0-9_]*");

  static NumberField decimal(String label, String field) {
    return new NumberField(label, field, ByteOrder.nativeOrder(), false, "", 0);
  }

  static NumberField hex(String label, String field) {
    return new NumberField(label, field, ByteOrder.nativeOrder(), true, "", 0);
  }

  /** A number that has names. */
  static NumberField named(String label, String field, String prefix) {
    return new NumberField(label, field, ByteOrder.nativeOrder(), false, prefix, 0);
  }

  NumberField in(ByteOrder other) {
    return new NumberField(label, field, other, isHex, names, unset);
  }

  /** The same with another default than 0. */
  NumberField unset(long value) {
    return new NumberField(label, field, order, isHex, names, value);
  }

  long get(Fields struct) {
    return ordered(struct.get(field), bits(struct));
  }

  void set(Fields struct, long value) {
    struct.set(field, ordered(value, bits(struct)));
  }

  private long ordered(long value, int bits) {
    return order.equals(ByteOrder.nativeOrder())
        ? value
        : Long.reverseBytes(value) >>> (Long.SIZE - bits);
  }

  private int bits(Fields struct) {
    return (int) struct.bytes(field).byteSize() * Byte.SIZE;
  }

  @Override
  public String pattern() {
    return "\\w+";
  }

  @Override
  public String print(Fields struct) {
    long value = get(struct);
    String name = names.isEmpty() ? "" : shortName((int) value);
    if (!name.isEmpty()) {
      return name;
    }
    return isHex ? "0x" + Long.toHexString(value) : Long.toUnsignedString(value);
  }

  /** The end of its name in lower case; empty if that could not be distinguished from a number. */
  private String shortName(int value) {
    String name = Platform.nameOf(names, value).substring(names.length()).toLowerCase(Locale.ROOT);
    return SHORT_NAME.matcher(name).matches() ? name : "";
  }

  @Override
  public void parse(String text, Fields struct) {
    int bits = bits(struct);
    long value = isNumber(text) ? number(text, bits) : byName(text, bits);
    set(struct, value);
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.charAt(0) >= '0' && text.charAt(0) <= '9';
  }

  private long number(String text, int bits) {
    boolean hex = text.startsWith("0x");
    try {
      long value = Long.parseUnsignedLong(hex ? text.substring(2) : text, hex ? 16 : 10);
      if (bits == Long.SIZE || value >>> bits == 0) {
        return value;
      }
      throw new IllegalArgumentException(range(bits));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(range(bits), e);
    }
  }

  private long byName(String text, int bits) {
    String upper = text.toUpperCase(Locale.ROOT);
    String name = upper.startsWith(names) ? upper : names + upper;
    if (names.isEmpty() || !Platform.has(name)) {
      throw new IllegalArgumentException(range(bits));
    }
    return Platform.number(name) & -1L >>> (Long.SIZE - bits);
  }

  private String range(int bits) {
    String numbers = "a number in 0–" + Long.toUnsignedString(-1L >>> (Long.SIZE - bits));
    return names.isEmpty() ? numbers : numbers + " or a name of " + names + "*";
  }

  @Override
  public boolean isUnset(Fields struct) {
    return get(struct) == unset;
  }

  @Override
  public void unset(Fields struct) {
    set(struct, unset);
  }
}
