package org.llsocket.lua;

/**
 * An error that Lua raises, such as {@code bad argument #1 to 'send' (string expected, got nil)}.
 * The adapter prefixes the position in the script, as {@code luaL_error} does.
 */
public final class LuaRaise extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Creates an error.
   *
   * @param message the message in Lua
   */
  public LuaRaise(String message) {
    super(message, null, false, false);
  }

  /** The message in Lua. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
