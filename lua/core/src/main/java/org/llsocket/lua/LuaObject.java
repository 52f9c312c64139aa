package org.llsocket.lua;

import org.jspecify.annotations.Nullable;

/**
 * The content of a userdata: an object and its class in Lua.
 *
 * @param type the class whose methods it has
 * @param object the object that the methods work on
 */
public record LuaObject(LuaClass<?> type, Object object) {
  /** Identity, as for Lua's {@code ==}: the same object, not an equal one. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LuaObject that && same(that);
  }

  @SuppressWarnings("ReferenceEquality") // compares identity on purpose
  private boolean same(LuaObject that) {
    return object == that.object;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(object);
  }

  /** The result of {@code tostring}: {@code llsocket.socket: 0x1b2c3d4e}. */
  @Override
  public String toString() {
    return type.name() + ": 0x" + String.format("%08x", hashCode());
  }
}
