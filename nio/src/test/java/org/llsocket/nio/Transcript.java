package org.llsocket.nio;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What a program has seen of channels: values, and the exceptions of its calls. */
@SuppressWarnings("ReferenceEquality") // the contract is about identity
final class Transcript {
  /** One thing that was seen. */
  private record Seen(String what, @Nullable Object value, @Nullable Exception thrown) {
    /** Whether a program that expects the other thing gets along with this one. */
    boolean serves(Seen expected) {
      if (!what.equals(expected.what)) {
        return false;
      }
      if (expected.thrown == null || thrown == null) {
        return thrown == expected.thrown && Objects.equals(value, expected.value);
      }
      return expected.thrown.getClass().isInstance(thrown);
    }

    @Override
    public String toString() {
      return what + ": " + (thrown == null ? value : "throws " + thrown);
    }
  }

  private final List<Seen> all = new ArrayList<>();

  /** A call that throws. */
  interface Action {
    void run() throws Exception;
  }

  /** Makes a call, and notes what it returns or throws. */
  void see(String what, Callable<?> call) {
    Seen seen;
    try {
      seen = new Seen(what, call.call(), null);
    } catch (Exception e) {
      seen = new Seen(what, null, e);
    }
    all.add(seen);
  }

  /** Makes a call, and notes whether it throws. */
  void run(String what, Action action) {
    see(
        what,
        () -> {
          action.run();
          return "done";
        });
  }

  /** What differs from what the other one has seen; an exception may be of a subclass. */
  List<String> differences(Transcript expected) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < Math.max(all.size(), expected.all.size()); i++) {
      Seen ours = i < all.size() ? all.get(i) : new Seen("nothing", null, null);
      Seen theirs = i < expected.all.size() ? expected.all.get(i) : new Seen("nothing", null, null);
      if (!ours.serves(theirs)) {
        found.add("expected " + theirs + "; got " + ours);
      }
    }
    return found;
  }

  @Override
  public String toString() {
    return all.toString();
  }
}
