/** The command ping. */
@NullMarked
package org.llsocket.cli.ping;

import org.jspecify.annotations.NullMarked;
