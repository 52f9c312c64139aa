package org.llsocket.lua.examples;

import org.llsocket.lua.LuaState;
import org.llsocket.lua.luajava.Luajava;
import party.iroiro.luajava.lua54.Lua54;

/** Runs a script with sockets in the real Lua 5.4. */
public final class EmbedLuajava {
  private EmbedLuajava() {}

  /** Runs the script of the first argument, and prints what it returns. */
  public static void main(String[] args) {
    System.out.println(run(args[0]));
  }

  static String run(String script) {
    try (var lua = new Lua54()) {
      lua.openLibraries();
      try (LuaState _ = Luajava.install(lua)) {
        lua.run(script);
        return String.valueOf(lua.toString(-1));
      }
    }
  }
}
