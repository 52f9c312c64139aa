/** {@code llsocket sockets}: the sockets of this machine. */
@NullMarked
package org.llsocket.cli.sockets;

import org.jspecify.annotations.NullMarked;
