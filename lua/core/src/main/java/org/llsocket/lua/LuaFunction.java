package org.llsocket.lua;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A function or method as Lua sees it: arguments in, values out. */
@FunctionalInterface
public interface LuaFunction {
  /**
   * Runs it.
   *
   * @param args the arguments
   * @return the values for Lua: null for nil, {@link Boolean}, {@link Integer}, {@link Long},
   *     {@link Double}; {@link String} (as UTF-8), {@code byte[]} and {@link java.nio.ByteBuffer}
   *     for strings; {@link java.util.List}, {@link java.util.Map} and {@link LuaSingle} for
   *     tables; {@link LuaEntry} for a function; any other object must have a {@link LuaClass}
   * @throws LuaRaise for an error that Lua is to raise
   * @throws IOException also raised in Lua, with its message
   */
  @Nullable Object[] call(Arguments args) throws IOException;
}
