package org.llsocket.lua;

import java.util.List;
import org.llsocket.lua.seed.Seed;

/** The modules that scripts can require. */
public final class LuaModules {
  private LuaModules() {}

  /** All of them, made anew. */
  public static List<LuaModule> all() {
    return List.of(Seed.module());
  }
}
