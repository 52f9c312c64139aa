package org.llsocket.lua;

/**
 * A function that a script passed, kept with its arguments. Call both methods only from the thread
 * of the Lua state.
 */
public interface LuaCallback {
  /**
   * Calls the function. An error that it raises goes to the error handler that was kept with it, if
   * any, and no further.
   */
  void run();

  /** Releases the kept values to Lua's collector. The function is not called again. */
  void release();

  /** Keeps arguments of the call in progress. */
  @FunctionalInterface
  interface Keeper {
    /**
     * Keeps an error handler or nil, a function and its arguments.
     *
     * @param from index of the first one; 1 is the first value that Lua passed
     */
    LuaCallback keep(int from);
  }
}
