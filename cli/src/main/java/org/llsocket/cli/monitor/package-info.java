/** {@code llsocket monitor}: changes of links, addresses, routes and neighbours. */
@NullMarked
package org.llsocket.cli.monitor;

import org.jspecify.annotations.NullMarked;
