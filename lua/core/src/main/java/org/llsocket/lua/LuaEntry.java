package org.llsocket.lua;

import org.jspecify.annotations.Nullable;

/**
 * A function with the name that messages give it.
 *
 * @param name as a script writes it
 * @param self the class whose method it is, or null for a function
 * @param function what it does
 */
public record LuaEntry(String name, @Nullable LuaClass<?> self, LuaFunction function) {}
