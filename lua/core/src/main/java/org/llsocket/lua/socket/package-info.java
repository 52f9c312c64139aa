/**
 * What the functions of the Lua modules do, over {@code org.llsocket}: arguments read, the call
 * made, its outcome as Java has it. How an outcome becomes return values is the business of a
 * {@link org.llsocket.lua.socket.ReturnConvention}, which each generation of the Lua API has its
 * own of.
 */
@NullMarked
package org.llsocket.lua.socket;

import org.jspecify.annotations.NullMarked;
