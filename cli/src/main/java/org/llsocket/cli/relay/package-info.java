/** The command that copies between two addresses: relay. */
@NullMarked
package org.llsocket.cli.relay;

import org.jspecify.annotations.NullMarked;
