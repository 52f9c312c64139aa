/** The PROXY protocol, by which a proxy reports the addresses of its client. */
@NullMarked
package org.llsocket.cli.proxy;

import org.jspecify.annotations.NullMarked;
