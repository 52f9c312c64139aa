package org.llsocket.lua;

import org.jspecify.annotations.Nullable;

/**
 * A function with its name in error messages.
 *
 * @param name as a script writes it
 * @param self the class whose method it is, or null for a function
 * @param function what it does
 */
public record LuaEntry(String name, @Nullable LuaClass<?> self, LuaFunction function) {}
