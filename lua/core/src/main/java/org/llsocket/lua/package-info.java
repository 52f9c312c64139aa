/**
 * The interface for engine adapters: engine-independent descriptions of the Lua modules, and the
 * state of each Lua state.
 *
 * <p>{@link org.llsocket.lua.LuaModules} lists the modules. An adapter creates tables, functions
 * and userdata from them and converts values; {@link org.llsocket.lua.LuaState} does the rest.
 * Argument checks, error messages and return values are the same on every engine because adapters
 * take no part in them.
 */
@NullMarked
package org.llsocket.lua;

import org.jspecify.annotations.NullMarked;
