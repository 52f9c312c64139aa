package org.llsocket.internal.lifecycle;

/** The threads of this library. */
final class Threads {
  private Threads() {}

  /**
   * A daemon that keeps nothing of the thread that makes it, its class loader first of all: an
   * application that is loaded again and again would never go.
   */
  static Thread.Builder.OfPlatform platform(String name) {
    return Thread.ofPlatform().daemon().inheritInheritableThreadLocals(false).name(name);
  }
}
