/** The JDK's channels, selectors and sockets over llsocket. */
@NullMarked
package org.llsocket.nio;

import org.jspecify.annotations.NullMarked;
