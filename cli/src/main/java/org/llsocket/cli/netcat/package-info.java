/** The commands that copy between a socket and standard input and output: listen, connect. */
@NullMarked
package org.llsocket.cli.netcat;

import org.jspecify.annotations.NullMarked;
