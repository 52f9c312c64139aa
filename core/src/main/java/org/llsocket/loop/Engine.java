package org.llsocket.loop;

/** What a {@link Loop} runs on. */
public enum Engine {
  /** {@code io_uring(7)}, through {@link org.llsocket.uring.Ring}. */
  RING,

  /** {@code epoll(7)}, through {@link org.llsocket.poll.Epoll}. */
  EPOLL
}
