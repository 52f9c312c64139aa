package org.llsocket.lua;

/**
 * An error that Lua raises, such as {@code bad argument #1 to 'send' (string expected, got nil)}.
 * The adapter puts the place in the script in front, as {@code luaL_error} does.
 */
public final class LuaRaise extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Makes one.
   *
   * @param message what Lua sees
   */
  public LuaRaise(String message) {
    super(message, null, false, false);
  }

  /** What Lua sees. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
