/**
 * What an engine's adapter needs: the Lua modules as descriptions that no engine is named in, and
 * the state that goes with each Lua state.
 *
 * <p>{@link org.llsocket.lua.LuaModules} has the modules. An adapter makes tables, functions and
 * userdata of them, and turns values into Java's and back; {@link org.llsocket.lua.LuaState} does
 * the rest. Arguments, messages and return values are the same on every engine because no adapter
 * sees them.
 */
@NullMarked
package org.llsocket.lua;

import org.jspecify.annotations.NullMarked;
