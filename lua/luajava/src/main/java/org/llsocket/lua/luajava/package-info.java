/** The modules for LuaJava, which runs the real Lua 5.4 through JNI. */
@NullMarked
package org.llsocket.lua.luajava;

import org.jspecify.annotations.NullMarked;
