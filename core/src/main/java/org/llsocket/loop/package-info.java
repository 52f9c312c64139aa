/**
 * Servers for many connections in one thread: {@link org.llsocket.loop.Loop} runs on {@code
 * io_uring(7)}, or on {@code epoll(7)} if that cannot be had, with the same interface.
 */
@NullMarked
package org.llsocket.loop;

import org.jspecify.annotations.NullMarked;
