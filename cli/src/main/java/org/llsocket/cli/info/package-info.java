/** The commands that print information about the system: resolve, interfaces, options. */
@NullMarked
package org.llsocket.cli.info;

import org.jspecify.annotations.NullMarked;
