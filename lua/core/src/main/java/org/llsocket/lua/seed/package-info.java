/** The module {@code llsocket} with the names and return values of the specification. */
@NullMarked
package org.llsocket.lua.seed;

import org.jspecify.annotations.NullMarked;
