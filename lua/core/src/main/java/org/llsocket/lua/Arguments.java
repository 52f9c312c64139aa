package org.llsocket.lua;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call from Lua, checked as they are read. Argument 1 of a method is the first
 * one after the object.
 *
 * <p>Types are strict: {@code "1"} is not a number and 1 is not a string. A float with an integral
 * value is an integer, as in Lua. A mismatch raises {@code bad argument #1 to 'send' (string
 * expected, got nil)}.
 */
public final class Arguments {
  private final LuaState state;
  private final LuaEntry entry;
  private final @Nullable Object[] values;
  private final LuaCallback.Keeper keeper;
  private final int self;

  Arguments(LuaState state, LuaEntry entry, @Nullable Object[] values, LuaCallback.Keeper keeper) {
    this.state = state;
    this.entry = entry;
    this.values = values;
    this.keeper = keeper;
    self = entry.self() == null ? 0 : 1;
    checkSelf();
  }

  private void checkSelf() {
    LuaClass<?> wanted = entry.self();
    Object given = values.length == 0 ? null : values[0];
    if (wanted != null && !(given instanceof LuaObject object && object.type().equals(wanted))) {
      String type = values.length == 0 ? "no value" : typeName(given);
      throw new LuaRaise(
          "calling '"
              + entry.name()
              + "' on bad self ("
              + wanted.name()
              + " expected, got "
              + type
              + ")");
    }
  }

  /** The calling Lua state. */
  public LuaState state() {
    return state;
  }

  /** The name of the function. */
  public String name() {
    return entry.name();
  }

  /** The number of arguments, nils included. */
  public int count() {
    return values.length - self;
  }

  /** The object whose method this is. */
  public <T> T self(Class<T> type) {
    return type.cast(self().object());
  }

  /** The userdata whose method this is. */
  public LuaObject self() {
    if (values[0] instanceof LuaObject self) {
      return self;
    }
    throw new IllegalStateException(entry.name() + " is not a method");
  }

  /** An argument as the adapter passed it; null if it is nil or absent. */
  public @Nullable Object value(int n) {
    return n <= count() ? values[n - 1 + self] : null;
  }

  /** Whether an argument is nil or absent. */
  public boolean isNil(int n) {
    return value(n) == null;
  }

  /** An integer. */
  public long integer(int n) {
    return switch (whole(value(n))) {
      case Long number -> number;
      case Double _ -> throw bad(n, "number has no integer representation");
      case null, default -> throw expected(n, "integer");
    };
  }

  /** Converts a float with an integral value to an integer; returns any other value unchanged. */
  static @Nullable Object whole(@Nullable Object value) {
    if (value instanceof Double number) {
      long whole = (long) (double) number;
      return whole == number && whole != Long.MAX_VALUE ? (Object) whole : number;
    }
    return value;
  }

  /** An integer that fits a C {@code int}. */
  public int cInt(int n) {
    long value = integer(n);
    if (value != (int) value) {
      throw bad(n, value + " does not fit an int");
    }
    return (int) value;
  }

  /** An integer that fits a C {@code int}, or {@code otherwise} for nil. */
  public int cInt(int n, int otherwise) {
    return isNil(n) ? otherwise : cInt(n);
  }

  /** An integer that fits C's {@code int32_t}, which error messages name. */
  public int int32(int n) {
    return sized(n, "int32_t", Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /** An integer that fits C's {@code uint16_t}, which error messages name; 0 for nil. */
  public int uint16(int n) {
    return isNil(n) ? 0 : sized(n, "uint16_t", 0, 0xffff);
  }

  private int sized(int n, String type, int min, int max) {
    if (!(value(n) instanceof Number)) {
      throw expected(n, type);
    }
    if (whole(value(n)) instanceof Long value && value >= min && value <= max) {
      return value.intValue();
    }
    throw bad(n, type + " expected, got an out of range value");
  }

  /** A number. */
  public double number(int n) {
    if (value(n) instanceof Number number) {
      return number.doubleValue();
    }
    throw expected(n, "number");
  }

  /** A boolean. */
  public boolean bool(int n) {
    if (value(n) instanceof Boolean bool) {
      return bool;
    }
    throw expected(n, "boolean");
  }

  /** A boolean, or {@code otherwise} for nil. */
  public boolean bool(int n, boolean otherwise) {
    return isNil(n) ? otherwise : bool(n);
  }

  /** The bytes of a string; valid until the call returns. */
  public ByteBuffer string(int n) {
    if (value(n) instanceof ByteBuffer string) {
      return string.duplicate();
    }
    throw expected(n, "string");
  }

  /** A copy of the bytes of a string. */
  public byte[] bytes(int n) {
    return bytes(string(n));
  }

  /** A string, decoded as UTF-8. */
  public String text(int n) {
    return new String(bytes(n), UTF_8);
  }

  /** A string, decoded as UTF-8, or null for nil. */
  public @Nullable String textOrNull(int n) {
    return isNil(n) ? null : text(n);
  }

  /**
   * An object.
   *
   * @param type its Java class
   * @param name the type's name in error messages
   */
  public <T> T object(int n, Class<T> type, String name) {
    if (value(n) instanceof LuaObject value && type.isInstance(value.object())) {
      return type.cast(value.object());
    }
    throw expected(n, name);
  }

  /**
   * Checks that an argument is a function, or nil if that is allowed.
   *
   * @param optional whether it may be nil
   */
  public void checkFunction(int n, boolean optional) {
    boolean function = value(n) instanceof LuaTable.Foreign foreign && foreign.isFunction();
    if (!function && !(optional && isNil(n))) {
      throw expected(n, "function");
    }
  }

  /**
   * Keeps the arguments from {@code n} on for later: an error handler or nil, a function, and the
   * function's arguments.
   */
  public LuaCallback keep(int n) {
    return keeper.keep(n + self);
  }

  /** A table. */
  public LuaTable table(int n) {
    if (value(n) instanceof LuaTable table) {
      return table;
    }
    throw expected(n, "table");
  }

  /** The flags from an argument to the last, combined; nils count as 0. */
  public int flags(int from) {
    int flags = 0;
    for (int n = from; n <= count(); n++) {
      flags |= cInt(n, 0);
    }
    return flags;
  }

  /** {@code bad argument #n to 'f' (type expected, got …)}. */
  public LuaRaise expected(int n, String type) {
    return bad(n, type + " expected, got " + (n > count() ? "no value" : type(n)));
  }

  /** The type of an argument as error messages name it; {@code nil} if it is absent. */
  public String type(int n) {
    return typeName(value(n));
  }

  /** {@code bad argument #n to 'f' (why)}. */
  public LuaRaise bad(int n, String why) {
    return new LuaRaise("bad argument #" + n + " to '" + entry.name() + "' (" + why + ")");
  }

  /** The result of Lua's {@code type} for a value; for an object, the name of its class. */
  private static String typeName(@Nullable Object value) {
    return switch (value) {
      case null -> "nil";
      case Boolean _ -> "boolean";
      case Number _ -> "number";
      case ByteBuffer _ -> "string";
      case LuaTable _ -> "table";
      case LuaTable.Foreign foreign -> foreign.type();
      case LuaHandle _ -> "userdata";
      case LuaObject object -> object.type().name();
      default -> throw new IllegalStateException("not a value of Lua: " + value.getClass());
    };
  }

  /** A copy of the bytes of a string. */
  public static byte[] bytes(ByteBuffer string) {
    byte[] bytes = new byte[string.remaining()];
    string.get(string.position(), bytes);
    return bytes;
  }
}
