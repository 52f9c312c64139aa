/**
 * The calls of messages, on an owned descriptor: what {@code Socket} and the datagram engines share
 * with {@code org.llsocket.message}.
 */
@NullMarked
package org.llsocket.internal.message;

import org.jspecify.annotations.NullMarked;
