package org.llsocket.internal.lifecycle;

/**
 * A descriptor that stays open until the process ends. All copies of this library in the process,
 * each in a class loader of its own, share one descriptor of each kind. A system property holds the
 * fd.
 */
abstract class SharedFd {
  private static final Object LOCK = System.getProperties(); // of all copies

  private final String property;
  private volatile int fd = -1; // grows from -1 once, under the lock

  SharedFd(String property) {
    this.property = property;
  }

  /** Whether {@code number} is open and of this kind: other code may have closed the shared one. */
  abstract boolean isOne(int number);

  /** Opens a new one; returns the fd, or {@code -errno}. */
  abstract int open();

  /** The fd, once it is {@linkplain #make open}. */
  final int number() {
    return fd;
  }

  /** Opens the descriptor unless it is open; returns 0 or {@code -errno}. */
  final int make() {
    return fd >= 0 ? 0 : makeOrTake();
  }

  private int makeOrTake() {
    synchronized (LOCK) {
      int kept = Integer.getInteger(property, -1);
      if (fd < 0 && kept >= 0 && isOne(kept)) {
        fd = kept;
      }
      if (fd >= 0) {
        return 0;
      }
      int made = open();
      if (made < 0) {
        return made;
      }
      fd = made; // before the next line, which may run out of memory
      System.setProperty(property, Integer.toString(made));
      return 0;
    }
  }
}
