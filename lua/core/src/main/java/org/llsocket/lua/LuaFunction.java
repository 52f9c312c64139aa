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
   * @return what Lua gets: null is nil, then {@link Boolean}, {@link Integer}, {@link Long}, {@link
   *     Double}; {@link String} in UTF-8, {@code byte[]} and {@link java.nio.ByteBuffer} are
   *     strings; {@link java.util.List} and {@link java.util.Map} are tables, a {@link LuaSingle}
   *     too; {@link LuaEntry} is a function; anything else has a {@link LuaClass}
   * @throws LuaRaise for an error that Lua is to raise
   * @throws IOException raised in Lua too, with its message
   */
  @Nullable Object[] call(Arguments args) throws IOException;
}
