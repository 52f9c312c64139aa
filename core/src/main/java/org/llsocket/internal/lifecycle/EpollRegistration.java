package org.llsocket.internal.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * That somebody's epoll watches a descriptor. It ends before the descriptor's number is given back:
 * the kernel would end it only with the last duplicate, and tell of it under a number that may by
 * then be another's.
 */
public abstract class EpollRegistration {
  /**
   * Who watches, or what stands for it; a descriptor is watched once by each. A descriptor's number
   * holds this until it is closed, so that what must be collected before must not be reached by it.
   */
  protected final Object watcher;

  @Nullable EpollRegistration next; // of the same descriptor; guarded by it

  protected EpollRegistration(Object watcher) {
    this.watcher = watcher;
  }

  /**
   * Tells the kernel to watch. The descriptor is open and locked.
   *
   * @return 0, or {@code -errno}
   */
  protected abstract int begin(CallFrame frame);

  /** Whether the watcher was collected, and the kernel watches no more. */
  protected boolean isGone() {
    return false;
  }

  /**
   * Tells the kernel to watch no more. The descriptor is locked; it may be closed, but the number
   * still is its own.
   */
  protected abstract void end(CallFrame frame);
}
