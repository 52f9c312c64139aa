package org.llsocket.lua.luajava;

import java.util.Collection;
import org.llsocket.lua.LuaModule;
import org.llsocket.lua.LuaModules;
import org.llsocket.lua.LuaState;
import party.iroiro.luajava.lua54.Lua54;

/**
 * Adds the modules to a Lua 5.4 state of LuaJava.
 *
 * <pre>{@code
 * Lua54 lua = new Lua54();
 * lua.openLibraries();
 * LuaState sockets = Luajava.install(lua);
 * }</pre>
 *
 * <p>After that {@code require 'llsocket'} works. {@link LuaState#close} closes the sockets that
 * the scripts left open. Call it when the Lua state is closed: LuaJava runs no Java finalizers
 * then.
 *
 * <p>LuaJava keeps each coroutine that has called Java until the state is closed, or the script
 * calls LuaJava's {@code java.detach(co)}.
 */
public final class Luajava {
  private Luajava() {}

  /** Adds every module of {@link LuaModules}. */
  public static LuaState install(Lua54 lua) {
    return install(lua, LuaModules.all());
  }

  /** Adds these modules. */
  public static LuaState install(Lua54 lua, Collection<LuaModule> modules) {
    var state = new LuaState(modules);
    new LuajavaBinding(state, false).install(lua);
    return state;
  }
}
