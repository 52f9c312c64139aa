/**
 * Messages with addresses and control data: {@code sendmsg(2)}, {@code recvmsg(2)}, {@code
 * cmsg(3)}; in numbers: {@code sendmmsg(2)}, {@code recvmmsg(2)}; and sends without a copy.
 */
@NullMarked
package org.llsocket.message;

import org.jspecify.annotations.NullMarked;
