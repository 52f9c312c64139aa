package org.llsocket.lua.luaj;

import static org.llsocket.lua.LuaTable.MAX_DEPTH;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llsocket.lua.Arguments;
import org.llsocket.lua.LuaCallback;
import org.llsocket.lua.LuaClass;
import org.llsocket.lua.LuaEntry;
import org.llsocket.lua.LuaHandle;
import org.llsocket.lua.LuaModule;
import org.llsocket.lua.LuaObject;
import org.llsocket.lua.LuaRaise;
import org.llsocket.lua.LuaSingle;
import org.llsocket.lua.LuaState;
import org.llsocket.lua.LuaTable.Foreign;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/** Creates LuaJ's tables, functions and userdata from modules, and converts values. */
final class LuajBinding {
  /** How long to wait for the results of a collection, in milliseconds. */
  private static final long COLLECTING = 200;

  private static final long FURTHER = 50;

  private final LuaState state;
  private final Map<LuaModule, LuaTable> modules = new HashMap<>();
  private final Map<LuaClass<?>, LuaTable> metatables = new HashMap<>();

  /** The metatables of {@link LuaSingle} lists. */
  private final Map<LuaClass<?>, LuaTable> singles = new HashMap<>();

  /** LuaJ calls no {@code __gc}: these references report collected userdata. */
  private final Set<Held> held = new HashSet<>();

  private final ReferenceQueue<LuaUserdata> gone = new ReferenceQueue<>();

  private LuaValue pcall = LuaValue.NIL;
  private LuaValue xpcall = LuaValue.NIL;

  LuajBinding(LuaState state) {
    this.state = state;
    state.collector(this::collect);
  }

  void install(Globals globals) {
    pcall = globals.get("pcall");
    xpcall = globals.get("xpcall");
    LuaValue preload = globals.get("package").get("preload");
    for (LuaModule module : state.modules()) {
      var loader =
          new VarArgFunction() {
            @Override
            public Varargs invoke(Varargs args) {
              return table(module);
            }
          };
      module.names().forEach(name -> preload.set(name, loader));
    }
  }

  /**
   * Makes {@code collectgarbage} end collected objects at once, as in Lua, not on the next call.
   */
  void collectWith(Globals globals) {
    LuaValue original = globals.get("collectgarbage");
    globals.set(
        "collectgarbage",
        new VarArgFunction() {
          @Override
          public Varargs invoke(Varargs args) {
            if (args.optjstring(1, "collect").equals("collect")) {
              collect();
              return LuaInteger.valueOf(0);
            }
            return original.invoke(args);
          }
        });
  }

  private LuaTable table(LuaModule module) {
    LuaTable known = modules.get(module);
    if (known != null) {
      return known;
    }
    var table = new LuaTable();
    modules.put(module, table);
    module
        .constants()
        .forEach((name, value) -> table.set(toLua(name), toLua(state.constant(module, value))));
    module.functions().forEach((name, entry) -> table.set(name, new Function(entry)));
    module.modules().forEach((name, inner) -> table.set(name, table(inner)));
    return table;
  }

  private LuaTable metatable(LuaClass<?> type) {
    return metatables.computeIfAbsent(
        type,
        _ -> {
          var methods = new LuaTable();
          type.methods().forEach((name, entry) -> methods.set(name, new Function(entry)));
          var metatable = new LuaTable();
          metatable.set(LuaValue.INDEX, methods);
          type.metamethods().forEach((name, entry) -> metatable.set(name, new Function(entry)));
          metatable.set("__name", type.name());
          metatable.set("__metatable", type.name());
          return metatable;
        });
  }

  /** A function of a module, or a method. */
  final class Function extends VarArgFunction {
    private final LuaEntry entry;

    Function(LuaEntry entry) {
      this.entry = entry;
    }

