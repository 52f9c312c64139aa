/** The Lua module {@code llsocket}, for any Lua engine on the JVM. */
module org.llsocket.lua {
  requires static org.jspecify;
  requires transitive org.llsocket;

  exports org.llsocket.lua;

  uses org.llsocket.lua.LuaEngine;
}
