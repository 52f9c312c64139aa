package org.llsocket.lua;

/**
 * A Lua engine that can run scripts with the modules: what {@code llsocket lua --engine} chooses
 * from. A {@link java.util.ServiceLoader} finds it: name the class in {@code
 * META-INF/services/org.llsocket.lua.LuaEngine} of its jar.
 */
public interface LuaEngine {
  /** What the command line calls it: {@code luaj}. */
  String name();

  /** Which Lua it is, in a line: {@code Lua 5.4.8 (LuaJava 4.1.0)}. */
  String description();

  /**
   * A new Lua state with the standard libraries and the modules.
   *
   * @param state the modules; closed with the interpreter
   */
  LuaInterpreter open(LuaState state);
}
