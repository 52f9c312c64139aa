/** The modules in a Java program's own Lua, a class for each engine. */
@NullMarked
package org.llsocket.lua.examples;

import org.jspecify.annotations.NullMarked;
