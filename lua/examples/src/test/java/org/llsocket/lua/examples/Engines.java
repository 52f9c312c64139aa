package org.llsocket.lua.examples;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.llsocket.lua.LuaEngine;
import org.llsocket.lua.LuaInterpreter;
import org.llsocket.lua.LuaModules;
import org.llsocket.lua.LuaState;

/** The engines that the command finds. */
final class Engines {
  private Engines() {}

  /** Each of them. */
  static List<LuaEngine> all() {
    List<LuaEngine> all = new ArrayList<>();
    ServiceLoader.load(LuaEngine.class).forEach(all::add);
    all.sort(Comparator.comparing(LuaEngine::name));
    return all;
  }

  static LuaInterpreter open(LuaEngine engine) {
    return engine.open(new LuaState(LuaModules.all()));
  }

  /** A string that a chunk returned. */
  static String text(@Nullable Object value) {
    return value instanceof byte[] bytes
        ? new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
        : String.valueOf(value);
  }
}
