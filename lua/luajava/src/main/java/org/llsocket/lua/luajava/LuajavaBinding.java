package org.llsocket.lua.luajava;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llsocket.lua.LuaClass;
import org.llsocket.lua.LuaEntry;
import org.llsocket.lua.LuaModule;
import org.llsocket.lua.LuaObject;
import org.llsocket.lua.LuaRaise;
import org.llsocket.lua.LuaState;
import party.iroiro.luajava.JFunction;
import party.iroiro.luajava.Lua;
import party.iroiro.luajava.lua54.Lua54Natives;

/** Makes Lua's tables, functions and userdata of modules. */
final class LuajavaBinding {
  private final LuaState state;
  private final LuajavaValues values = new LuajavaValues(this::pushUserdata, this::object);
  private final Map<LuaModule, Integer> modules = new HashMap<>();
  private final Map<LuaClass<?>, Integer> metatables = new HashMap<>();

  /** What each userdata holds, by its address, which stays until its {@code __gc}. */
  private final Map<Long, LuaObject> objects = new HashMap<>();

  LuajavaBinding(LuaState state) {
    this.state = state;
  }

  void install(Lua lua) {
    lua.getGlobal("package");
    lua.getField(-1, "preload");
    for (LuaModule module : state.modules()) {
      lua.push(
          (JFunction)
              caller -> {
                pushModule(caller, module);
                return 1;
              });
      lua.setField(-2, module.name());
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
    module.constants().forEach((name, value) -> setField(lua, name, () -> values.push(lua, value)));
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
    lua.push((JFunction) caller -> call(caller, entry));
  }

  private int call(Lua lua, LuaEntry entry) {
    @Nullable Object[] arguments = values.read(lua, 1);
    try {
      @Nullable Object[] results = state.call(entry, arguments);
      for (Object result : results) {
        values.push(lua, result);
      }
      return results.length;
    } catch (LuaRaise e) {
      natives(lua).luaL_where(lua.getPointer(), 1);
      lua.push(e.getMessage());
      lua.concat(2);
      return -1; // LuaJava raises what is on top
    }
  }

  // ---- objects

  private void pushUserdata(Lua lua, LuaObject object) {
    lua.checkStack(3);
    long address = natives(lua).lua_newuserdatauv(lua.getPointer(), 1, 0);
    objects.put(address, object);
    state.made(object);
    pushMetatable(lua, object.type());
    lua.setMetatable(-2);
  }

  private @Nullable LuaObject object(Lua lua, int index) {
    return objects.get(natives(lua).lua_touserdata(lua.getPointer(), index));
  }

  private int forget(Lua lua) {
    LuaObject object = objects.remove(natives(lua).lua_touserdata(lua.getPointer(), 1));
    if (object != null) {
      state.forgotten(object);
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
    setField(lua, "__name", () -> lua.push(type.name()));
    setField(lua, "__metatable", () -> lua.push(type.name()));
    setField(lua, "__gc", () -> lua.push((JFunction) this::forget));
    setField(lua, "__close", () -> lua.push((JFunction) this::forget));
    lua.pushValue(-1);
    metatables.put(type, lua.ref());
  }

  private static Lua54Natives natives(Lua lua) {
    return (Lua54Natives) lua.getLuaNatives();
  }
}
