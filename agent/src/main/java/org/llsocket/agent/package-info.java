/** The agent: an unchanged program's sockets are this library's. */
@NullMarked
package org.llsocket.agent;

import org.jspecify.annotations.NullMarked;
