/**
 * Messages with addresses and control data: {@code sendmsg(2)}, {@code recvmsg(2)}, {@code
 * cmsg(3)}.
 */
@NullMarked
package org.llsocket.message;

import org.jspecify.annotations.NullMarked;
