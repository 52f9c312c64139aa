/** The command lua. */
@NullMarked
package org.llsocket.cli.lua;

import org.jspecify.annotations.NullMarked;
