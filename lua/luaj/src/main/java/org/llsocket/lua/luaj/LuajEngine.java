package org.llsocket.lua.luaj;

import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import org.llsocket.lua.LuaEngine;
import org.llsocket.lua.LuaEntry;
import org.llsocket.lua.LuaException;
import org.llsocket.lua.LuaInterpreter;
import org.llsocket.lua.LuaState;
import org.llsocket.lua.LuaTable;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;
import org.luaj.vm2.lib.jse.JsePlatform;

/** LuaJ: Lua 5.2 in pure Java. */
public final class LuajEngine implements LuaEngine {
  /** For {@link java.util.ServiceLoader}. */
  public LuajEngine() {}

  @Override
  public String name() {
    return "luaj";
  }

  @Override
  public String description() {
    return "Lua 5.2 in Java (LuaJ 3.0.1)";
  }

  @Override
  public LuaInterpreter open(LuaState state) {
    return new Interpreter(state);
  }

  /** The exit status of a process that SIGPIPE kills: 128 plus the signal's number. */
  private static final int SIGPIPE = 141;

  private static final class Interpreter implements LuaInterpreter {
    private final Globals globals = JsePlatform.standardGlobals();
    private final Tracing tracing = new Tracing(globals);
    private final LuaState state;
    private final LuajBinding binding;

    Interpreter(LuaState state) {
      this.state = state;
      binding = new LuajBinding(state);
      Guards.install(globals);
      binding.install(globals);
      binding.collectWith(globals);
      globals.STDOUT = new PrintStream(new ReadOutput(System.out, this::exit));
      globals.set("print", new Print(globals));
      globals.load(tracing);
    }

    @Override
    public @Nullable Object[] run(byte[] chunk, String name, @Nullable Object... arguments)
        throws LuaException {
      Varargs results;
      try {
        LuaValue function = globals.load(new ByteArrayInputStream(chunk), name, "t", globals);
        results = function.invoke(binding.varargs(arguments));
      } catch (LuaError e) {
        throw new LuaException(text(e));
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        throw new LuaException(Guards.text(e));
      }
      @Nullable Object[] converted = new Object[results.narg()];
      for (int i = 0; i < converted.length; i++) {
        converted[i] = binding.toJava(results.arg(i + 1), 0);
      }
      return LuaTable.lasting(converted);
    }

    private void exit() {
      LuaValue _ = globals.get("os").get("exit").call(LuaInteger.valueOf(SIGPIPE));
    }

    private String text(LuaError e) {
      LuaValue error = e.getMessageObject();
      return error != null && !error.isstring() && error.metatag(LuaValue.TOSTRING).isnil()
          ? "(error object is a " + error.typename() + " value)"
          : Guards.clean(tracing.trace(globals.get("tostring").call(error).tojstring()));
    }

    @Override
    public void set(String global, @Nullable Object value) {
      globals.set(global, binding.toLua(value));
    }

    @Override
    public void define(String table, LuaEntry function) {
      globals.get(table).set(function.name(), binding.new Function(function));
    }

    @Override
    public void close() {
      state.close();
    }
  }

  /** {@code print} that writes strings byte for byte; LuaJ's own decodes them as UTF-8. */
  private static final class Print extends VarArgFunction {
    private final Globals globals;

    Print(Globals globals) {
      this.globals = globals;
    }

    @Override
    public Varargs invoke(Varargs args) {
      LuaValue tostring = globals.get("tostring");
      for (int i = 1; i <= args.narg(); i++) {
        if (i > 1) {
          globals.STDOUT.write('\t');
        }
        LuaString text = tostring.call(args.arg(i)).strvalue();
        globals.STDOUT.write(text.m_bytes, text.m_offset, text.m_length);
      }
      globals.STDOUT.write('\n');
      globals.STDOUT.flush();
      return NONE;
    }
  }
}
