package org.llsocket.internal.lifecycle;

/**
 * The numbers of descriptors that stay open as long as the process: all copies of this library in
 * it, each of a class loader of its own, share one of a kind. System properties hold them.
 */
final class Shared {
  /** Held from the look for a number until one is kept. */
  static final Object LOCK = System.getProperties();

  private Shared() {}

  /** The number that is kept, or -1. Something may have closed it. */
  static int number(String property) {
    return Integer.getInteger(property, -1);
  }

  static void keep(String property, int number) {
    System.setProperty(property, Integer.toString(number));
  }
}
