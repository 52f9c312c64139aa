package org.llsocket.lua;

import org.jspecify.annotations.Nullable;

/** A Lua state that runs scripts; for one thread at a time. */
public interface LuaInterpreter extends AutoCloseable {
  /**
   * Runs a chunk.
   *
   * @param chunk source
   * @param name a chunk name as in Lua: {@code @} and a file's name, or {@code =} and any text
   * @param arguments for {@code ...}, as {@link LuaFunction#call} returns values
   * @return its results, as {@link LuaState#call} takes values, but strings as {@code byte[]}
   * @throws LuaException if it does not compile, or raises an error
   */
  @Nullable Object[] run(byte[] chunk, String name, @Nullable Object... arguments)
      throws LuaException;

  /** Sets a global variable to a value as {@link LuaFunction#call} returns it. */
  void set(String global, @Nullable Object value);

  /** Sets a field of a global table to a function. */
  void define(String table, LuaEntry function);

  /** Ends the Lua state, and closes every socket of it. */
  @Override
  void close();
}
