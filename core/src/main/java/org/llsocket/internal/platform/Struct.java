package org.llsocket.internal.platform;

import java.util.Map;

/**
 * The layout of one C struct: its size, and where each field stands.
 *
 * @param name the C tag, without {@code struct}
 * @param size {@code sizeof}, in bytes
 * @param fields the fields that llsocket reads or writes, by their C names
 */
public record Struct(String name, int size, Map<String, Field> fields) {
  /**
   * One field of a struct.
   *
   * @param offset bytes before it, C's offsetof
   * @param size bytes
   */
  public record Field(int offset, int size) {}

  public int offset(String field) {
    return field(field).offset();
  }

  public Field field(String field) {
    Field found = fields.get(field);
    if (found == null) {
      throw new IllegalArgumentException("struct " + name + " has no field " + field + " here");
    }
    return found;
  }
}
