package org.llsocket.family;

import org.llsocket.internal.struct.Fields;
import org.llsocket.internal.sys.NameCalls;

/**
 * The index of an interface: its name, or the number.
 *
 * @param field the C name of the field
 */
record InterfaceField(String label, String field) implements TextField {
  private static boolean isNumber(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  @Override
  public String pattern() {
    return "[^:,]+";
  }

  @Override
  public String print(Fields struct) {
    int index = struct.getInt(field);
    String name = index == 0 ? "" : NameCalls.if_indextoname(index);
    return isNumber(name) ? Integer.toUnsignedString(index) : name;
  }

  @Override
  public void parse(String text, Fields struct) {
    struct.set(field, isNumber(text) ? number(text) : index(text));
  }

  private static int number(String text) {
    try {
      return Integer.parseUnsignedInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("an index in 0–4294967295", e);
    }
  }

  private static int index(String name) {
    int index = name.indexOf('\0') < 0 ? NameCalls.if_nametoindex(name) : 0;
    if (index <= 0) {
      throw new IllegalArgumentException("the name of an interface");
    }
    return index;
  }

  @Override
  public boolean isUnset(Fields struct) {
    return struct.getInt(field) == 0;
  }

  @Override
  public void unset(Fields struct) {
    struct.set(field, 0);
  }
}
