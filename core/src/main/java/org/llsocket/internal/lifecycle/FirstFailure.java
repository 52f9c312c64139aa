package org.llsocket.internal.lifecycle;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Keeps the first of several failures while the rest of a close is done all the same. */
public final class FirstFailure {
  private @Nullable Throwable first;

  /** Forgets what an earlier attempt, which ran out of stack, has left. */
  public void clear() {
    first = null;
  }

  /** Keeps a failure if there was none before. */
  public void add(Throwable failure) {
    if (first == null) {
      first = failure;
    }
  }

  /** Throws the failure, once, if there was one. */
  public void rethrow() throws IOException {
    Throwable thrown = first;
    first = null;
    switch (thrown) {
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> {} // no other kind can occur
    }
  }
}
