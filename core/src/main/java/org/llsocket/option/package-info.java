/**
 * Socket options, each a typed constant named as in C: {@code SO_RCVBUF} is {@code SO.RCVBUF}; the
 * values of options; and the names of families whose options share a prefix with them, such as
 * {@link org.llsocket.option.NETLINK} and {@link org.llsocket.option.PACKET}.
 */
@NullMarked
package org.llsocket.option;

import org.jspecify.annotations.NullMarked;
