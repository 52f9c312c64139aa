package org.llsocket.lua;

/**
 * A Lua engine that can run scripts with the modules; {@code llsocket lua --engine} selects one by
 * name. {@link java.util.ServiceLoader} finds it through {@code
 * META-INF/services/org.llsocket.lua.LuaEngine} in its jar.
 */
public interface LuaEngine {
  /** Its name on the command line: {@code luaj}. */
  String name();

  /** The Lua version in one line: {@code Lua 5.4.8 (LuaJava 4.1.0)}. */
  String description();

  /**
   * A new Lua state with the standard libraries and the modules.
   *
   * @param state the modules; closed with the interpreter
   */
  LuaInterpreter open(LuaState state);
}
