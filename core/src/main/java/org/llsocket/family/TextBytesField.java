package org.llsocket.family;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.lang.foreign.MemorySegment;
import org.llsocket.internal.struct.Fields;

/**
 * An array of characters that ends with a NUL or with the array.
 *
 * @param field the C name of the array
 * @param pattern the characters that its text can have
 */
record TextBytesField(String label, String field, String pattern) implements TextField {
  private int limit(Fields struct) {
    return (int) struct.bytes(field).byteSize();
  }

  @Override
  public String print(Fields struct) {
    byte[] bytes = struct.bytes(field).toArray(JAVA_BYTE);
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 0, end, ISO_8859_1);
  }

  @Override
  public void parse(String text, Fields struct) {
    if (text.length() > limit(struct) || !text.chars().allMatch(c -> c > 0 && c < 0x100)) {
      throw new IllegalArgumentException(
          "text of at most " + limit(struct) + " Latin-1 characters");
    }
    struct.bytes(field).fill((byte) 0).copyFrom(MemorySegment.ofArray(text.getBytes(ISO_8859_1)));
  }

  @Override
  public boolean isUnset(Fields struct) {
    return print(struct).isEmpty();
  }

  @Override
  public void unset(Fields struct) {
    struct.bytes(field).fill((byte) 0);
  }
}
