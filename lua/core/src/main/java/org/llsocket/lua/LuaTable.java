package org.llsocket.lua;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A table that a script passed. It is read on first access, which never happens for most arguments.
 */
public final class LuaTable {
  /** The depth to which adapters read nested tables; deeper ones are {@link Foreign}. */
  public static final int MAX_DEPTH = 4;

  private final Supplier<Map<Object, Object>> reader;
  private @Nullable Map<Object, Object> fields;

  /**
   * A table.
   *
   * @param reader returns the fields as {@link #fields} describes them; called at most once, during
   *     the call that has the table as an argument
   */
  public LuaTable(Supplier<Map<Object, Object>> reader) {
    this.reader = reader;
  }

  /**
   * The fields by {@link Long} and {@link String}; entries with other keys are omitted. Floats with
   * integral values are {@link Long}s.
   */
  public Map<Object, Object> fields() {
    Map<Object, Object> known = fields;
    if (known == null) {
      known = new HashMap<>(reader.get());
      known.replaceAll((_, field) -> Objects.requireNonNull(Arguments.whole(field)));
      fields = known;
    }
    return known;
  }

  /** A field, or null. */
  public @Nullable Object get(String name) {
    return fields().get(name);
  }

  /** The elements 1, 2, 3 and so on, up to the first nil. */
  public List<Object> list() {
    List<Object> list = new ArrayList<>();
    Map<Object, Object> known = fields();
    for (long i = 1; known.containsKey(i); i++) {
      list.add(known.get(i));
    }
    return list;
  }

  /** Values that outlive the call: strings as {@code byte[]}. */
  public static @Nullable Object[] lasting(@Nullable Object[] values) {
    @Nullable Object[] lasting = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      lasting[i] = value == null ? null : lasting(value);
    }
    return lasting;
  }

  private static Object lasting(Object value) {
    return switch (value) {
      case ByteBuffer string -> Arguments.bytes(string);
      case LuaTable table -> {
        Map<Object, Object> fields = new HashMap<>();
        table.fields().forEach((key, field) -> fields.put(key, lasting(field)));
        yield new LuaTable(() -> fields);
      }
      default -> value;
    };
  }

  /**
   * A value that has no meaning outside Lua: a function, a coroutine, a foreign userdata.
   *
   * @param type its type as Lua's {@code type} returns it
   */
  public record Foreign(String type) {
    boolean isFunction() {
      return type.equals("function");
    }
  }
}
