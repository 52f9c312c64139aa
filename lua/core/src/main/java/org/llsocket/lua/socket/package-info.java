/**
 * The functions of the Lua modules, on top of {@code org.llsocket}: they read the arguments, make
 * the call and return its outcome as Java values. A {@link
 * org.llsocket.lua.socket.ReturnConvention}, one per generation of the Lua API, turns an outcome
 * into return values.
 */
@NullMarked
package org.llsocket.lua.socket;

import org.jspecify.annotations.NullMarked;
