/**
 * The module {@code llsocket.v0_16}: the names and return values of lua-llsocket's 0.16 releases,
 * with their companion modules {@code errno} and {@code iovec}.
 */
@NullMarked
package org.llsocket.lua.v0_16;

import org.jspecify.annotations.NullMarked;
