/** The arguments of commands that open a socket, and the transfers that these commands report. */
@NullMarked
package org.llsocket.cli.socket;

import org.jspecify.annotations.NullMarked;
