/** The llsocket command. */
@NullMarked
package org.llsocket.cli;

import org.jspecify.annotations.NullMarked;
