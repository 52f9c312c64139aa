package org.llsocket.lua.luajava;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llsocket.lua.LuaCallback;
import org.llsocket.lua.LuaClass;
import org.llsocket.lua.LuaEntry;
import org.llsocket.lua.LuaModule;
import org.llsocket.lua.LuaObject;
import org.llsocket.lua.LuaRaise;
import org.llsocket.lua.LuaState;
import party.iroiro.luajava.JFunction;
import party.iroiro.luajava.Lua;
import party.iroiro.luajava.LuaException;
import party.iroiro.luajava.lua54.Lua54Natives;

/** Creates Lua's tables, functions and userdata from modules. */
final class LuajavaBinding {
  private final LuaState state;
  private final LuajavaValues values =
      new LuajavaValues(this::pushUserdata, this::pushSingle, this::push, this::object);
  private final Map<LuaModule, Integer> modules = new HashMap<>();
  private final Map<LuaClass<?>, Integer> metatables = new HashMap<>();

  /** The metatables of {@link org.llsocket.lua.LuaSingle} lists. */
  private final Map<LuaClass<?>, Integer> singles = new HashMap<>();

  /** The object of each userdata, by its address, which is valid until its {@code __gc}. */
  private final Map<Long, LuaObject> objects = new HashMap<>();

  /** The address of each object's userdata, if it has one. */
  private final Map<LuaObject, Long> addresses = new HashMap<>();

  /** A weak table of the userdata, by address. */
  private int userdata;

  private int pcall;
  private int xpcall;

  /** The calling Lua thread; null outside calls. */
  private @Nullable Lua current;

  /** Whether no other Java code creates or keeps threads of the Lua state. */
  private final boolean alone;

  LuajavaBinding(LuaState state, boolean alone) {
    this.state = state;
    this.alone = alone;
    state.collector(this::collect);
  }

  private void collect() {
    Lua lua = current;
    if (lua != null) {
      lua.gc();
    }
  }

  void install(Lua lua) {
    DebugGuard.install(lua);
    lua.run("return setmetatable({}, {__mode = 'v'})");
    userdata = lua.ref();
    lua.getGlobal("pcall");
    pcall = lua.ref();
    lua.getGlobal("xpcall");
    xpcall = lua.ref();
    lua.getGlobal("package");
    lua.getField(-1, "preload");
    for (LuaModule module : state.modules()) {
      lua.push(
          during(caller -> {
            pushModule(caller, module);
            return 1;
          }));
      for (String name : module.names()) {
        lua.pushValue(-1);
        lua.setField(-3, name);
      }
      lua.pop(1);
    }
    lua.pop(2);
  }

  LuajavaValues values() {
    return values;
  }

  private void pushModule(Lua lua, LuaModule module) {
    Integer known = modules.get(module);
    if (known != null) {
      lua.refGet(known);
      return;
    }
    lua.newTable();
    module
        .constants()
        .forEach((name, value) -> {
          values.push(lua, name);
          values.push(lua, state.constant(module, value));
          lua.rawSet(-3);
        });
    module.functions().forEach((name, entry) -> setField(lua, name, () -> push(lua, entry)));
    module.modules().forEach((name, inner) -> setField(lua, name, () -> pushModule(lua, inner)));
    lua.pushValue(-1);
    modules.put(module, lua.ref());
  }

  private static void setField(Lua lua, String name, Runnable push) {
    push.run();
    lua.setField(-2, name);
  }

  // ---- functions

  void push(Lua lua, LuaEntry entry) {
    lua.push(during(caller -> call(caller, entry)));
  }

  /**
   * A function that records the calling Lua thread. LuaJava keeps every coroutine that has called
   * Java, and so its locals, until its Java object is closed; the outermost call of a coroutine
   * closes it.
   */
  private JFunction during(JFunction function) {
    return lua -> {
      Lua before = current;
      current = lua;
      try {
        return function.__call(lua);
      } finally {
        current = before;
        if (alone && !lua.equals(before) && !lua.equals(lua.getMainState())) {
          lua.close(); // the Java object only; the coroutine lives on
        }
      }
    };
  }

  private int call(Lua lua, LuaEntry entry) {
    try {
      @Nullable Object[] arguments = values.read(lua, 1);
      @Nullable Object[] results = state.call(entry, arguments, from -> new Kept(lua, from));
      for (Object result : results) {
        values.push(lua, result);
      }
      return results.length;
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      lua.checkStack(2);
      natives(lua).luaL_where(lua.getPointer(), 1);
      lua.push(LuaState.raised(entry.name(), e).getMessage());
      lua.concat(2);
      return -1; // LuaJava raises what is on top
    }
  }

  /** An error handler or nil, a function and its arguments: references into the registry. */
  private final class Kept implements LuaCallback {
    private final int[] references;
    private boolean released;

    Kept(Lua lua, int from) {
      references = new int[lua.getTop() - from + 1];
      for (int i = 0; i < references.length; i++) {
        lua.pushValue(from + i);
        references[i] = lua.ref();
      }
    }

