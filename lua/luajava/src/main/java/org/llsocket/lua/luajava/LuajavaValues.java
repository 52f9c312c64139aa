package org.llsocket.lua.luajava;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.llsocket.lua.Arguments;
import org.llsocket.lua.LuaEntry;
import org.llsocket.lua.LuaHandle;
import org.llsocket.lua.LuaObject;
import org.llsocket.lua.LuaRaise;
import org.llsocket.lua.LuaSingle;
import org.llsocket.lua.LuaTable;
import party.iroiro.luajava.Lua;
import party.iroiro.luajava.LuaException;
import party.iroiro.luajava.lua54.Lua54Natives;

/** Converts values: from the stack of a Lua state, and onto it. */
final class LuajavaValues {
  private static final ByteBuffer EMPTY = ByteBuffer.allocateDirect(0);

  /** Finds the object of a userdata on the stack; null if the userdata is foreign. */
  @FunctionalInterface
  interface Userdata {
    @Nullable LuaObject at(Lua lua, int index);
  }

  private final BiConsumer<Lua, LuaObject> pushUserdata;
  private final BiConsumer<Lua, LuaObject> pushSingle;
  private final BiConsumer<Lua, LuaEntry> pushFunction;
  private final Userdata objects;

  LuajavaValues(
      BiConsumer<Lua, LuaObject> pushUserdata,
      BiConsumer<Lua, LuaObject> pushSingle,
      BiConsumer<Lua, LuaEntry> pushFunction,
      Userdata objects) {
    this.pushUserdata = pushUserdata;
    this.pushSingle = pushSingle;
    this.pushFunction = pushFunction;
    this.objects = objects;
  }

  // ---- to Lua

  void push(Lua lua, @Nullable Object value) {
    lua.checkStack(3);
    switch (value) {
      case null -> lua.pushNil();
      case Boolean bool -> lua.push((boolean) bool);
      case Double number -> lua.push(number);
      case Number number -> lua.push(number.longValue());
      case String text -> lua.push(direct(text.getBytes(UTF_8)));
      case byte[] string -> lua.push(direct(string));
      case ByteBuffer string ->
          lua.push(string.isDirect() ? string : direct(Arguments.bytes(string)));
      case LuaSingle(Object element) when element instanceof LuaObject object ->
          pushSingle.accept(lua, object);
      case List<?> list -> {
        lua.createTable(list.size(), 0);
        for (int i = 0; i < list.size(); i++) {
          push(lua, list.get(i));
          lua.rawSetI(-2, i + 1);
        }
      }
      case Map<?, ?> map -> {
        lua.createTable(0, map.size());
        map.forEach((key, field) -> {
          push(lua, key);
          push(lua, field);
          lua.rawSet(-3);
        });
      }
      case LuaObject object -> pushUserdata.accept(lua, object);
      case LuaEntry entry -> pushFunction.accept(lua, entry);
      default -> throw new IllegalStateException("not a value of Lua: " + value.getClass());
    }
  }

  private static ByteBuffer direct(byte[] bytes) {
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  // ---- from Lua

  /** The values on the stack from an index up. */
  @Nullable Object[] read(Lua lua, int from) {
    @Nullable Object[] values = new Object[lua.getTop() - from + 1];
    for (int i = 0; i < values.length; i++) {
      values[i] = read(lua, from + i, 0);
    }
    return values;
  }

  private @Nullable Object read(Lua lua, int index, int depth) {
    Lua.LuaType type = Objects.requireNonNull(lua.type(index));
    return switch (type) {
      case NIL, NONE -> null;
      case BOOLEAN -> lua.toBoolean(index);
      case NUMBER ->
          lua.isInteger(index) ? (Object) lua.toInteger(index) : (Object) lua.toNumber(index);
      case STRING -> string(lua, index);
      case TABLE -> table(lua, index, depth);
      case USERDATA -> userdata(lua, index);
      case LIGHTUSERDATA -> new LuaTable.Foreign("userdata");
      default -> new LuaTable.Foreign(type.name().toLowerCase(Locale.ROOT));
    };
  }

  private Object userdata(Lua lua, int index) {
    LuaObject object = objects.at(lua, index);
    if (object != null) {
      return object;
    }
    return isFile(lua, index)
        ? LuaHandle.of((method, arguments) -> callFile(lua, index, method, arguments))
        : new LuaTable.Foreign("userdata");
  }

  private static Lua54Natives natives(Lua lua) {
    return (Lua54Natives) lua.getLuaNatives();
  }

  private static boolean isFile(Lua lua, int index) {
    lua.checkStack(2);
    if (lua.getMetatable(index) == 0) {
      return false;
    }
    lua.getRegisteredMetatable("FILE*");
    boolean same = lua.rawEqual(-1, -2);
    lua.pop(2);
    return same;
  }

  private @Nullable Object callFile(Lua lua, int index, String method, Object... arguments) {
    lua.checkStack(arguments.length + 3);
    int top = lua.getTop();
    try {
      lua.getField(index, method);
      lua.pushValue(index);
      for (Object argument : arguments) {
        push(lua, argument);
      }
      lua.pCall(arguments.length + 1, 2);
      if (lua.isNil(top + 1) && !lua.isNil(top + 2)) {
        throw new LuaRaise(String.valueOf(lua.toString(top + 2)));
      }
      return LuaTable.lasting(new Object[] {read(lua, top + 1, 0)})[0];
    } catch (LuaException e) {
      throw new LuaRaise(String.valueOf(e.getMessage()));
    } finally {
      lua.setTop(top);
    }
  }

  /** A view of Lua's memory: Lua does not move a string while it is referenced. */
  private static ByteBuffer string(Lua lua, int index) {
    if (natives(lua).lua_rawlen(lua.getPointer(), index) > Integer.MAX_VALUE) {
      throw new LuaRaise("a string is longer than " + Integer.MAX_VALUE + " bytes");
    }
    ByteBuffer string = lua.toDirectBuffer(index);
    return string == null ? EMPTY : string;
  }

  /** An argument is read on demand; a table nested in it at once, before it is popped. */
  private Object table(Lua lua, int index, int depth) {
    LuaObject object = objects.at(lua, index);
    if (object != null) {
      return object;
    }
    if (depth == LuaTable.MAX_DEPTH) {
      return new LuaTable.Foreign("table");
    }
    var table = new LuaTable(() -> fields(lua, index, depth));
    if (depth > 0) {
      Map<Object, Object> _ = table.fields();
    }
    return table;
  }

  private Map<Object, Object> fields(Lua lua, int index, int depth) {
    lua.checkStack(3);
    Map<Object, Object> fields = new HashMap<>();
    lua.pushNil();
    while (lua.next(index) != 0) {
      int value = lua.getTop();
      Object field = read(lua, value, depth + 1);
      Object key = read(lua, value - 1, LuaTable.MAX_DEPTH);
      if (field != null && key instanceof ByteBuffer name) {
        fields.put(UTF_8.decode(name.duplicate()).toString(), field);
      } else if (field != null && key instanceof Long) {
        fields.put(key, field);
      }
      lua.pop(1);
    }
    return fields;
  }
}
