package org.llsocket.lua;

import java.util.List;
import org.llsocket.lua.classic.Classic;
import org.llsocket.lua.v0_16.V016;

/** The modules that scripts can require. */
public final class LuaModules {
  private LuaModules() {}

  /** Creates all of them. */
  public static List<LuaModule> all() {
    return List.of(Classic.module(), V016.module());
  }
}
