package org.llsocket.lua;

import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When to look for descriptors that scripts have forgotten: a userdata is small, so a collector of
 * Lua's or Java's memory would let thousands of them be.
 */
final class Descriptors {
  /** How many may be open that were not at the last collection, as in the C module about. */
  private static final int FEW = 192;

  private @Nullable Runnable collector;
  private boolean collecting;

  /** How many were open after the last collection, how many more call for one, and those made. */
  private int base;

  private int more = FEW;
  private int made;

  void collector(Runnable engines) {
    collector = engines;
  }

  /** Notes that an object with a descriptor was made. */
  void made() {
    made++;
  }

  /** Collects if many more are open than after the last collection; those closed do not count. */
  void look(IntSupplier open) {
    if (made >= more && !collecting) {
      int grown = open.getAsInt() - base;
      made = Math.clamp(grown, 0, more / 2); // the next look is the sooner, but not the next call
      if (grown >= more) {
        boolean _ = collect(open);
      }
    }
  }

  /** Collects. Returns false where that cannot be done. */
  boolean collect(IntSupplier open) {
    Runnable engines = collector;
    if (engines == null || collecting) {
      return false;
    }
    collecting = true;
    try {
      engines.run();
    } finally {
      collecting = false;
    }
    made = 0;
    base = open.getAsInt();
    more = Math.max(FEW, base / 2); // of many that are in use, not each few call for a collection
    return true;
  }
}
