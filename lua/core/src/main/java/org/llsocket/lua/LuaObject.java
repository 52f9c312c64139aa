package org.llsocket.lua;

import org.jspecify.annotations.Nullable;

/**
 * What a userdata holds: an object, and the class that scripts see it as.
 *
 * @param type whose methods it has
 * @param object what the methods work on
 */
public record LuaObject(LuaClass<?> type, Object object) {
  /** The same userdata, for Lua's {@code ==}: the same object, not an equal one. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LuaObject that && same(that);
  }

  @SuppressWarnings("ReferenceEquality") // identity is what is asked for
  private boolean same(LuaObject that) {
    return object == that.object;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(object);
  }

  /** What {@code tostring} gives: {@code llsocket.socket: 0x1b2c3d4e}. */
  @Override
  public String toString() {
    return type.name() + ": 0x" + String.format("%08x", hashCode());
  }
}
