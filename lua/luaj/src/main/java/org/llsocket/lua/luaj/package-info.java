/** The modules for LuaJ, Lua 5.2 in pure Java. */
@NullMarked
package org.llsocket.lua.luaj;

import org.jspecify.annotations.NullMarked;
