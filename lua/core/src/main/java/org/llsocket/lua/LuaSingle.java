package org.llsocket.lua;

/**
 * A list of one element that can also be used as that element: it has the element's methods and is
 * accepted as an argument in its place.
 *
 * @param element an object that has a {@link LuaClass}
 */
public record LuaSingle(Object element) {}
