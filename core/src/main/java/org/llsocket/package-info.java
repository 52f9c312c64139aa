/**
 * The operating system's own sockets: {@link org.llsocket.Socket}, addresses, names and numbers.
 *
 * <p><b>If you know the C name you know ours: the first underscore is a dot.</b> {@code AF_INET6}
 * is {@code AF.INET6}, {@code MSG_PEEK} is {@code MSG.PEEK}, {@code recvfrom} is {@code recvfrom}.
 */
@NullMarked
package org.llsocket;

import org.jspecify.annotations.NullMarked;
