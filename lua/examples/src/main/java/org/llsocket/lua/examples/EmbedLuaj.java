package org.llsocket.lua.examples;

import org.llsocket.lua.LuaState;
import org.llsocket.lua.luaj.Luaj;
import org.luaj.vm2.Globals;
import org.luaj.vm2.lib.jse.JsePlatform;

/** Runs a script with sockets in LuaJ. */
public final class EmbedLuaj {
  private EmbedLuaj() {}

  /** Runs the script of the first argument, and prints what it returns. */
  public static void main(String[] args) {
    System.out.println(run(args[0]));
  }

  static String run(String script) {
    Globals globals = JsePlatform.standardGlobals();
    try (LuaState _ = Luaj.install(globals)) {
      return globals.load(script, "script").call().tojstring();
    }
  }
}
