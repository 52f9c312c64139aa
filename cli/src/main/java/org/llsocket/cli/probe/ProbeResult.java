package org.llsocket.cli.probe;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llsocket.ErrnoException;
import org.llsocket.cli.output.Formats;
import org.llsocket.cli.output.JsonObject;

/**
 * A result of {@code probe}.
 *
 * @param section the heading
 * @param name the name of the feature or value
 * @param available whether the feature is available; null for a value
 * @param detail the value, or the feature's purpose and why it is not available
 */
record ProbeResult(String section, String name, @Nullable Boolean available, String detail) {
  /** Uses a feature. */
  @FunctionalInterface
  interface Attempt {
    void run() throws IOException;
  }

  static ProbeResult value(String section, String name, String value) {
    return new ProbeResult(section, name, null, value);
  }

  /** Tries a feature. */
  static ProbeResult attempt(String section, String name, String purpose, Attempt attempt) {
    try {
      attempt.run();
      return new ProbeResult(section, name, true, purpose);
    } catch (ErrnoException e) {
      String why = e.call() + ": " + e.errno() + " (" + e.errno().strerror() + ")";
      return new ProbeResult(section, name, false, purpose + " — " + why);
    } catch (IOException | UnsupportedOperationException e) {
      return new ProbeResult(section, name, false, purpose + " — " + Formats.oneLine(e));
    }
  }

  /** Adds what happens without a feature that is not available. */
  ProbeResult orElse(String without) {
    return Boolean.FALSE.equals(available)
        ? new ProbeResult(section, name, available, detail + "; without it " + without)
        : this;
  }

  Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> object = JsonObject.of("section", section, "name", name);
    if (available != null) {
      object.put("available", available);
    }
    object.put(available == null ? "value" : "detail", detail);
    return object;
  }
}
