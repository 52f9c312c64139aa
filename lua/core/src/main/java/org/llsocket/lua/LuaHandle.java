package org.llsocket.lua;

import org.jspecify.annotations.Nullable;

/** An open file of Lua's own {@code io} library, whose descriptor the engine keeps to itself. */
@FunctionalInterface
public interface LuaHandle {
  /**
   * Reads at an offset; the handle's own position is unchanged afterwards.
   *
   * @param offset in bytes
   * @param size the maximum number of bytes
   * @return the bytes read; null at the end of the file
   * @throws LuaRaise if the file is closed, or cannot be read or positioned
   */
  byte @Nullable [] read(long offset, int size);

  /** Lua's {@code file:seek} and {@code file:read}, from which an adapter makes a handle. */
  @FunctionalInterface
  interface Methods {
    /**
     * Calls a method of the file.
     *
     * @return its first value: a string as {@code byte[]}
     * @throws LuaRaise with the second value if the first is nil and there is a second
     */
    @Nullable Object call(String method, Object... arguments);
  }

  /** A handle that uses these methods. */
  static LuaHandle of(Methods file) {
    return (offset, size) -> {
      Object position = file.call("seek", "cur", 0);
      try {
        Object _ = file.call("seek", "set", offset);
        return file.call("read", size) instanceof byte[] bytes ? bytes : null;
      } finally {
        if (position instanceof Number back) {
          Object _ = file.call("seek", "set", back);
        }
      }
    };
  }
}