    @Override
    public Varargs invoke(Varargs args) {
      forget();
      try {
        @Nullable Object[] arguments = new Object[args.narg()];
        for (int i = 0; i < arguments.length; i++) {
          arguments[i] = toJava(args.arg(i + 1), 0);
        }
        @Nullable Object[] results = state.call(entry, arguments, from -> new Kept(args, from));
        return switch (results.length) {
          case 0 -> NONE;
          case 1 -> toLua(results[0]);
          default -> varargs(results);
        };
      } catch (LuaRaise e) {
        throw new RaisedError(e.getMessage());
      } catch (LuaError e) { // of a callback
        throw e;
      } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
        throw new RaisedError(LuaState.raised(entry.name(), e).getMessage());
      }
    }
  }

  /** An error handler or nil, a function and its arguments. */
  private final class Kept implements LuaCallback {
    private LuaValue[] values;

    Kept(Varargs args, int from) {
      values = new LuaValue[args.narg() - from + 1];
      for (int i = 0; i < values.length; i++) {
        values[i] = args.arg(from + i); // a copy: LuaJ reuses its arrays
      }
    }

    @Override
    public void run() {
      if (values.length == 0) {
        return;
      }
      LuaValue handler = values[0];
      if (handler.isnil()) {
        Varargs _ = pcall.invoke(LuaValue.varargsOf(values, 1, values.length - 1));
      } else {
        LuaValue[] swapped = values.clone();
        swapped[0] = values[1];
        swapped[1] = handler;
        Varargs _ = xpcall.invoke(LuaValue.varargsOf(swapped));
      }
    }

    @Override
    public void release() {
      values = new LuaValue[0];
    }
  }

  Varargs varargs(@Nullable Object[] values) {
    LuaValue[] converted = new LuaValue[values.length];
    for (int i = 0; i < values.length; i++) {
      converted[i] = toLua(values[i]);
    }
    return LuaValue.varargsOf(converted);
  }

  // ---- values

  LuaValue toLua(@Nullable Object value) {
    return switch (value) {
      case null -> LuaValue.NIL;
      case Boolean bool -> LuaValue.valueOf(bool);
      case Double number -> LuaValue.valueOf(number);
      case Number number -> LuaInteger.valueOf(number.longValue());
      case String text -> LuaString.valueOf(text);
      case byte[] string -> LuaString.valueOf(string.clone());
      case ByteBuffer string -> LuaString.valueUsing(Arguments.bytes(string));
      case LuaSingle(Object element) when element instanceof LuaObject object -> single(object);
      case List<?> list -> {
        var table = new LuaTable();
        list.forEach(element -> table.set(table.length() + 1, toLua(element)));
        yield table;
      }
      case Map<?, ?> map -> {
        var table = new LuaTable();
        map.forEach((key, field) -> table.set(toLua(key), toLua(field)));
        yield table;
      }
      case LuaObject object -> userdata(object);
      case LuaEntry entry -> new Function(entry);
      default -> throw new IllegalStateException("not a value of Lua: " + value.getClass());
    };
  }

  @Nullable Object toJava(LuaValue value, int depth) {
    return switch (value.type()) {
      case LuaValue.TNIL -> null;
      case LuaValue.TBOOLEAN -> value.toboolean();
      case LuaValue.TNUMBER ->
          value instanceof LuaInteger ? (Object) value.tolong() : (Object) value.todouble();
      case LuaValue.TSTRING -> {
        LuaString string = value.strvalue();
        yield ByteBuffer.wrap(string.m_bytes, string.m_offset, string.m_length).slice();
      }
      case LuaValue.TTABLE -> table(value.checktable(), depth);
      case LuaValue.TUSERDATA -> userdata(value);
      default -> new Foreign(value.typename());
    };
  }

  /** LuaJ's files are the only userdata that are not a {@link LuaUserdata}. */
  private static Object userdata(LuaValue value) {
    if (!(value instanceof LuaUserdata)) {
      return LuaHandle.of((method, arguments) -> callFile(value, method, arguments));
    }
    return value.touserdata() instanceof LuaObject object ? object : new Foreign("userdata");
  }

  private static @Nullable Object callFile(LuaValue file, String method, Object... arguments) {
    LuaValue[] converted = new LuaValue[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      converted[i] =
          arguments[i] instanceof Number number
              ? LuaInteger.valueOf(number.longValue())
              : LuaValue.valueOf((String) arguments[i]);
    }
    Varargs results;
    try {
      results = file.invokemethod(method, LuaValue.varargsOf(converted));
    } catch (LuaError e) {
      throw new LuaRaise(String.valueOf(e.getMessage()));
    }
    if (results.isnil(1) && !results.isnil(2)) {
      throw new LuaRaise(results.tojstring(2));
    }
    if (results.arg1().type() == LuaValue.TSTRING) {
      LuaString bytes = results.arg1().strvalue();
      return Arrays.copyOfRange(bytes.m_bytes, bytes.m_offset, bytes.m_offset + bytes.m_length);
    }
    return results.isnil(1) ? null : results.tolong(1);
  }

  /** A list of the object, with its methods. */
  private LuaTable single(LuaObject object) {
    var list = new LuaTable();
    list.set(1, userdata(object));
    list.setmetatable(
        singles.computeIfAbsent(
            object.type(),
            type -> {
              var metatable = new LuaTable();
              metatable.set(LuaValue.INDEX, metatable(type).get(LuaValue.INDEX));
              metatable.set("__metatable", type.name());
              return metatable;
            }));
    return list;
  }

  private Object table(LuaTable table, int depth) {
    LuaValue metatable = table.getmetatable();
    if (metatable != null
        && singles.containsValue(metatable)
        && table.rawget(1).touserdata() instanceof LuaObject object) {
      return object;
    }
    return depth == MAX_DEPTH
        ? new Foreign("table")
        : new org.llsocket.lua.LuaTable(() -> fields(table, depth));
  }

  private Map<Object, Object> fields(LuaTable table, int depth) {
    Map<Object, Object> fields = new HashMap<>();
    for (LuaValue key : table.keys()) {
      Object value = toJava(table.rawget(key), depth + 1);
      if (value != null && key.type() == LuaValue.TSTRING) {
        fields.put(key.tojstring(), value);
      } else if (value != null && key instanceof LuaInteger) {
        fields.put(key.tolong(), value);
      }
    }
    return fields;
  }

  // ---- objects

  private LuaUserdata userdata(LuaObject object) {
    var userdata = new LuaUserdata(object, metatable(object.type()));
    held.add(new Held(userdata, gone, object));
    state.made(object);
    return userdata;
  }

  /** Ends the objects of collected userdata, in the thread of the Lua state. */
  private void forget() {
    while (gone.poll() instanceof Held one) {
      end(one);
    }
  }

  /**
   * Runs Java's collector. It reports collected userdata with a short delay, or not at all if the
   * JVM ignores {@code System.gc}.
   */
  private void collect() {
    var marked = new ReferenceQueue<Object>();
    var mark = new PhantomReference<>(new Object(), marked);
    System.gc();
    try {
      Object _ = marked.remove(COLLECTING);
      long patience = FURTHER; // the marker may be reported before the others
      while (gone.remove(patience) instanceof Held one) {
        end(one);
        patience = 1;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      Reference.reachabilityFence(mark);
    }
    forget();
  }

  private void end(Held one) {
    held.remove(one);
    state.forgotten(one.object);
  }

  /** Remembers the object of a userdata. */
  private static final class Held extends PhantomReference<LuaUserdata> {
    final LuaObject object;

    Held(LuaUserdata userdata, ReferenceQueue<LuaUserdata> queue, LuaObject object) {
      super(userdata, queue);
      this.object = object;
    }
  }
}
