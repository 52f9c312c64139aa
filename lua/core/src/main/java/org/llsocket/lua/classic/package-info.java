/** The module {@code llsocket} with the names and return values of the specification. */
@NullMarked
package org.llsocket.lua.classic;

import org.jspecify.annotations.NullMarked;
