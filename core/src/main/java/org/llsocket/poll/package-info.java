/**
 * Readiness: {@link org.llsocket.poll.Poll} and {@link org.llsocket.poll.Epoll} report which of
 * many descriptors can be read or written without blocking.
 */
@NullMarked
package org.llsocket.poll;

import org.jspecify.annotations.NullMarked;
