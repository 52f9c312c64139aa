package org.llsocket.internal.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * The registration of a descriptor with an epoll. It is removed before the fd is closed: the kernel
 * removes it only when the last duplicate is closed, and until then reports events under an fd that
 * may have been reused.
 */
public abstract class EpollRegistration {
  /**
   * The epoll's owner, or a key that stands for it; a descriptor has one registration with each.
   * The descriptor holds this until it is closed, so an owner that the garbage collector is to find
   * earlier must not be reachable from it.
   */
  protected final Object watcher;

  @Nullable EpollRegistration next; // in the list of the descriptor, which guards it

  protected EpollRegistration(Object watcher) {
    this.watcher = watcher;
  }

  /**
   * {@code EPOLL_CTL_ADD}. The descriptor is open, and the caller holds its lock.
   *
   * @return 0, or {@code -errno}
   */
  protected abstract int register(CallFrame frame);

  /** Whether the epoll was collected, and its registrations with it. */
  protected boolean isGone() {
    return false;
  }

  /**
   * {@code EPOLL_CTL_DEL}. The caller holds the descriptor's lock. The descriptor may be marked
   * closed, but its fd is not closed yet.
   */
  protected abstract void deregister(CallFrame frame);
}
