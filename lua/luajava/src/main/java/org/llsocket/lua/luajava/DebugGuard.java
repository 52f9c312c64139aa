package org.llsocket.lua.luajava;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import party.iroiro.luajava.Lua;

/**
 * Removes the functions of the debug library that can crash the JVM: LuaJava relies on the
 * upvalues, metatables and registry entries of its functions and objects being unchanged.
 */
final class DebugGuard {
  /** LuaJava's own userdata classes, whose metamethods scripts could call. */
  private static final List<String> JAVA =
      List.of("__jobject__", "__jclass__", "__jarray__", "__jpackage__", "__jthrowable__");

  /** The library is unrestricted for functions written in Lua. */
  private static final String CHUNK =
      """
      local debug, type, getmetatable = debug, type, getmetatable
      if type(debug) ~= 'table' then return end
      local getinfo, error = debug.getinfo, error

      -- Upvalues and locals of C functions are hidden and cannot be changed.
      for _, name in ipairs({ 'getupvalue', 'setupvalue' }) do
        local original = debug[name]
        debug[name] = function(f, ...)
          if type(f) ~= 'function' or getinfo(f, 'S').what ~= 'C' then
            return original(f, ...)
          end
        end
      end

      local setlocal = debug.setlocal
      function debug.setlocal(a, b, ...)
        if type(a) == 'thread' then
          local info = getinfo(a, b, 'S')
          if info and info.what == 'C' then return nil end
          return setlocal(a, b, ...)
        end
        local info = type(a) == 'number' and getinfo(a + 1, 'S')
        if info and info.what == 'C' then return nil end
        local name = setlocal(info and a + 1 or a, b, ...)
        return name
      end

      -- The metatable of a userdata cannot be replaced.
      local raw, set = debug.getmetatable, debug.setmetatable
      function debug.getmetatable(v)
        if type(v) == 'userdata' then return getmetatable(v) end
        return raw(v)
      end
      function debug.setmetatable(v, ...)
        if type(v) == 'userdata' then
          error("bad argument #1 to 'setmetatable' (the metatable of a userdata cannot be changed)", 2)
        end
        return set(v, ...)
      end

      debug.getregistry = nil
      """;

  private DebugGuard() {}

  static void install(Lua lua) {
    byte[] chunk = CHUNK.getBytes(UTF_8);
    lua.load(ByteBuffer.allocateDirect(chunk.length).put(chunk).flip(), "=debug");
    lua.pCall(0, 0);
    for (String type : JAVA) {
      lua.getRegisteredMetatable(type);
      if (lua.isTable(-1)) {
        lua.push(type);
        lua.setField(-2, "__metatable");
      }
      lua.pop(1);
    }
  }
}
