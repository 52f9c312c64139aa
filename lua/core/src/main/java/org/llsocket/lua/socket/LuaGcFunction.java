package org.llsocket.lua.socket;

import org.llsocket.lua.LuaCallback;

/** The userdata {@code llsocket.gcfn}: a function to call before a socket is closed. */
public final class LuaGcFunction {
  final LuaCallback function;

  LuaGcFunction(LuaCallback function) {
    this.function = function;
  }
}
