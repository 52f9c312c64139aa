package org.llsocket.internal.lifecycle;

import java.util.concurrent.locks.LockSupport;

/** The threads of this library. */
final class Threads {
  private static final long PAUSE_NANOS = 1_000_000;

  private Threads() {}

  /**
   * A daemon that inherits nothing from the thread that starts it: a reference to its class loader
   * would keep an application from being unloaded.
   */
  static Thread.Builder.OfPlatform platform(String name) {
    return Thread.ofPlatform().daemon().inheritInheritableThreadLocals(false).name(name);
  }

  /** Unparks a virtual thread, even if the JDK has no memory to schedule it at first. */
  static void unpark(Thread thread) {
    boolean unparked = false;
    while (!unparked) {
      try {
        LockSupport.unpark(thread);
        unparked = true;
      } catch (OutOfMemoryError e) {
        pause();
      }
    }
  }

  /** Pauses before another attempt, after memory has run out. */
  static void pause() {
    LockSupport.parkNanos(PAUSE_NANOS);
  }
}
