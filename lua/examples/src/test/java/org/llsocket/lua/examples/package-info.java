/** Tests of the modules on every engine. */
@NullMarked
package org.llsocket.lua.examples;

import org.jspecify.annotations.NullMarked;
