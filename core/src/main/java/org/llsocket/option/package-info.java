/** Socket options, each a typed constant named as in C: {@code SO_RCVBUF} is {@code SO.RCVBUF}. */
@NullMarked
package org.llsocket.option;

import org.jspecify.annotations.NullMarked;
