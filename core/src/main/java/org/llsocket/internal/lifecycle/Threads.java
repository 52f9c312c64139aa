package org.llsocket.internal.lifecycle;

/** The threads of this library. */
final class Threads {
  private Threads() {}

  /**
   * A daemon that inherits nothing from the thread that starts it: a reference to its class loader
   * would keep an application from being unloaded.
   */
  static Thread.Builder.OfPlatform platform(String name) {
    return Thread.ofPlatform().daemon().inheritInheritableThreadLocals(false).name(name);
  }
}
