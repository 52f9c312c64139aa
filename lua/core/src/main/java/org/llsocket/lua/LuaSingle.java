package org.llsocket.lua;

/**
 * A list of one element that can be used as that element too: it has the element's methods, and as
 * an argument stands for it.
 *
 * @param element an object that has a {@link LuaClass}
 */
public record LuaSingle(Object element) {}
