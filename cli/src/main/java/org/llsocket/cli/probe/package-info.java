/** The command probe. */
@NullMarked
package org.llsocket.cli.probe;

import org.jspecify.annotations.NullMarked;
