package org.llsocket.lua.luaj;

import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.DebugLib;
import org.luaj.vm2.lib.OneArgFunction;

/**
 * LuaJ's debug library, which records the traceback of an error. LuaJ would append the traceback to
 * the results of {@code pcall} and {@code coroutine.resume}; this class stores it separately.
 */
final class Tracing extends DebugLib {
  private final Globals globals;
  private final LuaValue keeper = new Keeper();
  private String last = "";

  Tracing(Globals globals) {
    this.globals = globals;
  }

  /** The message with its traceback, if it belongs to the last error. */
  String trace(String message) {
    return last.startsWith(message) ? last : message;
  }

  @Override
  public void onCall(LuaFunction function) {
    keep();
    super.onCall(function);
  }

  @Override
  public void onCall(LuaClosure closure, Varargs arguments, LuaValue[] stack) {
    keep();
    super.onCall(closure, arguments, stack);
  }

  /** Each coroutine has an error handler of its own. */
  private void keep() {
    if (globals.running.errorfunc == null) {
      globals.running.errorfunc = keeper;
    }
  }

  /** Returns only the message, with its position as Lua writes it. */
  private final class Keeper extends OneArgFunction {
    @Override
    public LuaValue call(LuaValue message) {
      String text = Guards.positioned(message.tojstring());
      last = text + "\n" + traceback(1);
      return LuaValue.valueOf(text);
    }
  }
}
