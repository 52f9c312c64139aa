/**
 * {@code io_uring(7)}: {@link org.llsocket.uring.Ring} makes calls without waiting for them, many
 * with one system call, for loops that serve many connections. {@link org.llsocket.loop.Loop} has
 * an interface that also runs on {@code epoll(7)}.
 */
@NullMarked
package org.llsocket.uring;

import org.jspecify.annotations.NullMarked;
