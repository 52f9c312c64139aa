package org.llsocket.cli;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llsocket.ErrnoException;

/**
 * One thing that {@code probe} has found out.
 *
 * @param section what it belongs to
 * @param name of it
 * @param there whether it is there; null for a value
 * @param detail what it is for, why it is not there, or the value
 */
record Finding(String section, String name, @Nullable Boolean there, String detail) {
  /** What works where the thing is there. */
  @FunctionalInterface
  interface Attempt {
    void run() throws IOException;
  }

  static Finding value(String section, String name, String value) {
    return new Finding(section, name, null, value);
  }

  /** Finds out by trying. */
  static Finding attempt(String section, String name, String purpose, Attempt attempt) {
    try {
      attempt.run();
      return new Finding(section, name, true, purpose);
    } catch (ErrnoException e) {
      String why = e.call() + ": " + e.errno() + " (" + e.errno().strerror() + ")";
      return new Finding(section, name, false, purpose + " — " + why);
    } catch (IOException | UnsupportedOperationException e) {
      return new Finding(section, name, false, purpose + " — " + Main.oneLine(e));
    }
  }

  Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> object = Output.object("section", section, "name", name);
    if (there != null) {
      object.put("there", there);
    }
    object.put(there == null ? "value" : "detail", detail);
    return object;
  }
}
