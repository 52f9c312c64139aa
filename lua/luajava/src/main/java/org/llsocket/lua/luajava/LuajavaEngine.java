package org.llsocket.lua.luajava;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.llsocket.lua.LuaEngine;
import org.llsocket.lua.LuaEntry;
import org.llsocket.lua.LuaException;
import org.llsocket.lua.LuaInterpreter;
import org.llsocket.lua.LuaState;
import org.llsocket.lua.LuaTable;
import party.iroiro.luajava.lua54.Lua54;

/** LuaJava with Lua 5.4. */
public final class LuajavaEngine implements LuaEngine {
  /** For {@link java.util.ServiceLoader}. */
  public LuajavaEngine() {}

  @Override
  public String name() {
    return "luajava";
  }

  @Override
  public String description() {
    return "Lua 5.4 through JNI (LuaJava 4.1.0)";
  }

  @Override
  public LuaInterpreter open(LuaState state) {
    return new Interpreter(state);
  }

  /**
   * A chunk that returns a caller function: it returns true and the callee's results, or false and
   * the error with its traceback.
   */
  private static final String CALLER =
      """
      local traceback, tostring, type, meta = debug.traceback, tostring, type, getmetatable
      local function handler(e)
        if type(e) ~= 'string' then
          local m = meta(e)
          e = type(m) == 'table' and m.__tostring and tostring(e)
              or '(error object is a ' .. type(e) .. ' value)'
        end
        return (traceback(e, 2):gsub("\\n%s*%[C%]: in function 'xpcall'.*", ''))
      end
      return function(f, ...) return xpcall(f, handler, ...) end
      """;

  /** Ends the script when the reader of its output has gone; the JVM ignores SIGPIPE. */
  private static final String OUTPUT =
      """
      local io, os, select, tostring, EPIPE, SIGPIPE = io, os, select, tostring, 32, 141
      local out, methods = io.stdout, getmetatable(io.stdout).__index
      for _, name in ipairs({ 'write', 'flush' }) do
        local original = methods[name]
        methods[name] = function(file, ...)
          local result, err, number = original(file, ...)
          if number == EPIPE and file == out then os.exit(SIGPIPE) end
          return result, err, number
        end
        io[name] = function(...) return methods[name](io.output(), ...) end
      end
      function print(...)
        if io.type(out) ~= 'file' then return end
        for i = 1, select('#', ...) do
          out:write(i > 1 and '\\t' or '', tostring((select(i, ...))))
        end
        out:write('\\n')
        out:flush()
      end
      """;

  private static final class Interpreter implements LuaInterpreter {
    private final Lua54 lua = new Lua54();
    private final LuaState state;
    private final LuajavaBinding binding;
    private final int caller;

    Interpreter(LuaState state) {
      this.state = state;
      binding = new LuajavaBinding(state, true);
      lua.openLibraries();
      binding.install(lua);
      lua.run(OUTPUT);
      lua.run(CALLER);
      caller = lua.ref();
    }

    @Override
    public @Nullable Object[] run(byte[] chunk, String name, @Nullable Object... arguments)
        throws LuaException {
      int top = lua.getTop();
      try {
        lua.refGet(caller);
        load(chunk, name);
        for (Object argument : arguments) {
          binding.values().push(lua, argument);
        }
        lua.pCall(arguments.length + 1, -1);
        @Nullable Object[] results = binding.values().read(lua, top + 2);
        if (!lua.toBoolean(top + 1)) {
          throw new LuaException(String.valueOf(lua.toString(top + 2)));
        }
        return LuaTable.lasting(results);
      } finally {
        lua.setTop(top);
      }
    }

    private void load(byte[] chunk, String name) throws LuaException {
      try {
        lua.load(ByteBuffer.allocateDirect(chunk.length).put(chunk).flip(), name);
      } catch (party.iroiro.luajava.LuaException e) {
        throw new LuaException(String.valueOf(e.getMessage()));
      }
    }

    @Override
    public void set(String global, @Nullable Object value) {
      binding.values().push(lua, value);
      lua.setGlobal(global);
    }

    @Override
    public void define(String table, LuaEntry function) {
      lua.getGlobal(table);
      binding.push(lua, function);
      lua.setField(-2, function.name());
      lua.pop(1);
    }

    @Override
    public void close() {
      state.close();
      lua.close();
    }
  }
}
