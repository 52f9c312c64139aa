/** Copies data between two ends: sockets, TLS, standard streams, files, programs. */
@NullMarked
package org.llsocket.cli.conversation;

import org.jspecify.annotations.NullMarked;
