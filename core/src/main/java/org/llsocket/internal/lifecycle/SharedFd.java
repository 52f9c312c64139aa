package org.llsocket.internal.lifecycle;

/**
 * A descriptor that stays open as long as the process: all copies of this library in it, each of a
 * class loader of its own, share one of a kind. A system property holds its number.
 */
abstract class SharedFd {
  private static final Object LOCK = System.getProperties(); // of all copies

  private final String property;
  private volatile int fd = -1; // grows from -1 once, under the lock

  SharedFd(String property) {
    this.property = property;
  }

  /** Whether an open descriptor with this number is of the kind: something may have closed ours. */
  abstract boolean isOne(int number);

  /** A new one: its number, or {@code -errno}. */
  abstract int open();

  /** The number, once it is {@linkplain #make made}. */
  final int number() {
    return fd;
  }

  /** Makes the descriptor if it is not there yet; returns 0 or {@code -errno}. */
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
      fd = made; // before what may find no memory
      System.setProperty(property, Integer.toString(made));
      return 0;
    }
  }
}
