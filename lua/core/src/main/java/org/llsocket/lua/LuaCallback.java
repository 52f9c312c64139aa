package org.llsocket.lua;

/**
 * A function that a script passed, kept with what it is to be called with. Both methods are for the
 * thread of the Lua state.
 */
public interface LuaCallback {
  /**
   * Calls it. What it raises goes to the error handler that was kept with it, {@code nil} for none,
   * and no further.
   */
  void run();

  /** Lets Lua forget what was kept. It is not called any more. */
  void release();

  /** Keeps arguments of the call in progress. */
  @FunctionalInterface
  interface Keeper {
    /**
     * Keeps an error handler or nil, a function and its arguments.
     *
     * @param from where they begin, 1 for the first value that Lua passed
     */
    LuaCallback keep(int from);
  }
}
