package org.llsocket.lua;

import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides when to run the collector to free the descriptors of unreachable userdata. A userdata is
 * small, so neither Lua's nor Java's collector would run in time by itself.
 */
final class Descriptors {
  /** New open descriptors that trigger a collection; about the C module's number. */
  private static final int THRESHOLD = 192;

  private @Nullable Runnable collector;
  private boolean collecting;

  /** Open after the last collection; further ones that trigger the next; created since. */
  private int base;

  private int more = THRESHOLD;
  private int made;

  void collector(Runnable engine) {
    collector = engine;
  }

  /** Records the creation of an object with a descriptor. */
  void made() {
    made++;
  }

  /** Collects if many more are open than after the last collection; closed ones do not count. */
  void check(IntSupplier open) {
    if (made >= more && !collecting) {
      int grown = open.getAsInt() - base;
      made = Math.clamp(grown, 0, more / 2); // count again sooner, but not on every call
      if (grown >= more) {
        boolean _ = collect(open);
      }
    }
  }

  /** Runs a collection. Returns false if there is no collector or it is already running. */
  boolean collect(IntSupplier open) {
    Runnable engine = collector;
    if (engine == null || collecting) {
      return false;
    }
    collecting = true;
    try {
      engine.run();
    } finally {
      collecting = false;
    }
    made = 0;
    base = open.getAsInt();
    more = Math.max(THRESHOLD, base / 2); // with many in use, collect less often
    return true;
  }
}
