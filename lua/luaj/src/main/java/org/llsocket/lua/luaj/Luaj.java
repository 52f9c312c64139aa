package org.llsocket.lua.luaj;

import java.util.Collection;
import org.llsocket.lua.LuaModule;
import org.llsocket.lua.LuaModules;
import org.llsocket.lua.LuaState;
import org.luaj.vm2.Globals;

/**
 * Adds the modules to a LuaJ state.
 *
 * <pre>{@code
 * Globals globals = JsePlatform.standardGlobals();
 * LuaState sockets = Luaj.install(globals);
 * }</pre>
 *
 * <p>After that {@code require 'llsocket'} works. {@link LuaState#close} closes the sockets that
 * the scripts left open.
 */
public final class Luaj {
  private Luaj() {}

  /** Adds every module of {@link LuaModules}. */
  public static LuaState install(Globals globals) {
    return install(globals, LuaModules.all());
  }

  /** Adds these modules. */
  public static LuaState install(Globals globals, Collection<LuaModule> modules) {
    var state = new LuaState(modules);
    new LuajBinding(state).install(globals);
    return state;
  }
}