    @Override
    public void run() {
      Lua lua = current;
      if (released || lua == null) {
        return;
      }
      lua.checkStack(references.length + 1);
      lua.refGet(references[0]);
      boolean handled = !lua.isNil(-1);
      lua.pop(1);
      lua.refGet(handled ? xpcall : pcall);
      lua.refGet(references[1]);
      for (int i = handled ? 0 : 2; i < references.length; i += i == 0 ? 2 : 1) {
        lua.refGet(references[i]);
      }
      try {
        lua.pCall(references.length - (handled ? 0 : 1), 0);
      } catch (LuaException e) { // from pcall itself, on stack overflow
        throw new LuaRaise(String.valueOf(e.getMessage()));
      }
    }

    @Override
    public void release() {
      Lua lua = current;
      if (!released && lua != null) {
        released = true;
        for (int reference : references) {
          lua.unref(reference);
        }
      }
    }
  }

  // ---- objects

  private void pushUserdata(Lua lua, LuaObject object) {
    lua.checkStack(3);
    if (pushKnown(lua, object)) {
      return;
    }
    long address = natives(lua).lua_newuserdatauv(lua.getPointer(), 1, 0);
    objects.put(address, object);
    addresses.put(object, address);
    state.made(object);
    pushMetatable(lua, object.type());
    lua.setMetatable(-2);
    lua.refGet(userdata);
    lua.push(address);
    lua.pushValue(-3);
    lua.rawSet(-3);
    lua.pop(1);
  }

  /**
   * Pushes the userdata that Lua still holds for the object, so that it is equal and the same key.
   */
  private boolean pushKnown(Lua lua, LuaObject object) {
    Long address = addresses.get(object);
    if (address == null) {
      return false;
    }
    lua.refGet(userdata);
    lua.push((long) address);
    lua.rawGet(-2);
    lua.remove(-2);
    boolean known = !lua.isNil(-1);
    if (!known) {
      lua.pop(1);
    }
    return known;
  }

  /** Pushes a list of the object, with its methods. */
  private void pushSingle(Lua lua, LuaObject object) {
    lua.createTable(1, 0);
    pushUserdata(lua, object);
    lua.rawSetI(-2, 1);
    Integer known = singles.get(object.type());
    if (known == null) {
      lua.newTable();
      setField(
          lua,
          "__index",
          () -> {
            pushMetatable(lua, object.type());
            lua.getField(-1, "__index");
            lua.remove(-2);
          });
      setField(lua, "__metatable", () -> lua.push(object.type().name()));
      lua.pushValue(-1);
      singles.put(object.type(), lua.ref());
    } else {
      lua.refGet(known);
    }
    lua.setMetatable(-2);
  }

  /** The object of a userdata or a single-element list; null for any other value. */
  private @Nullable LuaObject object(Lua lua, int index) {
    if (!lua.isTable(index)) {
      return objects.get(natives(lua).lua_touserdata(lua.getPointer(), index));
    }
    lua.checkStack(2);
    if (singles.isEmpty() || lua.getMetatable(index) == 0) {
      return null;
    }
    boolean single = false;
    for (int each : singles.values()) {
      lua.refGet(each);
      single |= lua.rawEqual(-1, -2);
      lua.pop(1);
    }
    lua.pop(1);
    lua.rawGetI(index, 1);
    LuaObject object = single && lua.isUserdata(-1) ? object(lua, -1) : null;
    lua.pop(1);
    return object;
  }

  private int forget(Lua lua) {
    long address = natives(lua).lua_touserdata(lua.getPointer(), 1);
    LuaObject object = objects.remove(address);
    if (object != null) {
      boolean _ = addresses.remove(object, address);
      state.forgotten(object);
    }
    return 0;
  }

  /** {@code __close}: ends the object at the end of its block; Lua may still hold it. */
  private int end(Lua lua) {
    LuaObject object = object(lua, 1);
    if (object != null) {
      state.end(object);
    }
    return 0;
  }

  private void pushMetatable(Lua lua, LuaClass<?> type) {
    Integer known = metatables.get(type);
    if (known != null) {
      lua.refGet(known);
      return;
    }
    lua.newTable();
    setField(
        lua,
        "__index",
        () -> {
          lua.newTable();
          type.methods().forEach((name, entry) -> setField(lua, name, () -> push(lua, entry)));
        });
    type.metamethods().forEach((name, entry) -> setField(lua, name, () -> push(lua, entry)));
    setField(lua, "__name", () -> lua.push(type.name()));
    setField(lua, "__metatable", () -> lua.push(type.name()));
    setField(lua, "__gc", () -> lua.push(during(this::forget)));
    setField(lua, "__close", () -> lua.push(during(this::end)));
    lua.pushValue(-1);
    metatables.put(type, lua.ref());
  }

  private static Lua54Natives natives(Lua lua) {
    return (Lua54Natives) lua.getLuaNatives();
  }
}
