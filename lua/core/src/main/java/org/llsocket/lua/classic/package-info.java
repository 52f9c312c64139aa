/** The module {@code llsocket}: names and return values as lua-llsocket documented them in 2016. */
@NullMarked
package org.llsocket.lua.classic;

import org.jspecify.annotations.NullMarked;
